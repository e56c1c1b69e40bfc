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

/** Returns the `width`, `height`, `src` and `sources` of a crop, or of the whole image if it has no such crop. */
function shape(image, crop) {
  if (!image.crops.includes(crop)) return image;
  const [across, down] = crop.split(':').map(Number);
  const widths = [...image.sources[0].srcset.matchAll(/ (\d+)w/g)].map((match) => Number(match[1]))
    .filter((width) => width * down <= image.height * across);
  const url = (width, format) => image.template.replace('{crop}', encodeURIComponent(crop))
    .replace('{width}', width).replace('{format}', format);
  const source = (type, format) => (
    { type, srcset: widths.map((width) => `${url(width, format)} ${width}w`).join(', ') });
  const width = widths.at(-1);
  return {
    width,
    height: Math.round((width * down) / across),
    src: url(width, 'jpg'),
    sources: [source('image/avif', 'avif'), source('image/jpeg', 'jpg')],
  };
}

/** Builds a responsive <picture>; `eager` is for the image on the first screen, `crop` an aspect ratio. */
export function picture(image, { sizes = '100vw', eager = false, crop = null } = {}) {
  const { width, height, src, sources } = shape(image, crop);
  const img = el('img', {
    src,
    width,
    height,
    alt: image.alt ?? '',
    loading: eager ? 'eager' : 'lazy',
    fetchpriority: eager ? 'high' : null,
    decoding: 'async',
  });
  paintPlaceholder(img, image);
  keepFocus(img, image.focal_point);
  return el('picture', {}, sources.map(({ type, srcset }) => el('source', { type, srcset, sizes })), img);
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
