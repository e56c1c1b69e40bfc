/** What an article said before it was corrected: in words, without pictures, files and links. */

import { IN_WORDS, renderBlocks } from '../blocks.js';
import { timeElement } from '../dates.js';
import { el } from '../dom.js';

/** Shows a version of an article and gives its title. */
export async function renderVersion(main, { id, url }, context) {
  const { api, locale, t, version: number } = context;
  const { article, correction, replaced_at: replaced } = await api.get(`articles/${id}/versions/${encodeURIComponent(number)}/`);
  main.replaceChildren(el('article', { class: 'article' },
    el('header', { class: 'article-header' },
      el('aside', { class: 'correction', role: 'note' },
        el('p', {}, el('strong', {}, `${t.replaced} `, timeElement(replaced, locale), ':'), ' ', correction.text),
        el('p', {}, el('a', { href: url }, t.toArticle))),
      article.kicker && el('p', { class: 'kicker' }, article.kicker),
      el('h1', {}, article.title),
      article.lead && el('p', { class: 'lead' }, article.lead),
      article.authors.length > 0 && el('p', { class: 'authors' }, `${t.by} ${article.authors.join(', ')}`)),
    el('div', { class: 'body' }, renderBlocks(article.body, { ...context, renderers: IN_WORDS }))));
  return `${t.before}: ${article.title}`;
}
