import { signal, type ReadonlySignal } from '@preact/signals-core';

import { fillText } from '../text/notices.ts';
import type { AccountListener } from './account-book.ts';

/** Something that people are told of. */
export type Notice = {
  readonly id: number;
  readonly level: 'info' | 'good' | 'warn' | 'error';
  readonly text: string;
  /** In full: a rejection word for word, an id to copy. */
  readonly detail: string | null;
  /** The order it is about. */
  readonly order: string | null;
  /** When this window heard of it, in milliseconds. */
  readonly at: number;
  readonly isRead: boolean;
};

/** What a notice is made of. */
export type NewNotice = Pick<Notice, 'level' | 'text'> & Partial<Pick<Notice, 'detail' | 'order'>>;

/** How many are kept. */
const NOTICES_MAX = 200;

/** What people were told since the page was opened, the newest first. */
export class Notices {
  readonly #all = signal<readonly Notice[]>([]);
  #ids = 0;

  /** All of them, the newest first. */
  get all(): ReadonlySignal<readonly Notice[]> {
    return this.#all;
  }

  /** Tells something. */
  tell({ level, text, detail = null, order = null }: NewNotice): void {
    this.#ids += 1;
    const notice: Notice = {
      id: this.#ids,
      level,
      text,
      detail,
      order,
      at: Date.now(),
      isRead: false,
    };
    this.#all.value = [notice, ...this.#all.peek()].slice(0, NOTICES_MAX);
  }

  /** All are read. */
  read(): void {
    this.#all.value = this.#all.peek().map((notice) => ({ ...notice, isRead: true }));
  }

  /** Tells what an account's stream brings. */
  readonly listener: AccountListener = {
    fill: (fill) => {
      const { trade } = fill;
      const isBust = fill.type === 'busted';
      this.tell({ level: isBust ? 'warn' : 'good', text: fillText(fill), order: trade.order });
    },
    alert: ({ level, text, order }) => this.tell({ level, text, order }),
    order: (order) => {
      const isRefused = order.state === 'REJECTED' || order.state === 'DENIED';
      if (!isRefused) return;
      this.tell({
        level: 'error',
        text: `${order.instrument}: ${order.state === 'DENIED' ? 'denied by a check' : 'rejected'}`,
        detail: order.reason,
        order: order.id,
      });
    },
  };
}
