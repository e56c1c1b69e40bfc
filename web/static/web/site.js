/**
 * The entry point: resolves the URL with the API and shows the page. Every link is a plain link and every
 * page a full load, so there is no router here beyond the table below.
 */

import { Api } from './api.js';
import { renderFooter, renderHeader } from './chrome.js';
import { el, scrollToHash } from './dom.js';
import { renderArticle } from './pages/article.js';
import { renderHome } from './pages/home.js';
import { renderProblem } from './pages/problem.js';
import { renderSearch } from './pages/search.js';
import { renderSection } from './pages/section.js';
import { renderVersion } from './pages/version.js';
import { LANGUAGES, texts } from './text.js';

const FILTERS = ['tag', 'author'];
const PAGES = { article: renderArticle, home: renderHome, section: renderSection };

/** Returns what all modules of a page share: the language, its texts, the API, and what the query of the URL asks for. */
function makeContext(locale) {
  const query = new URLSearchParams(location.search);
  const filter = [...query].find(([name]) => FILTERS.includes(name));
  return {
    locale,
    t: texts(locale),
    api: new Api('/api/v1/', locale),
    filter: filter ? { name: filter[0], slug: filter[1] } : null,
    version: query.get('version'),
    search: query.get('q'),
  };
}

/** Returns what shows a page, one of its earlier versions, or a search instead of a home page. */
function rendererOf({ type }, { version, search }) {
  if (type === 'home' && search !== null) return renderSearch;
  return type === 'article' && version ? renderVersion : PAGES[type];
}

/** Resolves the path of the URL. */
function resolve(path, { api }) {
  return api.get('resolve/', { path });
}

/** Gets what stands around every page; without it the page is shown without navigation. */
async function fetchSite({ api, locale }) {
  try {
    return await api.get('site/', { locale, fallback: LANGUAGES.find((other) => other !== locale) });
  } catch {
    return null;
  }
}

/** Shows the content first, then the header and footer; `render` gives the title of the page. */
async function show(page, context, render) {
  const main = document.getElementById('content');
  document.documentElement.lang = context.locale;
  document.getElementById('skip').textContent = context.t.skip;
  const [site, title] = await Promise.all([fetchSite(context), render(main, context)]);
  main.removeAttribute('aria-busy');
  renderHeader(page, site, context);
  renderFooter(page, site, context);
  // The server has printed the title of the page itself.
  if (!page || context.filter || context.version || context.search !== null) document.title = [title, site?.name].filter(Boolean).join(' – ');
  scrollToHash();
}

async function start() {
  const guess = makeContext(document.documentElement.lang);
  document.getElementById('content').append(el('p', { class: 'loading' }, guess.t.loading));
  try {
    const target = await resolve(location.pathname, guess);
    if (target.kind === 'REDIRECT') {
      location.replace(target.redirect.to);
      return;
    }
    const { page } = target;
    await show(page, makeContext(page.locale), (main, context) => rendererOf(page, context)(main, page, context));
  } catch (problem) {
    await show(null, guess, (main, context) => renderProblem(main, problem, context));
  }
}

start();
