/** The parts around every page, from `site/`: masthead, menus, languages, footer. */

import { timeElement } from './dates.js';
import { el, serverHtml } from './dom.js';
import { mainMenu, plainMenu } from './menus.js';
import { languageName } from './text.js';

/** Builds a link for each other language: to the translation of this page, or else to that home page. */
function otherLanguages(page, site) {
  const translations = [...(page?.translations ?? []), ...(site?.locales ?? [])];
  const addresses = new Map();
  for (const { locale, url } of translations) {
    if (!addresses.has(locale)) addresses.set(locale, url);
  }
  return addresses;
}

function languageSwitch(page, site, { t, locale }) {
  const others = otherLanguages(page, site);
  others.delete(locale);
  if (others.size === 0) return null;
  const items = [locale, ...others.keys()].sort().map((code) => {
    if (code === locale) return el('span', { 'aria-current': 'true' }, languageName(code));
    return el('a', { href: others.get(code), lang: code, hreflang: code }, languageName(code));
  });
  return el('nav', { class: 'languages', 'aria-label': t.languages }, el('ul', {}, items.map((item) => el('li', {}, item))));
}

/** Builds the form that leads to the results of a search, which stand below the home page. */
function searchForm({ t, locale, search }) {
  return el('form', { class: 'search-form', role: 'search', action: `/${locale}/` },
    el('label', { for: 'search-words', class: 'unseen' }, t.searchWords),
    el('input', { type: 'search', name: 'q', id: 'search-words', value: search, placeholder: t.search, required: true, maxlength: 200, enterkeyhint: 'search' }),
    el('button', {}, t.find));
}

/** Fills the header; the name of the paper is the page's heading on the home page only. */
export function renderHeader(page, site, context) {
  const isFront = page?.type === 'home' && !context.filter && context.search === null;
  const name = el('a', { href: site?.url ?? '/', 'aria-current': isFront ? 'page' : null }, site?.name ?? 'Leserbrief');
  document.getElementById('site-header').replaceChildren(
    el('div', { class: 'topline' },
      timeElement(new Date().toISOString(), context.locale, 'weekday'),
      searchForm(context),
      languageSwitch(page, site, context) ?? ''),
    el(isFront ? 'h1' : 'p', { class: 'masthead' }, name),
    mainMenu(site?.menus.main ?? [], page, context.t) ?? '');
}

function contactDetails({ contact }, { t }) {
  if (!contact.email && !contact.text) return null;
  return el('section', { 'aria-label': t.contact },
    el('h2', {}, t.contact),
    contact.text && serverHtml('div', {}, contact.text.html),
    contact.email && el('p', {}, el('a', { href: contact.email.href }, contact.email.text)));
}

function legalLinks({ imprint, privacy }) {
  const links = [imprint, privacy].filter(Boolean);
  if (links.length === 0) return null;
  return el('ul', { class: 'legal' }, links.map(({ href, text }) => el('li', {}, el('a', { href }, text))));
}

/** Builds a link to the feed that the head of the page announces first: that of its own list. */
function feedLink({ t }) {
  const feed = document.querySelector('link[type="application/rss+xml"]');
  return feed && el('a', { href: feed.getAttribute('href'), type: feed.type, title: feed.title }, t.feed);
}

/** Fills the footer. */
export function renderFooter(page, site, context) {
  const { t } = context;
  const parts = site ? [
    el('div', {}, el('p', {}, el('strong', {}, site.name)), site.footer && serverHtml('div', {}, site.footer.html)),
    plainMenu(site.menus.footer, t.footerMenu, page),
    contactDetails(site, context),
  ] : [];
  document.getElementById('site-footer').replaceChildren(
    el('div', { class: 'footer-parts' }, parts),
    (site && legalLinks(site)) ?? '',
    el('p', {}, feedLink(context) ?? '', ' '),
    el('p', {}, t.footer, ' ', el('a', { href: '/api/v1/docs/' }, t.apiDocs)));
}
