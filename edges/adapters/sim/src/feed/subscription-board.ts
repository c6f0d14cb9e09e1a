import { assertNever, type InstrumentId, type Price } from 'argosy/core';
import type {
  BookUpdate,
  IndexPrice,
  InstrumentStatus,
  MarketData,
  Quote,
  Side,
  Trade,
} from 'argosy/domain';
import {
  brokerRefusal,
  type MarketDataAbility,
  type RefusedSubscription,
  type Subscription,
} from '@argosy/bridge';

type Latest = {
  status: InstrumentStatus | null;
  quote: Quote | null;
  book: BookUpdate | null;
  trade: Trade | null;
  index: IndexPrice | null;
};
/** What is known and wanted of one instrument. */
type Entry = {
  readonly latest: Latest;
  readonly wanted: Set<string>;
  /** Dense: rows that reach the listener are counted, and no others. */
  sequence: number;
};

/**
 * Who wants to hear what: lets through what is subscribed, numbers it without gaps by instrument, and remembers the
 * latest of each kind, so that who comes late is told where the market stands.
 */
export class SubscriptionBoard {
  readonly #entries = new Map<InstrumentId, Entry>();
  readonly #ability: MarketDataAbility;
  readonly #inForce = new Map<string, Subscription>();

  constructor(instruments: readonly InstrumentId[], ability: MarketDataAbility) {
    this.#ability = ability;
    this.list(instruments);
  }

  /** Lets more be heard of. */
  list(instruments: readonly InstrumentId[]): void {
    for (const id of instruments) {
      const latest = { status: null, quote: null, book: null, trade: null, index: null };
      this.#entries.set(id, { latest, wanted: new Set(), sequence: 0 });
    }
  }

  /** What is in force. */
  get subscriptions(): readonly Subscription[] {
    return [...this.#inForce.values()];
  }

  /** Hears of more; gives back what is not taken, and where the market of the others stands. */
  subscribe(wanted: readonly Subscription[]): {
    readonly refused: readonly RefusedSubscription[];
    readonly snapshot: readonly MarketData[];
  } {
    const refused: RefusedSubscription[] = [];
    const snapshot: MarketData[] = [];
    for (const asked of wanted) {
      const key = keyOf(asked);
      if (this.#inForce.has(key)) continue;
      const refusal = this.#refusalOf(asked);
      const entry = this.#entries.get(asked.instrument);
      if (refusal !== null || entry === undefined) {
        if (refusal !== null) refused.push({ asked, refusal });
        continue;
      }
      if (entry.wanted.size === 0) this.#tell(entry, entry.latest.status, snapshot);
      entry.wanted.add(wantOf(asked));
      this.#inForce.set(key, asked);
      if (asked.kind !== 'bar') this.#tell(entry, entry.latest[asked.kind], snapshot);
    }
    return { refused, snapshot };
  }

  /** Hears of less. */
  unsubscribe(unwanted: readonly Subscription[]): void {
    for (const asked of unwanted) {
      if (!this.#inForce.delete(keyOf(asked))) continue;
      this.#entries.get(asked.instrument)?.wanted.delete(wantOf(asked));
    }
  }

  /** Where the market of everything in force stands: for a line that was lost and is there again. */
  snapshot(): readonly MarketData[] {
    const rows: MarketData[] = [];
    for (const entry of this.#entries.values()) {
      const { latest, wanted } = entry;
      if (wanted.size === 0) continue;
      this.#tell(entry, latest.status, rows);
      for (const kind of ['quote', 'book', 'trade', 'index'] as const) {
        if (wanted.has(kind)) this.#tell(entry, latest[kind], rows);
      }
    }
    return rows;
  }

  /** The price that a buyer or a seller would meet now, else the last one, else an index's; null where none is known. */
  priceOf(instrument: InstrumentId, side: Side): Price | null {
    const latest = this.#entries.get(instrument)?.latest;
    if (latest === undefined) return null;
    const { quote, trade, index } = latest;
    const touch = side === 'buy' ? quote?.ask : quote?.bid;
    return touch ?? trade?.price ?? index?.price ?? null;
  }

  /** Remembers a row; gives it back, numbered, where somebody wants it. */
  note(row: MarketData): MarketData | null {
    const entry = this.#entries.get(row.instrument);
    if (entry === undefined) return null;
    remember(entry.latest, row);
    if (!isWanted(entry, row)) return null;
    return numbered(entry, row);
  }

  #tell(entry: Entry, row: MarketData | null, into: MarketData[]): void {
    if (row !== null) into.push(numbered(entry, row));
  }

  #refusalOf(asked: Subscription): RefusedSubscription['refusal'] | null {
    const { kinds, subscriptionsMax } = this.#ability;
    const { kind, instrument } = asked;
    const refused = !this.#entries.has(instrument)
      ? brokerRefusal('UNKNOWN_INSTRUMENT', instrument)
      : !kinds.includes(kind)
        ? brokerRefusal('UNSUPPORTED', `${kind} of ${instrument}`)
        : this.#inForce.size >= subscriptionsMax
          ? brokerRefusal('SUBSCRIPTIONS_FULL', `${subscriptionsMax}`)
          : null;
    return refused === null || refused.ok ? null : refused.refusal;
  }
}

function remember(latest: Latest, row: MarketData): void {
  switch (row.kind) {
    case 'quote':
      latest.quote = row;
      return;
    case 'trade':
      latest.trade = row;
      return;
    case 'status':
      latest.status = row;
      return;
    case 'index':
      latest.index = row;
      return;
    case 'book':
      // Only a whole book says by itself where the market stands.
      if (row.isSnapshot) latest.book = row;
      return;
    case 'bar':
    case 'queue':
    case 'mark':
    case 'funding':
    case 'adjustment':
      return;
    default:
      return assertNever(row);
  }
}

function isWanted({ wanted }: Entry, row: MarketData): boolean {
  if (wanted.size === 0) return false;
  switch (row.kind) {
    case 'bar':
      return wanted.has(row.spec);
    case 'quote':
    case 'trade':
    case 'book':
    case 'index':
      return wanted.has(row.kind);
    case 'queue':
      return wanted.has('book');
    case 'status':
    case 'mark':
    case 'funding':
    case 'adjustment':
      return true;
    default:
      return assertNever(row);
  }
}

function numbered(entry: Entry, row: MarketData): MarketData {
  entry.sequence += 1;
  return { ...row, sourceSequence: entry.sequence };
}

function wantOf(asked: Subscription): string {
  return asked.kind === 'bar' ? asked.spec : asked.kind;
}

function keyOf(asked: Subscription): string {
  return `${wantOf(asked)} ${asked.instrument}`;
}
