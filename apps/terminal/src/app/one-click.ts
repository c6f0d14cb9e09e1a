import { effect, signal, type ReadonlySignal } from '@preact/signals-core';

import type { Link } from '../link/link.ts';

/** After so long without a touch one-click ends by itself. */
const IDLE_MS = 15 * 60_000;

/**
 * Whether orders go out without a question. Never kept: a reload ends it, as does a loss of the connection, another account,
 * and a quarter of an hour without a touch. It never stands in the way of what lowers risk.
 */
export class OneClick {
  readonly #isArmed = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: Pick<Link, 'connection' | 'accountId'>) {
    effect(() => {
      if (link.connection.value.state !== 'connected') this.disarm();
    });
    effect(() => {
      void link.accountId.value;
      this.disarm();
    });
  }

  /** Whether it is armed. */
  get isArmed(): ReadonlySignal<boolean> {
    return this.#isArmed;
  }

  /** Arms it, or ends it. */
  toggle(): void {
    if (this.#isArmed.peek()) this.disarm();
    else this.#arm();
  }

  /** Ends it. */
  disarm(): void {
    clearTimeout(this.#timer);
    this.#isArmed.value = false;
  }

  /** Somebody is there: the quarter of an hour begins anew. */
  touch(): void {
    if (this.#isArmed.peek()) this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.disarm(), IDLE_MS);
    this.#isArmed.value = true;
  }
}
