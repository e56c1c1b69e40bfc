/** The body of an article: one renderer for each type of BLOCK, in the table at the end. */

import { sizeText } from './dates.js';
import { el, serverHtml } from './dom.js';
import { embed } from './embed.js';
import { figure, isVisible, picture } from './images.js';

const BODY_SIZES = '(min-width: 48rem) 44rem, 100vw';
const COVER_SIZES = '8rem';

/** Builds the blocks of a body; a type that this site does not know yet is shown as broken. */
export function renderBlocks(blocks, context) {
  const renderers = context.renderers ?? RENDERERS;
  return blocks.map((block) => (renderers[block.type] ?? broken)(block.value, context, block));
}

function paragraph(richText) {
  return serverHtml('div', { class: 'rich-text' }, richText.html);
}

function heading({ id, level, text }) {
  return el(`h${level}`, { id }, text);
}

function image(value, { t }) {
  return figure(value.image, t, { sizes: BODY_SIZES });
}

function quotation({ text, speaker, role }) {
  return el('figure', { class: 'quotation' },
    el('blockquote', {}, el('p', {}, text)),
    speaker && el('figcaption', {}, el('cite', {}, speaker), role && `, ${role}`));
}

function pullQuote({ text, source, url = null }) {
  const name = source && el('cite', {}, url ? el('a', { href: url }, source) : source);
  return el('figure', { class: 'pull-quote' },
    el('blockquote', { cite: url }, el('p', {}, text)),
    name && el('figcaption', {}, name));
}

function backgroundBox({ title, body }, context, block) {
  const id = `box-${block.id}`;
  return el('aside', { class: 'background-box', 'aria-labelledby': id },
    el('h2', { id }, title),
    renderBlocks(body, context));
}

function download(file, { t, locale }) {
  if (file.state !== 'OK') return el('p', { class: 'unavailable' }, t.downloadUnavailable);
  const kind = file.content_type.split('/').pop().toUpperCase();
  const facts = [kind, file.pages && t.pages(file.pages), file.bytes && sizeText(file.bytes, locale)];
  return el('div', { class: 'download' },
    isVisible(file.cover) && picture(file.cover, { sizes: COVER_SIZES }),
    el('div', {},
      el('p', { class: 'block-title' }, file.title),
      el('p', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
      el('a', { class: 'button', href: file.url, download: file.filename }, t.download)));
}

function link({ href, text, kind, state }, t) {
  if (state !== 'OK' || !href) return el('span', { class: 'gone' }, text, ' ', el('small', {}, t.linkGone));
  return el('a', { href, class: `link-${kind.toLowerCase()}` }, text);
}

function linkList({ title, links }, { t }, block) {
  const id = `links-${block.id}`;
  return el('nav', { class: 'link-list', 'aria-labelledby': title ? id : null },
    title && el('p', { class: 'block-title', id }, title),
    el('ul', {}, links.map((entry) => el('li', {}, link(entry, t)))));
}

function tableRow(cells, { inHead = false, firstIsHeader = false }) {
  return el('tr', {}, cells.map((text, index) => {
    if (inHead) return text ? el('th', { scope: 'col' }, text) : el('td');
    return index === 0 && firstIsHeader ? el('th', { scope: 'row' }, text) : el('td', {}, text);
  }));
}

function table({ caption, columns, rows, first_row_header: hasHead, first_column_header: firstIsHeader }, { t }) {
  const head = columns.length > 0 ? tableRow(columns, { inHead: hasHead, firstIsHeader }) : null;
  return el('div', { class: 'table', role: 'region', 'aria-label': caption || t.table, tabindex: 0 },
    el('table', {},
      caption && el('caption', {}, caption),
      head && hasHead && el('thead', {}, head),
      el('tbody', {}, head && !hasHead && head, rows.map((cells) => tableRow(cells, { firstIsHeader })))));
}

function broken(value, { t }) {
  return el('p', { class: 'unavailable' }, t.blockBroken);
}

const RENDERERS = {
  paragraph,
  heading,
  image,
  quotation,
  pull_quote: pullQuote,
  background_box: backgroundBox,
  download,
  embed,
  link_list: linkList,
  table,
  broken,
};

/** Says in words what stood in a place. */
function words(...texts) {
  return el('p', { class: 'unavailable' }, texts.filter(Boolean).join(' · '));
}

/** The renderers of a version: pictures, files and links are words there. */
export const IN_WORDS = {
  ...RENDERERS,
  image: ({ alt, caption, credit }, { t }) => words(t.image, alt, caption, credit),
  download: ({ title, filename }, { t }) => words(t.file, title, filename),
  embed: ({ title, provider }, { t }) => words(t.video, title, provider),
  link_list: ({ title, links }) => el('div', { class: 'link-list' },
    title && el('p', { class: 'block-title' }, title),
    el('ul', {}, links.map((text) => el('li', {}, text)))),
};
