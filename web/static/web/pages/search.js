/** What a search has found: each article with the words that were found, and links that narrow the search down. */

import { details, moreButton } from '../cards.js';
import { el, serverHtml } from '../dom.js';

const FACETS = ['section', 'tag', 'author', 'year'];

/** Returns the URL of this search with other parameters; null leaves one out. */
function address(changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return `?${query}`;
}

/** Returns the filters of the URL. */
function chosenFilters() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(FACETS.map((name) => [name, query.get(name)]));
}

const valueOf = ({ slug, year }) => slug ?? String(year);
const titleOf = ({ title, name, year }) => title ?? name ?? String(year);

/** Builds the links of one facet; the chosen one takes its filter back. */
function facet(name, values, chosen, { t }) {
  if (values.length === 0) return null;
  const items = values.map((item) => {
    const isChosen = valueOf(item) === chosen;
    const href = address({ [name]: isChosen ? null : valueOf(item) });
    return el('li', {}, el('a', { href, 'aria-current': isChosen && 'true' }, `${titleOf(item)} `, el('span', {}, `(${item.count})`)));
  });
  return el('section', {}, el('h2', {}, t.facets[name]), el('ul', {}, items));
}

/** Builds all facets, folded where they would push the hits off the screen. What is folded says what is chosen. */
function narrowing(facets, filters, context) {
  const sections = FACETS.map((name) => facet(name, facets[name], filters[name], context));
  if (!sections.some(Boolean)) return null;
  const chosen = FACETS.flatMap((name) => facets[name].filter((item) => valueOf(item) === filters[name]).map(titleOf));
  const { narrow } = context.t;
  return el('nav', { class: 'facets', 'aria-label': narrow },
    el('details', { open: matchMedia('(min-width: 56rem)').matches },
      el('summary', {}, chosen.length > 0 ? `${narrow}: ${chosen.join(', ')}` : narrow),
      sections));
}

/** Builds one result. The API has escaped everything but the marks. */
function hit(article, context) {
  const { title, text } = article.highlights;
  return el('article', { class: 'hit', lang: article.locale },
    article.kicker && el('p', { class: 'kicker' }, article.kicker),
    el('h2', {}, serverHtml('a', { href: article.url }, title)),
    text.length > 0 ? text.map((part) => serverHtml('p', {}, part)) : el('p', {}, article.lead),
    details(article, context));
}

/** Says that nothing was found, or why nothing was looked for, and offers the words that may be meant. */
function nothing(reason, suggestion, { t }) {
  return el('div', { class: 'notice' },
    el('p', {}, reason),
    suggestion && el('p', {}, `${t.didYouMean} `, el('a', { href: address({ q: suggestion }) }, suggestion), '?'));
}

/** Asks the API. What it refuses, such as too many words, comes back as a sentence. */
async function results({ api, search, locale }, filters) {
  try {
    return await api.get('search/', { q: search, locale, ...filters });
  } catch (problem) {
    if (problem.status !== 400) throw problem;
    return { items: [], reason: problem.errors[0]?.detail ?? problem.message };
  }
}

/** Shows what the search in the URL finds and gives its title. */
export async function renderSearch(main, home, context) {
  const { t, search } = context;
  const filters = chosenFilters();
  const { items, meta, links, reason } = await results(context, filters);
  const list = el('div', { class: 'hits' }, items.map((article) => hit(article, context)));
  main.replaceChildren(
    el('header', { class: 'list-header' },
      el('h1', {}, search.trim() ? `${t.search}: ${search}` : t.search),
      el('p', { class: 'list-number', role: 'status' }, items.length > 0 && t.found(meta.count, meta.count_is === 'EXACT'))),
    el('div', { class: 'search-results' },
      meta && narrowing(meta.facets, filters, context),
      items.length > 0 ? list : nothing(reason ?? t.nothingFound, meta?.suggestion, context)),
    moreButton(list, links?.next, context, { build: hit }) ?? '');
  return t.search;
}
