import type { TicketDraft } from './draft.ts';

/** How many drafts are kept: those that were touched last. */
export const KEPT_MAX = 20;

/**
 * What stood in tickets that are no longer shown, by account and instrument: whoever looks at a chart, at another page or at
 * another instrument finds the order as it was typed. It lasts as long as the page.
 */
export class KeptDrafts {
  readonly #drafts = new Map<string, TicketDraft>();

  /** What was typed for an instrument; null where nothing was. */
  find(account: string, instrument: string): TicketDraft | null {
    return this.#drafts.get(keyOf(account, instrument)) ?? null;
  }

  /** Keeps what stands there now. */
  keep(account: string, draft: TicketDraft): void {
    const key = keyOf(account, draft.instrument);
    this.#drafts.delete(key);
    this.#drafts.set(key, draft);
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > KEPT_MAX && oldest !== undefined) this.#drafts.delete(oldest);
  }

  /** Forgets it: it was sent, or cleared. */
  forget(account: string, instrument: string): void {
    this.#drafts.delete(keyOf(account, instrument));
  }
}

function keyOf(account: string, instrument: string): string {
  return `${account} ${instrument}`;
}
