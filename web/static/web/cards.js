/** Teasers: a CARD of the API becomes an <article> with image, headline and details. */

import { timeElement } from './dates.js';
import { el } from './dom.js';
import { isVisible, picture } from './images.js';

const SIZES = {
  lead: '(min-width: 64rem) 48rem, 100vw',
  wide: '(min-width: 64rem) 44rem, 100vw',
  plain: '(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 100vw',
};

/** Returns the language of an item if it differs from that of the page. */
function foreign(locale, context) {
  return locale === context.locale ? null : locale;
}

/** Builds the line with date, section and number of comments. */
export function details(article, context) {
  const { section, comments } = article;
  const { t, locale } = context;
  const showCount = comments.policy !== 'OFF' && comments.count > 0;
  return el('p', { class: 'details', lang: foreign(article.locale, context) && locale },
    timeElement(article.published_at, locale),
    section && el('span', { lang: foreign(article.locale, context) }, section.title),
    showCount && el('span', {}, t.comments(comments.count)));
}

/**
 * Builds a teaser. `look` is `lead` (large), `wide` (large, over the whole width), `brief` (no image) or `plain`;
 * `level` is that of its heading, and `eager` is for the image on the first screen.
 */
export function card(article, context, { look = 'plain', level = 2, eager = false } = {}) {
  const showPicture = look !== 'brief' && isVisible(article.image);
  const bare = look === 'brief' || showPicture ? '' : ' card-bare';
  return el('article', { class: `card card-${look}${bare}`, lang: foreign(article.locale, context) },
    showPicture && el('div', { class: 'card-picture' },
      picture(article.image, { sizes: SIZES[look], eager, crop: '16:9' })),
    el('div', { class: 'card-text' },
      article.kicker && el('p', { class: 'kicker' }, article.kicker),
      el(`h${level}`, { class: 'card-title' }, el('a', { href: article.url }, article.title)),
      article.lead && el('p', { class: 'card-summary' }, article.lead),
      details(article, context)));
}

/**
 * Builds the button that adds the next page of a list to `list`, without the articles of `shown`; nothing at its end.
 * `build` makes an element of an item and the context.
 */
export function moreButton(list, next, context, { shown = new Set(), build = card } = {}) {
  if (!next) return null;
  const { api, t } = context;
  const button = el('button', { type: 'button', class: 'button more' }, t.more);
  button.addEventListener('click', async () => {
    button.setAttribute('aria-disabled', 'true');
    try {
      const page = await api.follow(next);
      const cards = page.items.filter(({ id }) => !shown.has(id)).map((item) => build(item, context));
      list.append(...cards);
      cards[0]?.querySelector('a').focus({ preventScroll: true });
      button.replaceWith(moreButton(list, page.links.next, context, { shown, build }) ?? '');
    } catch {
      button.removeAttribute('aria-disabled');
      button.textContent = t.retry;
    }
  });
  return button;
}
