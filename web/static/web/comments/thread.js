/** The thread: comments oldest first, replies nested in them, and buttons for what is not loaded yet. */

import { timeElement, dateText } from '../dates.js';
import { el, serverHtml } from '../dom.js';
import { reportButton } from './report.js';

/** The number of pages that are searched for the comment that the URL names. */
const MAX_PAGES_SEARCHED = 10;

/** Builds a circle with the initial of the name; the API's random seed gives the hue. */
function avatar({ name, avatar: seed }) {
  const hue = [...seed ?? ''].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 0);
  const node = el('span', { class: 'lb-avatar', 'aria-hidden': 'true' }, [...name][0]?.toUpperCase());
  node.style.setProperty('--hue', hue);
  return node;
}

/** Adds items to a list, and a button for the page after them. */
function addItems(list, items, next, context, label) {
  list.append(...items.map((comment) => item(comment, context)));
  if (next) list.append(moreRow(list, next, context, label));
}

/** Builds the row with the button for the next page; `row.load` does what the button does. */
function moreRow(list, next, context, label) {
  const button = el('button', { type: 'button', class: 'lb-button' }, label);
  const row = el('li', { class: 'lb-more-row' }, button);
  row.load = async () => {
    const page = await context.api.follow(next);
    row.remove();
    const first = list.children.length;
    addItems(list, page.items, page.links.next, context, label);
    return list.children[first];
  };
  button.addEventListener('click', async () => {
    try {
      (await row.load())?.focus({ preventScroll: true });
    } catch {
      button.textContent = context.t.retry;
    }
  });
  return row;
}

function replies(comment, context) {
  const { items, next } = comment.replies;
  if (items.length === 0 && !next) return null;
  const list = el('ol', { class: 'lb-list lb-replies' });
  addItems(list, items, next, context, context.t.moreReplies);
  return list;
}

function head(comment, { t, locale }) {
  const { author, created_at: createdAt, edited_at: editedAt, id } = comment;
  const label = t.permalink(author.name, dateText(createdAt, locale, 'minute'));
  return el('header', { class: 'lb-head' },
    avatar(author),
    el('p', {},
      el('strong', { class: 'lb-name', dir: 'auto' }, author.name),
      author.badge && el('span', { class: 'lb-badge lb-staff' }, t.badge[author.badge]),
      el('a', { class: 'lb-date', href: `#comment-${id}`, 'aria-label': label }, timeElement(createdAt, locale, 'minute')),
      editedAt && el('span', { class: 'lb-hint' }, t.edited)));
}

function replyButton(comment, { t, maxDepth, onReply }) {
  if (!onReply || comment.depth + 1 >= maxDepth) return null;
  const label = t.replyTo(comment.author.name);
  return el('button', { type: 'button', class: 'lb-link', 'aria-label': label, onclick: () => onReply(comment) }, t.reply);
}

function commentNode(comment, context) {
  if (comment.state !== 'PUBLISHED') return el('p', { class: 'lb-removed' }, context.t.absent[comment.state]);
  return el('article', { class: comment.featured ? 'lb-comment lb-featured' : 'lb-comment' },
    comment.featured && el('p', { class: 'lb-badge' }, context.t.featured),
    head(comment, context),
    serverHtml('div', { class: 'lb-text', dir: 'auto' }, comment.html),
    el('p', { class: 'lb-actions' }, replyButton(comment, context), reportButton(comment, context)));
}

function item(comment, context) {
  return el('li', { id: `comment-${comment.id}`, class: 'lb-item', tabindex: -1 },
    commentNode(comment, context),
    replies(comment, context));
}

/** The list of comments. `context.onReply` is absent where replies are not accepted; `challenge` is that of the form. */
export class Thread {
  constructor(context) {
    this.context = context;
    this.list = el('ol', { class: 'lb-list' });
    this.node = el('div', { class: 'lb-thread' }, this.list);
  }

  /** Shows a page of comments below the ones already there. */
  add({ items, links, meta }) {
    const { t } = this.context;
    if (items.length === 0 && meta.count === 0) this.node.append(el('p', { class: 'lb-hint' }, t.empty));
    addItems(this.list, items, links.next, this.context, t.more);
  }

  /** Loads further pages until `isFound` says yes or there are no more. */
  async loadUntil(isFound) {
    for (let page = 0; page < MAX_PAGES_SEARCHED && !isFound(); page += 1) {
      const row = this.list.querySelector(':scope > .lb-more-row');
      if (!row) return;
      await row.load();
    }
  }
}
