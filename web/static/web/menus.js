/** Menus from `site/`: the main menu, whose entries may open further links, and plain lists of links. */

import { el } from './dom.js';

/** Returns `page` for the link to this page, and `true` for the one to the section that it belongs to. */
function currentOf(href, page) {
  if (href === page?.url) return 'page';
  return href === page?.section?.url ? 'true' : null;
}

function link({ href, text }, page) {
  return el('a', { href, 'aria-current': currentOf(href, page) }, text);
}

/** Closes the open menus, except the one that belongs to `kept`. */
function closeMenus(nav, kept = null) {
  for (const button of nav.querySelectorAll('[aria-expanded="true"]')) {
    if (button === kept) continue;
    button.setAttribute('aria-expanded', 'false');
    button.nextElementSibling.hidden = true;
  }
}

function toggle(button) {
  const list = button.nextElementSibling;
  closeMenus(button.closest('nav'), button);
  list.hidden = !list.hidden;
  button.setAttribute('aria-expanded', String(!list.hidden));
}

/** Closes the menu that has the focus, and gives the focus back to its button. */
function closeOnEscape(event) {
  if (event.key !== 'Escape') return;
  const open = event.currentTarget.querySelector('[aria-expanded="true"]');
  if (!open) return;
  closeMenus(event.currentTarget);
  open.focus();
}

function mainEntry(item, index, page, t) {
  if (item.items.length === 0) return el('li', {}, link(item, page));
  const id = `menu-${index}`;
  const button = el('button', {
    type: 'button', 'aria-expanded': 'false', 'aria-controls': id, 'aria-label': t.below(item.text), onclick: () => toggle(button),
  });
  return el('li', {}, link(item, page), button,
    el('ul', { id, hidden: true }, item.items.map((below) => el('li', {}, link(below, page)))));
}

/** Builds the main menu. A button beside an entry shows what is below it; the entry itself stays a link. */
export function mainMenu(items, page, t) {
  if (items.length === 0) return null;
  const nav = el('nav', {
    class: 'main-menu', 'aria-label': t.mainMenu, onkeydown: closeOnEscape,
    onfocusout: (event) => { if (event.relatedTarget && !nav.contains(event.relatedTarget)) closeMenus(nav); },
  }, el('ul', {}, items.map((item, index) => mainEntry(item, index, page, t))));
  document.addEventListener('click', (event) => { if (!nav.contains(event.target)) closeMenus(nav); });
  return nav;
}

/** Builds a menu whose links are all shown. */
export function plainMenu(items, label, page) {
  if (items.length === 0) return null;
  return el('nav', { class: 'footer-menu', 'aria-label': label }, el('ul', {}, items.map((item) => (
    el('li', {}, link(item, page),
      item.items.length > 0 && el('ul', {}, item.items.map((below) => el('li', {}, link(below, page)))))))));
}
