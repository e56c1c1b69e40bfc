/** The way without a picture: a button that lets the device calculate, its progress, and a way back. */

import { el } from '../dom.js';
import { prove } from './proof_of_work.js';

/** Screen readers hear the progress so many times. */
const ANNOUNCED = 4;

export class Calculation {
  /**
   * `fetchPow` returns the `pow` of a challenge that has not expired; `onChange` is called when `isChosen` changes.
   * With `isOnlyWay` there is no way back to a picture.
   */
  constructor({ t, fetchPow, onChange, isOnlyWay }) {
    Object.assign(this, { t, fetchPow, onChange, isOnlyWay });
    const link = (label, onclick) => el('button', { type: 'button', class: 'lb-link', onclick }, label);
    this.button = el('button', { type: 'button', class: 'lb-button', onclick: () => this.startByHand() },
      isOnlyWay ? t.calculate : t.calculateInstead);
    this.status = el('p', { class: 'lb-hint', role: 'status', tabindex: -1 });
    this.progress = el('progress', { max: 1, value: 0, 'aria-label': t.calculate });
    this.cancel = link(t.cancelCalculation, () => this.goBack());
    this.back = link(t.pictureInstead, () => this.goBack());
    this.node = el('div', { class: 'lb-calculation' }, this.button, this.status, this.progress, this.cancel, this.back);
    this.reset();
  }

  /** Tells whether the reader takes this way: the device calculates or has done so. */
  get isChosen() {
    return this.result !== null;
  }

  /** Forgets the result, and ends a calculation that is under way. */
  reset() {
    this.abort?.abort();
    this.result = null;
    this.render('');
  }

  /** Calculates; `result` is a promise of the proof, or of null after a failure. */
  start() {
    this.reset();
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.result = this.calculate(signal).catch((problem) => {
      if (!signal.aborted) this.fail(problem);
      return null;
    });
    this.render(this.t.calculating(0));
    this.onChange();
    return this.result;
  }

  async calculate(signal) {
    const pow = await this.fetchPow();
    const proof = await prove(pow, { signal, onProgress: (share) => this.showProgress(share) });
    signal.throwIfAborted();
    const hasFocus = this.node.contains(document.activeElement);
    this.render(this.isOnlyWay ? this.t.calculated : this.t.calculatedInstead, { isDone: true });
    if (hasFocus) this.status.focus();
    return proof;
  }

  /** Shows the progress, and says each quarter of it. */
  showProgress(share) {
    const isNews = Math.floor(share * ANNOUNCED) > Math.floor(this.progress.value * ANNOUNCED);
    this.progress.value = share;
    if (isNews) this.status.textContent = this.t.calculating(Math.round(share * 100));
  }

  fail(problem) {
    console.error(problem);
    this.result = null;
    this.render(this.t.calculationFailed);
    this.onChange();
  }

  async startByHand() {
    const result = this.start();
    this.cancel.focus();
    await result;
  }

  /** Cancels, or takes the picture after all. */
  goBack() {
    this.reset();
    this.onChange();
    this.button.focus();
  }

  /** Shows what belongs to the state: nothing chosen, calculating, done. */
  render(message, { isDone = false } = {}) {
    const isRunning = this.isChosen && !isDone;
    this.status.textContent = message;
    this.progress.value = 0;
    this.button.hidden = this.isChosen;
    this.progress.hidden = this.cancel.hidden = !isRunning;
    this.back.hidden = !isDone || this.isOnlyWay;
  }
}
