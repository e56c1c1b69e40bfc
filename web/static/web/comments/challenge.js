/** The challenge: an image with characters to type. It is fetched when the reader starts to write. */

import { el } from '../dom.js';
import { Field } from './fields.js';

/** The part of the form that shows a challenge and takes its answer. */
export class Challenge {
  constructor({ api, article, t }) {
    this.api = api;
    this.article = article;
    this.t = t;
    this.current = null;
    this.field = new Field({ name: 'answer', label: t.challenge, required: true, max_length: 20 }, t, t.challengeHint);
    for (const name of ['autocomplete', 'autocapitalize', 'autocorrect']) this.field.input.setAttribute(name, 'off');
    this.field.input.spellcheck = false;
    this.field.input.addEventListener('focus', () => this.refresh());
    this.stage = el('div', { class: 'lb-challenge-stage', 'aria-live': 'polite' });
    this.node = el('div', { class: 'lb-challenge', hidden: true }, this.stage, this.field.node);
  }

  /** Returns what a submission carries. */
  get value() {
    return { id: this.current?.id ?? '', answer: this.field.value };
  }

  /** Fetches a challenge if there is none yet. */
  async ensure() {
    if (!this.current && !this.isLoading) await this.renew();
  }

  /** Replaces an expired image as long as no answer has been typed; after that the server decides. */
  async refresh() {
    const isExpired = this.current && new Date(this.current.expires_at) <= new Date();
    if (isExpired && !this.field.value && !this.isLoading) await this.renew();
  }

  /** Fetches another challenge. */
  async renew() {
    this.isLoading = true;
    this.node.hidden = false;
    this.stage.replaceChildren(el('p', { class: 'lb-hint' }, this.t.challengeLoading));
    try {
      this.show(await this.api.post('comments/challenge/', { article: this.article }));
    } catch {
      this.stage.replaceChildren(el('p', { class: 'lb-hint' }, this.t.challengeFailed), this.renewButton(this.t.retry));
    } finally {
      this.isLoading = false;
    }
  }

  /** Shows a challenge from the server, also from an error response, and clears the old answer. */
  show(challenge) {
    const { image, width, height, alt, audio } = challenge.captcha;
    this.current = challenge;
    this.field.input.value = '';
    this.node.hidden = false;
    this.stage.replaceChildren(
      el('img', { src: image, width, height, alt }),
      el('p', { class: 'lb-actions' },
        this.renewButton(this.t.challengeNew), ' ',
        audio ? el('a', { href: audio, target: '_blank' }, this.t.challengeAudio) : ''));
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
