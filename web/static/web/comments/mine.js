/** The reader's own comments: fetches their status with the stored receipts and shows it. */

import { el } from '../dom.js';
import { dropReceipt, readReceipts } from './memory.js';

/** Builds the notice on one comment. */
function notice(comment, receipt, { article, t }) {
  const { status, text, reason, url } = comment;
  const node = el('li', { class: `lb-notice lb-${status.toLowerCase()}` },
    el('p', {}, el('strong', {}, t.status[status] ?? status)),
    status === 'REJECTED' && reason && el('p', {}, t.reason(reason)),
    status !== 'PUBLISHED' && el('blockquote', { class: 'lb-text', dir: 'auto' }, text));
  const dismiss = () => {
    dropReceipt(article, receipt);
    node.remove();
  };
  node.append(el('p', { class: 'lb-actions' },
    url && el('a', { href: url }, t.showMine), ' ',
    status !== 'PENDING' && el('button', { type: 'button', class: 'lb-link', onclick: dismiss }, t.dismiss)));
  return node;
}

/** Fetches one comment; deletes a receipt that is no longer valid. */
async function ask(receipt, context) {
  try {
    const comment = await context.api.get('comments/mine/', {}, { Authorization: `Receipt ${receipt}` });
    return notice(comment, receipt, context);
  } catch ({ status }) {
    if ([401, 403, 404, 410].includes(status)) dropReceipt(context.article, receipt);
    return null;
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
