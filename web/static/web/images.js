/** Images: an IMAGE of the API becomes a <picture>, or a <figure> with caption and credit. */

import { el } from './dom.js';

/** Returns whether an image can be shown. */
export function isVisible(image) {
  return Boolean(image && image.state === 'OK' && image.src);
}

/** Shows the average colour until the image has loaded. */
function paintPlaceholder(img, image) {
  img.style.backgroundColor = image.color ?? '';
  img.addEventListener('load', () => { img.style.backgroundColor = ''; }, { once: true });
}

/** Keeps the focal point of an image in view when the style sheet crops it. */
function keepFocus(img, point) {
  if (point) img.style.objectPosition = `${point.x * 100}% ${point.y * 100}%`;
}

/** Builds a responsive <picture>; `eager` is for the image on the first screen. */
export function picture(image, { sizes = '100vw', eager = false } = {}) {
  const img = el('img', {
    src: image.src,
    width: image.width,
    height: image.height,
    alt: image.alt ?? '',
    loading: eager ? 'eager' : 'lazy',
    fetchpriority: eager ? 'high' : null,
    decoding: 'async',
  });
  paintPlaceholder(img, image);
  keepFocus(img, image.focal_point);
  const sources = image.sources.map(({ type, srcset }) => el('source', { type, srcset, sizes }));
  return el('picture', {}, sources, img);
}

/** Builds a <figure> with caption and credit, or a short note for an image that is missing or private. */
export function figure(image, t, options) {
  if (!isVisible(image)) return el('p', { class: 'unavailable' }, t.imageUnavailable);
  const { caption, credit } = image;
  const text = (caption || credit) && el('figcaption', {},
    caption && el('span', { class: 'caption' }, caption),
    caption && credit && ' ',
    credit && el('small', { class: 'credit' }, credit));
  return el('figure', { class: 'figure' }, picture(image, options), text);
}
