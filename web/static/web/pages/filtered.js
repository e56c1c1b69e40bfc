/** The articles of an author or a topic, newest first, below who or what it is. */

import { el, serverHtml } from '../dom.js';
import { isVisible, picture } from '../images.js';
import { renderNothing } from './problem.js';
import { showList } from './section.js';

const PORTRAIT_SIZES = '9rem';

function authorHeader({ name, role, bio, image }, number) {
  return [
    isVisible(image) && el('div', { class: 'portrait' }, picture(image, { sizes: PORTRAIT_SIZES, crop: '1:1', eager: true })),
    el('h1', {}, name),
    role && el('p', { class: 'list-role' }, role),
    bio.html && serverHtml('div', { class: 'rich-text list-lead' }, bio.html),
    number && el('p', { class: 'list-number' }, number),
  ];
}

function topicHeader({ name }, number, { t }) {
  return [el('h1', {}, `${t.topic}: ${name}`), number && el('p', { class: 'list-lead' }, number)];
}

/** By the name of the filter: where the API tells of it, and how it is shown. */
const SUBJECTS = {
  author: { path: 'authors/', header: authorHeader },
  tag: { path: 'tags/', header: topicHeader },
};

/** Says that nothing has this slug, and offers the one that may be meant. */
function renderUnknown(main, unknown, { filter, t, locale }) {
  const meant = unknown.did_you_mean;
  const offer = meant && el('p', {}, `${t.didYouMean} `,
    el('a', { href: `/${locale}/?${filter.name}=${encodeURIComponent(meant)}` }, meant), '?');
  return renderNothing(main, [t.unknown[filter.name], t.unknownText], { t, locale }, offer);
}

/** Shows the list that the filter in the URL names, and gives its title. */
export async function renderFiltered(main, context) {
  const { api, filter: { name, slug }, locale, t } = context;
  const { path, header } = SUBJECTS[name];
  const page = await api.get('articles/', { [name]: slug, locale });
  const unknown = page.meta.unknown[name]?.[0];
  if (unknown) return renderUnknown(main, unknown, context);
  const subject = await api.get(`${path}${encodeURIComponent(slug)}/`);
  showList(main, header(subject, page.meta.count > 0 && t.articles(page.meta.count), context), page, context);
  return subject.name;
}
