import type { EntryEvent, InstrumentTable, TradingEvent } from 'argosy/domain';
import type { LedgerBook } from 'argosy/ledger';
import type { SimAdapter } from '@argosy/sim';

import { hasEnded } from './expiries.ts';

/** What moves money apart from trades: a broker on paper has no word of its own on it. */
const ownPurposes: ReadonlySet<EntryEvent['purpose']> = new Set([
  'deposit',
  'withdrawal',
  'charges',
  'settlement',
  'action',
  'loan',
  'funding',
  'carry',
]);

/**
 * Tells a broker on paper what happens to its accounts apart from trades, so that both sides' books agree: here is
 * where that is decided.
 */
export class PaperMirror {
  readonly #adapter: Pick<SimAdapter, 'book'>;
  readonly #book: LedgerBook;
  readonly #instruments: InstrumentTable;
  #from = Number.POSITIVE_INFINITY;

  constructor(adapter: Pick<SimAdapter, 'book'>, book: LedgerBook, instruments: InstrumentTable) {
    this.#adapter = adapter;
    this.#book = book;
    this.#instruments = instruments;
  }

  /** From this number on: what was before it the broker was told as a whole. */
  begin(number: number): void {
    this.#from = number;
  }

  /** Takes what trading has said, once it is safe. */
  hear(event: TradingEvent): void {
    if (event.number < this.#from) return;
    if (event.kind === 'entry' && ownPurposes.has(event.purpose)) this.#pay(event);
    if (event.kind !== 'position' || event.qty !== 0) return;
    const { account, instrument } = event.key;
    if (!hasEnded(this.#instruments, instrument, event.at)) return;
    this.#adapter.book(account, { type: 'ended', instrument });
  }

  #pay({ account, legs }: EntryEvent): void {
    const { cash } = this.#book.accountsOf(account);
    for (const { ledgerAccount, amount } of legs) {
      if (ledgerAccount === cash) this.#adapter.book(account, { type: 'money', amount });
    }
  }
}
