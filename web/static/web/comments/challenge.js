/** The challenge: a picture with letters to type, or a calculation. It is fetched when the reader starts to write. */

import { el } from '../dom.js';
import { Calculation } from './calculation.js';
import { contactLink } from './contact.js';
import { Field } from './fields.js';
import { canCalculate } from './proof_of_work.js';

/** The part of a form that shows a challenge and takes its answer. */
export class Challenge {
  /** `modes` and `require` are those of the form; `purpose` is what is sent. */
  constructor({ api, article, locale, t }, { modes, require }, purpose = 'COMMENT') {
    Object.assign(this, { api, article, locale, t, purpose });
    this.current = null;
    this.loading = null;
    const isAll = require === 'ALL';
    const isLacking = modes.includes('POW') && !canCalculate;
    this.hasPicture = modes.includes('CAPTCHA');
    this.isImpossible = isLacking && (isAll || !this.hasPicture);
    // Nobody has to press a button for what has to be calculated anyway.
    this.isAutomatic = isAll || !this.hasPicture;
    this.calculation = modes.includes('POW') && canCalculate ? this.buildCalculation() : null;
    this.needsHelp = isAll || !this.calculation;
    this.field = this.buildField();
    this.stage = el('div', { class: 'lb-challenge-stage', 'aria-live': 'polite' });
    this.help = el('p', { class: 'lb-hint lb-challenge-help', tabindex: -1, hidden: true });
    this.node = el('div', { class: 'lb-challenge', hidden: true }, this.stage, this.field.node, this.calculation?.node, this.help);
    this.showParts();
  }

  buildField() {
    const field = new Field({ name: 'answer', label: this.t.challenge, required: true, max_length: 20 }, this.t, this.t.challengeHint);
    for (const name of ['autocomplete', 'autocapitalize', 'autocorrect']) field.input.setAttribute(name, 'off');
    field.input.spellcheck = false;
    field.input.addEventListener('focus', () => this.refresh());
    return field;
  }

  buildCalculation() {
    return new Calculation({
      t: this.t,
      isOnlyWay: this.isAutomatic,
      onChange: () => this.showParts(),
      fetchPow: async () => {
        if (!this.current || this.isExpired) await this.load();
        return this.current.pow;
      },
    });
  }

  get isExpired() {
    return new Date(this.current.expires_at) <= new Date();
  }

  get needsPicture() {
    return this.hasPicture && (this.isAutomatic || !this.calculation?.isChosen);
  }

  /** Returns what a submission carries, when the device has calculated. */
  async value() {
    await this.loading;
    const pow = await this.calculation?.result;
    const letters = this.needsPicture && { id: this.current?.id ?? '', answer: this.field.value };
    return { ...letters, ...(pow && { pow }) };
  }

  /** Fetches a challenge if there is none yet. */
  ensure() {
    if (!this.current && !this.loading) this.renew();
  }

  /** Replaces an expired image as long as no answer has been typed; after that the server decides. */
  refresh() {
    if (this.current && this.isExpired && !this.field.value && !this.loading) this.renew();
  }

  /** Fetches another challenge and shows it. */
  async renew() {
    this.node.hidden = false;
    if (this.needsHelp && this.help.hidden) this.offerHelp();
    if (this.isImpossible) return;
    this.stage.replaceChildren(el('p', { class: 'lb-hint' }, this.t.challengeLoading));
    this.loading = this.load();
    try {
      await this.loading;
      this.begin();
    } catch {
      this.stage.replaceChildren(el('p', { class: 'lb-hint' }, this.t.challengeFailed), this.renewButton(this.t.retry));
      this.stage.hidden = false;
    } finally {
      this.loading = null;
    }
  }

  async load() {
    this.take(await this.api.post('comments/challenge/', { article: this.article, purpose: this.purpose }));
  }

  /** Keeps a challenge, with its picture. */
  take(challenge) {
    this.current = challenge;
    this.field.input.value = '';
    this.stage.replaceChildren(...(challenge.captcha ? this.picture(challenge.captcha) : []));
  }

  /** Shows a challenge that came with a refusal, and forgets the old answers. */
  show(challenge) {
    this.node.hidden = false;
    this.take(challenge);
    this.begin();
  }

  begin() {
    this.calculation?.reset();
    if (this.isAutomatic) this.calculation?.start();
    this.showParts();
  }

  /** Forgets a challenge that was answered. */
  clear() {
    this.current = null;
    this.node.hidden = true;
    this.field.input.value = '';
    this.calculation?.reset();
    this.showParts();
  }

  picture({ image, width, height, alt }) {
    return [el('img', { src: image, width, height, alt }), el('p', { class: 'lb-actions' }, this.renewButton(this.t.challengeNew))];
  }

  /** Shows image and field as long as they are needed. */
  showParts() {
    this.stage.hidden = this.field.node.hidden = !this.needsPicture || this.isImpossible;
    this.field.input.required = this.needsPicture && !this.isImpossible;
  }

  /** Names the newsroom's contact to those who can solve nothing that is offered. */
  async offerHelp() {
    this.help.hidden = false;
    const link = await contactLink(this.api, this.locale, this.t);
    this.help.replaceChildren(this.isImpossible ? this.t.challengeImpossible : this.t.challengeUnreadable, ' ', link);
  }

  renewButton(label) {
    return el('button', { type: 'button', class: 'lb-link', onclick: () => this.renewByHand() }, label);
  }

  /** Fetches another challenge by request. The clicked button is removed, so the answer gets the focus. */
  async renewByHand() {
    await this.renew();
    this.field.input.focus();
  }
}
