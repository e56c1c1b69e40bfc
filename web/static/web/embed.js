/** Videos of other sites: no request is sent to them before the reader clicks. */

import { el } from './dom.js';

/** Returns the https URL of the <iframe> in an embed's HTML without running or loading any of it. */
function frameAddress(html) {
  const frame = new DOMParser().parseFromString(html ?? '', 'text/html').querySelector('iframe');
  const address = frame?.getAttribute('src') ?? '';
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
  return url?.protocol === 'https:' ? url.href : null;
}

function frame(src, { title, provider, width, height }) {
  const node = el('iframe', {
    src,
    title: title || provider,
    allow: 'fullscreen; picture-in-picture; encrypted-media',
    referrerpolicy: 'strict-origin-when-cross-origin',
  });
  node.style.aspectRatio = `${width || 16} / ${height || 9}`;
  return node;
}

/** Returns who shows the video: until the provider has answered, the host of the URL. */
function nameOf({ provider, url }) {
  return provider || (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url);
}

/** Builds the block: title, a note on privacy and a button, or only a link when there is nothing to embed. */
export function embed(value, { t }) {
  const { url, title } = value;
  const provider = nameOf(value);
  const src = value.state === 'OK' ? frameAddress(value.html) : null;
  const load = () => {
    const player = frame(src, { ...value, provider });
    stage.replaceChildren(player);
    player.focus();
  };
  const stage = el('div', { class: 'embed-stage' },
    el('p', { class: 'block-title' }, title || provider),
    src && el('p', { class: 'facts' }, t.embedNotice(provider)),
    src && el('button', { type: 'button', class: 'button', onclick: load }, t.embedLoad));
  return el('figure', { class: 'embed' }, stage,
    el('figcaption', {}, el('a', { href: url, rel: 'noreferrer' }, t.embedOpen(provider))));
}
