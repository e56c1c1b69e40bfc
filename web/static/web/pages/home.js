/** The front page: its rows as editors made them. With ?tag= or ?author=, a plain list. */

import { card, moreButton } from '../cards.js';
import { el } from '../dom.js';
import { renderFiltered } from './filtered.js';

/** So many articles without a title stand beside the one on top, and a row of so many fits there as a whole. */
const BESIDE = { loose: 3, row: 4 };

/** Splits the rows into the article on top, what stands beside it, and the rows below. */
function arrange([first, ...others]) {
  if (first.type === 'lead') {
    const { value } = others[0] ?? {};
    const fits = value?.articles?.length <= BESIDE.row;
    return { lead: first.value.article, beside: fits ? value : null, rows: fits ? others.slice(1) : others };
  }
  if (first.value.title) return { lead: null, rows: [first, ...others] };
  const [lead, ...articles] = first.value.articles;
  const beside = { ...first.value, articles: articles.slice(0, BESIDE.loose) };
  const below = { ...first, value: { ...first.value, articles: articles.slice(BESIDE.loose) } };
  return { lead, beside, rows: [below, ...others] };
}

/** Builds the title of a row, which leads to all articles of its section or topic. */
function rowTitle({ title, section, tag }, home) {
  const href = section?.url ?? (tag && `${home.url}?tag=${encodeURIComponent(tag.slug)}`);
  return title && el('h2', { class: 'row-title' }, href ? el('a', { href }, title) : title);
}

function cards(value, context, look) {
  return value.articles.map((article) => card(article, context, { look, level: value.title ? 3 : 2 }));
}

function top(lead, beside, home, context) {
  if (!beside?.articles.length) {
    return el('div', { class: 'front' }, card(lead, context, { look: 'wide', eager: true }));
  }
  return el('div', { class: 'front front-split' },
    card(lead, context, { look: 'lead', eager: true }),
    el('div', { class: 'beside' }, rowTitle(beside, home), cards(beside, context, 'brief')));
}

function row({ type, value }, home, context) {
  if (type === 'lead') return el('div', { class: 'front' }, card(value.article, context, { look: 'wide' }));
  return el('section', { class: 'row' },
    rowTitle(value, home),
    el('div', { class: 'card-grid row-grid' }, cards(value, context)));
}

/** Returns whether a row shows the newest articles of the whole language, so that older ones may follow it. */
function goesOn({ type, value }) {
  return type === 'automatic' && !value.section && !value.tag;
}

/** Builds the button that adds the older articles of the language, without those that are on the page. */
function olderButton(home, list, { api, locale, ...context }) {
  const shown = home.rows.flatMap(({ value }) => (value.articles ?? [value.article]).map(({ id }) => id));
  return moreButton(list, api.url('articles/', { locale, count: 'none' }), { api, locale, ...context }, { shown: new Set(shown) });
}

/** Shows the home page; it has no title beside the paper's own. */
export async function renderHome(main, home, context) {
  if (context.filter) return renderFiltered(main, context);
  if (home.rows.length === 0) {
    main.replaceChildren(el('p', { class: 'notice' }, context.t.noArticles));
    return null;
  }
  const { lead, beside, rows } = arrange(home.rows);
  main.replaceChildren(
    lead ? top(lead, beside, home, context) : '',
    ...rows.filter(({ type, value }) => type === 'lead' || value.articles.length > 0).map((one) => row(one, home, context)));
  if (goesOn(home.rows.at(-1))) {
    const list = el('div', { class: 'card-grid row-grid' });
    main.append(list, olderButton(home, list, context));
  }
  return null;
}
