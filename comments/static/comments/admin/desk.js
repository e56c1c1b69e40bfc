// Moderating by keyboard, and without leaving the list. The desk works without this file: every button is a form.

const desk = document.getElementById('desk');
const toast = desk?.querySelector('.desk-toast');
let lastDecided = null;
let toastTimer = 0;

const rows = () => [...desk.querySelectorAll('[data-desk-row]')];
const openRows = () => rows().filter((row) => !row.classList.contains('desk-row--left'));
const rowOf = (id) => desk.querySelector(`[data-desk-row="${CSS.escape(id)}"]`);
const currentRow = () => document.activeElement?.closest?.('[data-desk-row]') ?? null;
const boxes = () => [...desk.querySelectorAll('.desk-row__select')];

function focusRow(row) {
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

function say(text, level = 'success') {
  clearTimeout(toastTimer);
  toast.className = `desk-toast desk-toast--${level}`;
  toast.hidden = false;
  toast.textContent = text;
  toastTimer = setTimeout(() => { toast.hidden = true; }, level === 'success' ? 4000 : 10000);
}

function showCounts(counts, menu) {
  for (const tab of desk.querySelectorAll('[data-desk-tab]')) {
    tab.querySelector('[data-desk-count]').textContent = counts[tab.dataset.deskTab];
  }
  for (const [tab, text] of Object.entries(menu)) {
    const label = document.querySelector(`[data-comments-menu="${tab}"] .menuitem-label`);
    if (label) label.textContent = text;
  }
}

function showSelected() {
  const n = boxes().filter((box) => box.checked).length;
  const place = desk.querySelector('[data-desk-selected]');
  if (!place) return;
  place.textContent = n === 0 ? '' : n === 1 ? desk.dataset.selectedOne : desk.dataset.selectedMany.replace('{n}', n);
}

function replaceRow(id, html) {
  const old = rowOf(id);
  if (!old) return null;
  const template = document.createElement('template');
  template.innerHTML = html.trim();
  const fresh = template.content.firstElementChild;
  old.replaceWith(fresh);
  return fresh;
}

// Comments that leave the tab move those of later pages forward, so "next" would skip some: lead to this page again.
function keepPagesWhole() {
  const finished = desk.querySelector('.desk-finished');
  const someLeft = desk.querySelector('.desk-row--left') !== null;
  if (finished) finished.hidden = openRows().length > 0 || !someLeft;
  const total = desk.querySelector('[data-desk-total]');
  // It counts the comments that the list had.
  if (total) total.hidden = someLeft;
  const next = desk.querySelector('.pagination .next a[href]');
  if (next && someLeft) next.href = desk.querySelector('.desk-finished a').href;
}

function nextOpen(id) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.deskRow === id);
  const isOpen = (row) => !row.classList.contains('desk-row--left');
  return all.slice(at + 1).find(isOpen) ?? all.slice(0, at).reverse().find(isOpen);
}

function show(answer, { ids, undoing }) {
  for (const [id, html] of Object.entries(answer.rows ?? {})) replaceRow(id, html);
  if (answer.counts) showCounts(answer.counts, answer.menu);
  keepPagesWhole();
  showSelected();
  const [id] = ids;
  // A notice in the row says the same as the message.
  if (ids.length > 1 || !rowOf(id)?.querySelector('.desk-notice')) say(answer.message, answer.level);
  else toast.hidden = true;
  if (ids.length > 1) return;
  const carriedOut = answer.level === 'success';
  if (carriedOut) lastDecided = undoing ? null : id;
  // Stay on a row that was refused or undone, so that it can be read.
  const row = rowOf(id);
  focusRow(carriedOut && !undoing && row?.classList.contains('desk-row--left') ? nextOpen(id) ?? row : row);
}

async function send(form, submitter) {
  const body = new FormData(form, submitter);
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
    });
    // A response that is not JSON is a page, such as the login. Let the browser show it.
    if (!response.headers.get('Content-Type')?.startsWith('application/json')) return window.location.reload();
    const ids = body.getAll('comment').map((name) => name.split(':')[0]);
    show(await response.json(), { ids, undoing: body.get('to') === 'UNDO' });
    if (response.status === 400 && form.elements.reason) form.elements.reason.focus();
  } catch {
    say(desk.dataset.failed, 'error');
  } finally {
    delete form.dataset.busy;
  }
}

function move(step) {
  const all = rows();
  const at = all.indexOf(currentRow());
  focusRow(at < 0 ? openRows()[0] ?? all[0] : all[Math.min(Math.max(at + step, 0), all.length - 1)]);
}

function press(key) {
  const row = currentRow();
  const button = row?.querySelector(`[data-desk-key="${key}"]`);
  if (button?.matches('summary')) {
    button.parentElement.open = true;
    button.parentElement.querySelector('input[name="reason"], textarea').focus();
  } else if (key === desk.dataset.undoKey) {
    ((lastDecided && rowOf(lastDecided)) || row)?.querySelector('.desk-undo')?.click();
  } else {
    button?.click();
  }
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const field = event.target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');
  if (event.key === 'Escape' && field?.closest('.desk-reject')) {
    const row = currentRow();
    field.closest('.desk-reject').open = false;
    return focusRow(row);
  }
  if (field || document.querySelector('dialog[open], .w-dialog:not([aria-hidden="true"])')) return;
  const known = {
    j: () => move(1),
    k: () => move(-1),
    x: () => { const box = currentRow()?.querySelector('.desk-row__select'); box?.click(); },
    '?': () => document.getElementById('desk-help').showModal(),
  };
  for (const key of desk.dataset.keys) known[key] = () => press(key);
  if (!known[event.key]) return;
  event.preventDefault();
  // Wagtail opens its own help with "?".
  event.stopImmediatePropagation();
  // A key that is held down must not decide on one comment after another.
  if (event.repeat && !['j', 'k'].includes(event.key)) return;
  known[event.key]();
}

function selectAll(event) {
  event.preventDefault();
  const open = boxes();
  const select = open.some((box) => !box.checked);
  for (const box of open) box.checked = select;
  showSelected();
}

function start() {
  desk.addEventListener('submit', (event) => {
    if (!event.target.matches('.desk-decide')) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  desk.addEventListener('change', showSelected);
  desk.querySelector('[data-desk-select-all]')?.addEventListener('click', selectAll);
  desk.querySelector('[data-desk-help]').addEventListener('click', () => document.getElementById('desk-help').showModal());
  showSelected();
  // Single-key shortcuts can be switched off in the account settings of Wagtail.
  const config = JSON.parse(document.getElementById('wagtail-config')?.textContent ?? '{}');
  if (config.KEYBOARD_SHORTCUTS_ENABLED === false) return;
  desk.querySelector('[data-desk-hint]').hidden = false;
  window.addEventListener('keydown', onKey, { capture: true });
}

if (desk) start();
