/**
 * <leserbrief-comments article="12" lang="de"></leserbrief-comments>
 *
 * The comments of one article, on any page: load this file as a module and write the element. `api` names
 * another server (`https://news.example.org/api/v1/`); it must allow the page's origin. Colours and fonts come
 * from the custom properties at the top of css/comments.css, which this module links itself.
 */

import { Api } from './api.js';
import { CommentForm } from './comments/form.js';
import { ownComments } from './comments/mine.js';
import { commentTexts } from './comments/text.js';
import { Thread } from './comments/thread.js';
import { dateText } from './dates.js';
import { el, scrollToHash } from './dom.js';

const PAGE_SIZE = 20;
const STYLE_SHEETS = ['./css/comments.css', './css/comment-form.css'];

/** Links the style sheets once in a page. */
function linkStyleSheets() {
  if (document.querySelector('link[data-leserbrief]')) return;
  const addresses = STYLE_SHEETS.map((path) => new URL(path, import.meta.url).href);
  document.head.append(...addresses.map((href) => el('link', { rel: 'stylesheet', href, 'data-leserbrief': true })));
}

/** Builds the note that says why there is no form. */
function closedNotice({ closes_at: closesAt }, { t, locale }) {
  const isOver = closesAt && new Date(closesAt) <= new Date();
  return el('p', { class: 'lb-closed' }, isOver ? t.closedSince(dateText(closesAt, locale)) : t.closed);
}

/** Builds the note that says until when comments are accepted, if there is a limit. */
function deadline({ closes_at: closesAt }, { t, locale }) {
  return closesAt && el('p', { class: 'lb-hint' }, t.closesAt(dateText(closesAt, locale, 'minute')));
}

/** The element. It keeps no state beside its DOM; to reload, it fetches from the API again. */
class LeserbriefComments extends HTMLElement {
  connectedCallback() {
    if (this.context) return;
    const locale = this.lang || document.documentElement.lang || 'en';
    this.context = {
      locale,
      t: commentTexts(locale),
      api: new Api(this.getAttribute('api') ?? '/api/v1/', locale),
      article: Number(this.getAttribute('article')),
    };
    this.lang = locale;
    linkStyleSheets();
    this.load();
  }

  /** Fetches the first page and shows it, or a button to try again. */
  async load() {
    const { api, article, locale, t } = this.context;
    this.replaceChildren(el('p', { class: 'lb-hint' }, t.loading));
    try {
      const page = await api.get(`articles/${article}/comments/`, { order: 'oldest', limit: PAGE_SIZE, locale });
      await this.show(page);
    } catch (problem) {
      console.error(problem);
      const retry = el('button', { type: 'button', class: 'lb-button', onclick: () => this.load() }, t.retry);
      this.replaceChildren(el('p', { role: 'alert' }, t.loadFailed), retry);
    }
  }

  async show(page) {
    const { context } = this;
    const { meta } = page;
    const form = meta.open && meta.form ? new CommentForm(context, meta.form) : null;
    const thread = new Thread({ ...context, maxDepth: meta.max_depth, challenge: meta.form.challenge, onReply: form && ((comment) => form.replyTo(comment)) });
    this.replaceChildren(
      el('h2', { class: 'lb-title' }, context.t.title(meta.count)),
      ownComments(context),
      thread.node,
      form ? el('div', { class: 'lb-form-place' }, deadline(meta, context), form.node) : closedNotice(meta, context));
    thread.add(page);
    form?.restoreDraft();
    if (location.hash.startsWith('#comment-')) await thread.loadUntil(scrollToHash);
  }
}

customElements.define('leserbrief-comments', LeserbriefComments);
