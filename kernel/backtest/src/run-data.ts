import { componentOf, formatBarSpec, type BarSpec, type BarSpecText } from 'argosy/domain';
import type { Subscription } from 'argosy/engine';
import type { FedBy } from 'argosy/matching';

import type { VenueModels } from './config.ts';
import type { Source, SourceContent } from './source.ts';

/** How many streams a message names. */
const STREAMS_SHOWN_MAX = 5;

/** What of a venue makes data of its own. */
type Telling = Pick<VenueModels, 'exchange' | 'interruptions' | 'halts'>;

/** What the sources of a run say they bring, all together. */
export class RunData {
  /** The bars that come from outside, in order of their specifications. */
  readonly bars: readonly BarSpecText[];
  readonly #kinds = new Map<string, Set<SourceContent['kind']>>();

  readonly #exchange: ReadonlySet<string>;
  readonly #tellsStops: boolean;

  /** `venue` may tell of itself: of instruments whose market is its own, and where it stops trading. */
  constructor(sources: readonly Pick<Source, 'contents'>[], venue: Telling = {}) {
    const { exchange, interruptions, halts } = venue;
    this.#tellsStops = (interruptions?.terms ?? halts?.terms ?? null) !== null;
    this.#exchange = new Set(exchange?.instruments);
    for (const instrument of this.#exchange)
      this.#kinds.set(instrument, new Set(['trade', 'book']));
    const bars = new Set<BarSpecText>();
    for (const content of sources.flatMap(({ contents }) => contents)) {
      const kinds = this.#kinds.get(content.instrument) ?? new Set();
      this.#kinds.set(content.instrument, kinds.add(content.kind));
      if (content.kind === 'bar') bars.add(content.spec);
    }
    this.bars = [...bars].sort();
  }

  /** Whether a source brings data of a kind. */
  brings(kind: SourceContent['kind'], instrument: string): boolean {
    return this.#kinds.get(instrument)?.has(kind) ?? false;
  }

  /** What moves the venue's price of an instrument. */
  fedBy(instrument: string): FedBy {
    if (this.#exchange.has(instrument)) return 'orders';
    if (this.brings('queue', instrument)) return 'queue';
    if (this.brings('book', instrument)) return 'book';
    const hasTrades = this.brings('trade', instrument);
    if (this.brings('quote', instrument)) return hasTrades ? 'quotesAndTrades' : 'quotes';
    if (hasTrades) return 'trades';
    return this.brings('bar', instrument) ? 'bars' : 'none';
  }

  /** Why nothing would ever come of a subscription; null where something may. */
  mistakeIn(subscription: Subscription): string | null {
    if (subscription.kind === 'bar') {
      const mistake = this.mistakeInBars(subscription.spec);
      return mistake === null ? null : `${formatBarSpec(subscription.spec)}: ${mistake}`;
    }
    const { kind, instrument } = subscription;
    // Issuers act seldom, and what they do needs no source.
    if (kind === 'adjustment' || (kind === 'status' && this.#tellsStops)) return null;
    const ofOrders = (kind === 'quote' || kind === 'book') && this.brings('queue', instrument);
    const ofBook = kind === 'quote' && this.brings('book', instrument);
    if (ofOrders || ofBook || this.brings(kind, instrument)) return null;
    return `no source brings ${kind} rows of ${instrument}; ${this.#textOf(instrument)}`;
  }

  /** Why bars of a specification would never come; null where they may. */
  mistakeInBars(spec: BarSpec): string | null {
    const brought = componentOf(spec) ?? spec;
    const needed = spec.price === 'LAST' ? 'trade' : 'quote';
    const isBuilt = brought.source === 'INTERNAL';
    const comes = isBuilt
      ? this.mistakeIn({ kind: needed, instrument: spec.instrument }) === null
      : this.bars.includes(formatBarSpec(brought));
    if (comes) return null;
    const what = isBuilt ? `${needed}s to build it of` : formatBarSpec(brought);
    return `no source brings ${what}; ${this.#textOf(spec.instrument)}`;
  }

  #textOf(instrument: string): string {
    const kinds = [...(this.#kinds.get(instrument) ?? [])].filter((kind) => kind !== 'bar');
    const bars = this.bars.filter((spec) => spec.startsWith(`${instrument}-`));
    const all = [...kinds.map((kind) => `${kind} rows`), ...bars];
    const shown = all.slice(0, STREAMS_SHOWN_MAX).join(', ');
    const more = all.length > STREAMS_SHOWN_MAX ? ' and more' : '';
    return all.length === 0 ? `nothing of ${instrument} comes` : `what comes is ${shown}${more}`;
  }
}
