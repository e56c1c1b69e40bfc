/** The reader's own comments: what became of them, and what their author may do, with the stored receipts. */

import { dateText } from '../dates.js';
import { el } from '../dom.js';
import { EditForm } from './edit.js';
import { dropReceipt, readReceipts } from './memory.js';
import { problemText } from './problems.js';

const PATH = 'comments/mine/';
/** Answers after which a receipt opens nothing any more. */
const OVER = [401, 404, 410];

const authorized = (receipt) => ({ Authorization: `Receipt ${receipt}` });

/** One comment of the reader. Each change shows it anew and moves the focus to it, so no key press is lost. */
export class OwnComment {
  constructor(context, receipt, comment) {
    this.context = context;
    this.receipt = receipt;
    this.node = el('div', { tabindex: -1 });
    this.message = el('p', { class: 'lb-error', role: 'alert' });
    this.show(comment);
  }

  /** Shows the comment as the API describes it. */
  show(comment) {
    const { t } = this.context;
    const { status, text, reason } = comment;
    this.comment = comment;
    this.node.className = `lb-notice lb-${status.toLowerCase()}`;
    this.actions = el('div', { class: 'lb-actions' }, this.buttons(comment));
    this.message.textContent = '';
    this.node.replaceChildren(
      el('p', {}, el('strong', {}, t.status[status] ?? status)),
      ...[
        status === 'REJECTED' && reason && el('p', {}, t.reason(reason)),
        status !== 'PUBLISHED' && el('blockquote', { class: 'lb-text', dir: 'auto' }, text),
        this.isEditable && el('p', { class: 'lb-hint' }, t.editUntil(dateText(comment.edit_until, this.context.locale, 'minute'))),
      ].filter(Boolean),
      this.message,
      this.actions);
  }

  get isEditable() {
    const { status, edit_until: editUntil } = this.comment;
    return ['PENDING', 'PUBLISHED'].includes(status) && new Date() < new Date(editUntil);
  }

  buttons({ status, url }) {
    const { t } = this.context;
    const button = (label, onclick) => el('button', { type: 'button', class: 'lb-link', onclick }, label);
    return [
      url && el('a', { href: url }, t.showMine),
      this.isEditable && button(t.edit, () => this.edit()),
      status !== 'WITHDRAWN' && button(t.withdraw, () => this.confirm(t.withdrawQuestion, t.withdrawNow, () => this.withdraw())),
      button(t.erase, () => this.confirm(t.eraseQuestion, t.eraseNow, () => this.erase())),
      button(t.export, () => this.run(() => this.export())),
      status !== 'PENDING' && button(t.dismiss, () => this.dismiss()),
    ];
  }

  edit() {
    const form = new EditForm(this.context, this.comment, {
      save: async (text) => this.showChanged(await this.send('PATCH', '', { text })),
      leave: () => this.showChanged(this.comment),
    });
    this.actions.replaceChildren(form.node);
    form.field.input.focus();
  }

  /** Asks once. The answer that changes nothing comes first and has the focus. */
  confirm(question, label, action) {
    const { t } = this.context;
    const no = el('button', { type: 'button', class: 'lb-button', onclick: () => this.showChanged(this.comment) }, t.cancelConfirm);
    const yes = el('button', { type: 'button', class: 'lb-button', onclick: () => this.run(action) }, label);
    this.actions.replaceChildren(el('div', { role: 'group', 'aria-label': question }, el('p', {}, question), el('p', { class: 'lb-actions' }, no, yes)));
    no.focus();
  }

  async withdraw() {
    this.showChanged(await this.send('DELETE'));
  }

  async erase() {
    await this.send('POST', 'erase/');
    dropReceipt(this.context.article, this.receipt);
    this.node.className = 'lb-notice lb-withdrawn';
    this.node.replaceChildren(el('p', {}, el('strong', {}, this.context.t.erased)));
    this.node.focus();
  }

  /** Saves what is stored as a file. A link could not carry the receipt. */
  async export() {
    const stored = await this.send('GET', 'export/');
    const file = new Blob([JSON.stringify(stored, null, 2)], { type: 'application/json' });
    const href = URL.createObjectURL(file);
    el('a', { href, download: `comment-${this.comment.id}.json` }).click();
    URL.revokeObjectURL(href);
  }

  dismiss() {
    dropReceipt(this.context.article, this.receipt);
    this.node.closest('li')?.remove();
  }

  /** Runs an action and shows why it failed. */
  async run(action) {
    try {
      await action();
    } catch (problem) {
      this.message.textContent = OVER.includes(problem.status) ? problem.body.detail : problemText(problem, this.context);
    }
  }

  showChanged(comment) {
    this.show(comment);
    this.node.focus();
  }

  send(method, path = '', body = null) {
    const { api } = this.context;
    const headers = { ...authorized(this.receipt), ...(body && { 'Content-Type': 'application/json' }) };
    return api.send(api.url(PATH + path), { method, headers, body: body && JSON.stringify(body) });
  }
}

/** Fetches one comment; deletes a receipt that is no longer valid. */
async function ask(receipt, context) {
  try {
    const comment = await context.api.get(PATH, {}, authorized(receipt));
    return el('li', {}, new OwnComment(context, receipt, comment).node);
  } catch ({ status, body }) {
    if (OVER.includes(status)) dropReceipt(context.article, receipt);
    // The newsroom has deleted it. Its author is told so once.
    return status === 410 ? el('li', {}, el('p', { class: 'lb-notice lb-withdrawn' }, body.detail)) : null;
  }
}

/** Builds the list of the reader's own comments; it is hidden while it is empty. */
export function ownComments(context) {
  const receipts = readReceipts(context.article);
  const list = el('ul', { class: 'lb-list' });
  const node = el('section', { class: 'lb-mine', hidden: true, 'aria-label': context.t.mine }, list);
  Promise.all(receipts.map((receipt) => ask(receipt, context))).then((notices) => {
    list.append(...notices.filter(Boolean));
    node.hidden = list.children.length === 0;
  });
  return node;
}
