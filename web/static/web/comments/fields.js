/** Form fields, built from the descriptions in `meta.form.fields`, with their errors beside them. */

import { el } from '../dom.js';

/** The attributes of known fields; any other field is plain text. */
const HABITS = {
  name: { type: 'text', autocomplete: 'name', dir: 'auto' },
  // Browsers refuse letters beyond ASCII before the @ in a field of the type `email`.
  email: { type: 'text', pattern: '.+@.+', autocomplete: 'email', inputmode: 'email' },
  text: { tag: 'textarea', rows: 7, dir: 'auto' },
  reason: { tag: 'select' },
  explanation: { tag: 'textarea', rows: 3, dir: 'auto' },
  consent: { type: 'checkbox' },
};

let count = 0;

/** Makes an id that is unique in the page. */
export function uniqueId(name) {
  count += 1;
  return `lb-${name}-${count}`;
}

/** The asterisk of a required field; `required` itself is what screen readers read. */
function asterisk(required) {
  return required && el('span', { class: 'lb-required', 'aria-hidden': 'true' }, '\u00a0*');
}

/** What is sent of a group of check boxes is a list of the chosen ones. */
export class Choices {
  constructor({ name, label, options }, hint = null) {
    const id = uniqueId(name);
    this.name = name;
    this.label = label;
    this.boxes = options.map(({ value }) => el('input', { type: 'checkbox', id: `${id}-${value}`, name, value }));
    [this.input] = this.boxes;
    this.error = el('p', { class: 'lb-error', id: `${id}-error`, hidden: true });
    const choices = options.map((option, index) => el('div', { class: 'lb-choice' },
      this.boxes[index],
      el('label', { for: this.boxes[index].id }, option.label)));
    this.node = el('fieldset', { class: `lb-field lb-field-${name}`, 'aria-describedby': hint ? `${id}-hint ${id}-error` : `${id}-error` },
      el('legend', {}, label),
      choices,
      hint && el('p', { class: 'lb-hint', id: `${id}-hint` }, hint),
      this.error);
  }

  get value() {
    return this.boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  problem() {
    return null;
  }

  showError(message) {
    this.error.textContent = message ?? '';
    this.error.hidden = !message;
  }
}

/** One field: label, control, hint and error. */
export class Field {
  constructor({ name, label, required, min_length: minLength, max_length: maxLength }, t, hint = null) {
    const { tag = 'input', ...habits } = HABITS[name] ?? { type: 'text' };
    const id = uniqueId(name);
    this.t = t;
    this.name = name;
    this.label = label;
    this.isCheckbox = habits.type === 'checkbox';
    this.input = el(tag, { id, name, required, minlength: minLength, maxlength: maxLength, ...habits });
    this.hint = hint && el('p', { class: 'lb-hint', id: `${id}-hint` }, hint);
    this.error = el('p', { class: 'lb-error', id: `${id}-error`, hidden: true });
    const labelNode = el('label', { for: id }, label, asterisk(required));
    const parts = this.isCheckbox ? [this.input, labelNode] : [labelNode, this.input];
    this.node = el('div', { class: `lb-field lb-field-${name}` }, parts, this.hint, this.error);
    this.describe();
  }

  get value() {
    return this.isCheckbox ? this.input.checked : this.input.value;
  }

  /** Returns an error before anything is sent; the server validates again. */
  problem() {
    const { name, input, t } = this;
    const { valueMissing, patternMismatch } = input.validity;
    const isBlank = !this.isCheckbox && input.required && input.value.trim() === '';
    if (valueMissing || isBlank) return { consent: t.missingConsent, answer: t.missingChallenge }[name] ?? t.missing;
    if (patternMismatch) return t.badEmail;
    const isShort = input.minLength > 0 && input.value.trim().length < input.minLength;
    return isShort ? t.tooShort(input.minLength) : null;
  }

  /** Shows an error beside the field, or takes it away with null. */
  showError(message) {
    this.error.textContent = message ?? '';
    this.error.hidden = !message;
    if (message) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
    this.describe();
  }

  /** Ties hint and error to the control. */
  describe() {
    const ids = [this.error, this.hint].filter((node) => node && !node.hidden).map((node) => node.id);
    if (ids.length > 0) this.input.setAttribute('aria-describedby', ids.join(' '));
    else this.input.removeAttribute('aria-describedby');
  }
}
