/** An article: headline, byline, image, body, related articles, comments. */

import { renderBlocks } from '../blocks.js';
import { card } from '../cards.js';
import '../comments.js';
import { timeElement } from '../dates.js';
import { el } from '../dom.js';
import { figure, isVisible } from '../images.js';
import { languageName, texts } from '../text.js';
import { breadcrumbs, contents, corrections, rights } from './around.js';

const LEAD_SIZES = '(min-width: 64rem) 62rem, 100vw';

/** Returns the URL of the list of a tag's or an author's articles. */
function listAddress(name, slug, locale) {
  return `/${locale}/?${name}=${encodeURIComponent(slug)}`;
}

function authorNames(authors, { t, locale }) {
  const links = authors.map(({ slug, name }) => el('a', { href: listAddress('author', slug, locale), rel: 'author' }, name));
  return links.flatMap((link, index) => {
    if (index === 0) return [link];
    return [index === links.length - 1 ? ` ${t.and} ` : ', ', link];
  });
}

function isUpdated({ published_at: published, updated_at: updated }) {
  return Boolean(updated) && updated.slice(0, 16) > published.slice(0, 16);
}

function byline(article, context) {
  const { t, locale } = context;
  const { authors, comments } = article;
  return el('div', { class: 'byline' },
    authors.length > 0 && el('p', { class: 'authors' }, `${t.by} `, authorNames(authors, context)),
    el('p', { class: 'details' },
      timeElement(article.published_at, locale, 'minute'),
      isUpdated(article) && el('span', {}, `${t.updated} `, timeElement(article.updated_at, locale, 'minute')),
      el('span', {}, t.reading(article.reading_minutes)),
      comments.policy !== 'OFF' && el('a', { href: '#comments' }, t.comments(comments.count))));
}

function translationLinks({ translations }) {
  return translations.map(({ locale, url }) => {
    const words = texts(locale).readIn(languageName(locale));
    return el('p', { class: 'translation' }, el('a', { href: url, hreflang: locale, lang: locale }, words));
  });
}

function tagList({ tags }, { t, locale }) {
  if (tags.length === 0) return null;
  return el('nav', { class: 'tags', 'aria-label': t.tags }, el('ul', {}, tags.map(({ slug, name }) => (
    el('li', {}, el('a', { href: listAddress('tag', slug, locale), rel: 'tag' }, name))))));
}

function relatedArticles({ related }, context) {
  if (related.length === 0) return null;
  return el('section', { class: 'related', 'aria-labelledby': 'related' },
    el('h2', { id: 'related' }, context.t.related),
    el('div', { class: 'card-grid' }, related.map((article) => card(article, context, { level: 3 }))));
}

function commentSection({ id, comments }, { locale }) {
  if (comments.policy === 'OFF') return null;
  return el('section', { id: 'comments', class: 'comments' }, el('leserbrief-comments', { article: id, lang: locale }));
}

/** Shows an article page and gives its title. */
export function renderArticle(main, article, context) {
  const body = el('div', { class: 'body' },
    corrections(article, context), contents(article, context), renderBlocks(article.body, context));
  main.replaceChildren(
    el('article', { class: 'article' },
      el('header', { class: 'article-header' },
        breadcrumbs(article, context),
        article.kicker && el('p', { class: 'kicker' }, article.kicker),
        el('h1', {}, article.title),
        article.lead && el('p', { class: 'lead' }, article.lead),
        byline(article, context)),
      isVisible(article.image) && el('div', { class: 'lead-picture' },
        figure(article.image, context.t, { sizes: LEAD_SIZES, eager: true })),
      body,
      el('footer', { class: 'article-footer' }, tagList(article, context), rights(article, context), translationLinks(article))),
    ...[commentSection(article, context), relatedArticles(article, context)].filter(Boolean));
  return article.title;
}
