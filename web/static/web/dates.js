/** Dates, sizes and waiting times in words, by Intl alone. */

import { el } from './dom.js';

const STYLES = {
  day: { dateStyle: 'long' },
  minute: { dateStyle: 'long', timeStyle: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
};

/** English dates are formatted as British ones. */
const DATE_LOCALES = { en: 'en-GB' };

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/**
 * Returns the moment of an RFC 3339 text, and the zone to write it in. Times are those of the newsroom, wherever the
 * reader is. On a page of another site only the offset in the text is known, so its clock time is read as UTC.
 */
function inNewsroom(text) {
  const { newsroomZone } = document.documentElement.dataset;
  return newsroomZone ? [new Date(text), newsroomZone] : [new Date(`${text.slice(0, 19)}Z`), 'UTC'];
}

/** Writes a date in the language given; `style` is `day`, `minute` or `weekday`. */
export function dateText(date, locale, style = 'day') {
  const [moment, timeZone] = inNewsroom(date);
  return new Intl.DateTimeFormat(DATE_LOCALES[locale] ?? locale, { ...STYLES[style], timeZone }).format(moment);
}

/** Builds a <time> element for an RFC 3339 date. */
export function timeElement(date, locale, style = 'day') {
  return el('time', { datetime: date }, dateText(date, locale, style));
}

/** Writes a number of bytes for people: `1,2 MB`. */
export function sizeText(bytes, locale) {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const options = { style: 'unit', unit: UNITS[unit], maximumFractionDigits: unit > 1 ? 1 : 0 };
  return new Intl.NumberFormat(locale, options).format(amount);
}

/** Writes a waiting time in words: `in 2 Minuten`. Seconds are rounded up, so that a retry is not too early. */
export function waitText(seconds, locale) {
  const words = new Intl.RelativeTimeFormat(locale);
  if (seconds < 90) return words.format(seconds, 'second');
  if (seconds < 5400) return words.format(Math.ceil(seconds / 60), 'minute');
  return words.format(Math.ceil(seconds / 3600), 'hour');
}
