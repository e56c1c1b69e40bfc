/** The parts around every page: masthead, sections, languages, footer. */

import { timeElement } from './dates.js';
import { el } from './dom.js';
import { languageName } from './text.js';

/** Builds a link for each other language: to the translation of this page, or else to that home page. */
function otherLanguages(page, home) {
  const translations = [...(page?.translations ?? []), ...(home?.translations ?? [])];
  const addresses = new Map();
  for (const { locale, url } of translations) {
    if (!addresses.has(locale)) addresses.set(locale, url);
  }
  return addresses;
}

function languageSwitch(page, home, { t, locale }) {
  const others = otherLanguages(page, home);
  others.delete(locale);
  if (others.size === 0) return null;
  const items = [locale, ...others.keys()].sort().map((code) => {
    if (code === locale) return el('span', { 'aria-current': 'true' }, languageName(code));
    return el('a', { href: others.get(code), lang: code, hreflang: code }, languageName(code));
  });
  return el('nav', { class: 'languages', 'aria-label': t.languages }, el('ul', {}, items.map((item) => el('li', {}, item))));
}

function sectionLinks(page, home, { t }) {
  const here = page?.type === 'section' ? page.slug : page?.section?.slug;
  const items = home.sections.map(({ slug, title, url }) => {
    const current = slug === here ? (page.type === 'section' ? 'page' : 'true') : null;
    return el('li', {}, el('a', { href: url, 'aria-current': current }, title));
  });
  return el('nav', { class: 'sections', 'aria-label': t.sections }, el('ul', {}, items));
}

/** Fills the header; the name of the paper is the page's heading on the home page only. */
export function renderHeader(page, home, context) {
  const isFront = page?.type === 'home' && !context.filter;
  const name = el('a', { href: home?.url ?? '/', 'aria-current': isFront ? 'page' : null }, home?.title ?? 'Leserbrief');
  document.getElementById('site-header').replaceChildren(
    el('div', { class: 'topline' },
      timeElement(new Date().toISOString(), context.locale, 'weekday'),
      languageSwitch(page, home, context) ?? ''),
    el(isFront ? 'h1' : 'p', { class: 'masthead' }, name),
    home ? sectionLinks(page, home, context) : '');
}

/** Fills the footer. */
export function renderFooter(home, { t }) {
  document.getElementById('site-footer').replaceChildren(
    el('p', {}, el('strong', {}, home?.title ?? 'Leserbrief'), home?.lead ? ` – ${home.lead}` : ''),
    el('p', {}, t.footer, ' ', el('a', { href: '/api/v1/docs/' }, t.apiDocs)));
}
