import {
  brand,
  formatTimestamp,
  type InstrumentId,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import {
  barSpanMicros,
  BOOK_LEVELS_MAX,
  FUNDING_PPB_MAX,
  isPlainId,
  leastPriceOf,
  parseBarSpec,
  PRICE_MAX,
  type Adjustment,
  type Bar,
  type BarSpecText,
  type BookLevel,
  type BookUpdate,
  type FundingRate,
  type InstrumentStatus,
  type InstrumentTable,
  type MarketData,
  type QueueUpdate,
  type Quote,
  type Trade,
} from 'argosy/domain';

import { backtestError } from './errors.ts';
import { foundText, isObject, isPhase, isQueueChange, isSide, wrongFieldOf } from './row-fields.ts';
import { RowNotes } from './row-notes.ts';
import type { SourceContent } from './source.ts';

/**
 * What a source declares, found without making a text for each row: where rows of many instruments
 * alternate, that cost more than all other checks of a row together.
 */
type Declared = {
  /** By kind, by the instrument's index. */
  readonly streams: ReadonlyMap<string, readonly boolean[]>;
  readonly specs: ReadonlyMap<BarSpecText, InstrumentId>;
};

/** What goes beyond a whole microsecond. */
const NANOS_MAX = 999;

/**
 * Looks at every row before it may enter a run: known and declared, in order, whole numbers that
 * can be reckoned with, prices that its kind of instrument can have, consistent. A mistake names the
 * source, the row, the field and the instrument.
 *
 * A quote whose bid is above its ask passes: real feeds bring such quotes when venues are merged, at
 * auctions and in fast markets, and to leave them out would change the data. A size of 0 passes too:
 * many sources do not know it, and fills that go by size find nothing there.
 */
export class RowGuard {
  readonly #name: string;
  readonly #instruments: InstrumentTable;
  readonly #declared: Declared;
  readonly #spans = new Map<BarSpecText, number>();
  readonly #lastCloses = new Map<BarSpecText, number>();
  readonly #notes = new RowNotes();
  #lastAt = Number.NEGATIVE_INFINITY;
  #row = 0;
  #lastId: string | null = null;
  #lastKind: string | null = null;
  #lastIndex: InstrumentIndex | undefined;
  /** The least price of each instrument, by its index. */
  readonly #leastPrices: readonly number[];
  #leastPrice = 0;

  constructor(name: string, instruments: InstrumentTable, contents: readonly SourceContent[]) {
    this.#name = name;
    this.#instruments = instruments;
    this.#leastPrices = instruments.all.map(leastPriceOf);
    this.#declared = declaredBy(contents, instruments);
    for (const content of contents) if (content.kind === 'bar') this.#noteSpan(content.spec);
  }

  /** How many rows have passed. */
  get rows(): number {
    return this.#row;
  }

  /** What passed and was seldom meant, in words. */
  notes(): readonly string[] {
    return this.#notes.all();
  }

  /** Lets a row pass and gives its instrument's index, or throws. */
  pass(datum: MarketData): InstrumentIndex {
    this.#row += 1;
    if (!isObject(datum)) throw this.#bad('row', datum);
    const index = this.#indexOf(datum);
    this.#leastPrice = this.#leastPrices[index] ?? 0;
    this.#checkTimes(datum);
    if (datum.kind === 'quote') this.#checkQuote(datum);
    else if (datum.kind === 'trade') this.#checkTrade(datum);
    else if (datum.kind === 'bar') this.#checkBar(datum);
    else if (datum.kind === 'status') this.#checkStatus(datum);
    else if (datum.kind === 'book') this.#checkBook(datum);
    else if (datum.kind === 'adjustment') this.#checkAdjustment(datum);
    else if (datum.kind === 'queue') this.#checkQueue(datum);
    else if (datum.kind === 'funding') this.#checkFunding(datum);
    else this.#checkPrice('price', datum.price, datum.instrument);
    this.#notes.pass(datum, this.#row);
    return index;
  }

  #indexOf(datum: MarketData): InstrumentIndex {
    const { instrument, kind } = datum;
    const isSame = instrument === this.#lastId && kind === this.#lastKind && kind !== 'bar';
    if (isSame && this.#lastIndex !== undefined) return this.#lastIndex;
    const index = this.#instruments.indexOf(instrument);
    if (index === undefined) {
      throw backtestError('UNKNOWN_INSTRUMENT', this.#where('instrument', instrument));
    }
    if (!this.#isDeclared(datum, index)) throw this.#undeclared(datum);
    this.#lastId = instrument;
    this.#lastKind = kind;
    this.#lastIndex = index;
    return index;
  }

  #undeclared(datum: MarketData): Error {
    const { kind, instrument } = datum;
    if (!kinds.has(kind)) return this.#bad('kind', kind);
    const isStrange = kind === 'bar' && !this.#declared.specs.has(datum.spec);
    if (isStrange && typeof datum.spec !== 'string') return this.#bad('spec', datum.spec);
    const detail = this.#where(isStrange ? 'spec' : kind, contentText(datum));
    return backtestError('UNDECLARED_DATA', `${detail} of ${instrument}`);
  }

  #isDeclared(datum: MarketData, index: InstrumentIndex): boolean {
    const { streams, specs } = this.#declared;
    if (datum.kind === 'bar') return specs.get(datum.spec) === datum.instrument;
    return streams.get(datum.kind)?.[index] === true;
  }

  #checkTimes({ availableAt, eventAt, nanos, sourceSequence }: MarketData): void {
    if (!isQuantity(availableAt)) throw this.#bad('availableAt', instant(availableAt));
    if (!isQuantity(eventAt) || eventAt > availableAt) throw this.#bad('eventAt', instant(eventAt));
    if (!isQuantity(nanos) || nanos > NANOS_MAX) throw this.#bad('nanos', nanos);
    if (!Number.isSafeInteger(sourceSequence)) throw this.#bad('sourceSequence', sourceSequence);
    if (availableAt < this.#lastAt) {
      const where = this.#where('availableAt', instant(availableAt));
      const detail = `${where} after ${instant(this.#lastAt)}`;
      throw backtestError('UNSORTED_DATA', detail);
    }
    this.#lastAt = availableAt;
  }

  #checkQuote({ instrument, bid, ask, bidQty, askQty }: Quote): void {
    this.#checkPrice('bid', bid, instrument);
    this.#checkPrice('ask', ask, instrument);
    if (!isQuantity(bidQty)) throw this.#bad('bidQty', bidQty);
    if (!isQuantity(askQty)) throw this.#bad('askQty', askQty);
  }

  #checkTrade({ instrument, price, qty, aggressor, tradeId }: Trade): void {
    this.#checkPrice('price', price, instrument);
    if (!isQuantity(qty)) throw this.#bad('qty', qty);
    if (aggressor !== null && !isSide(aggressor)) throw this.#bad('aggressor', aggressor);
    if (!isPlainId(tradeId)) throw this.#bad('tradeId', tradeId);
  }

  #checkStatus({ state }: InstrumentStatus): void {
    if (!isPhase(state)) throw this.#bad('state', state);
  }

  #checkBar(bar: Bar): void {
    const { instrument, open, high, low, close, bid, ask, volume, revision } = bar;
    this.#checkPrice('open', open, instrument);
    this.#checkPrice('high', high, instrument);
    this.#checkPrice('low', low, instrument);
    this.#checkPrice('close', close, instrument);
    if (bid !== null) this.#checkPrice('bid', bid, instrument);
    if (ask !== null) this.#checkPrice('ask', ask, instrument);
    if (!isQuantity(volume)) throw this.#bad('volume', volume);
    if (!isQuantity(revision)) throw this.#bad('revision', revision);
    if (high < Math.max(open, close, low)) throw this.#bad('high', high);
    if (low > Math.min(open, close)) throw this.#bad('low', low);
    this.#checkSpan(bar);
    if (revision === 0) this.#checkOverlap(bar);
  }

  #checkBook({ instrument, isSnapshot, bids, asks }: BookUpdate): void {
    if (typeof isSnapshot !== 'boolean') throw this.#bad('isSnapshot', isSnapshot);
    this.#checkLevels('bids', bids, instrument);
    this.#checkLevels('asks', asks, instrument);
  }

  #checkAdjustment(adjustment: Adjustment): void {
    const wrong = wrongFieldOf(adjustment);
    if (wrong !== null) throw this.#bad(wrong, adjustment[wrong]);
  }

  #checkQueue({ instrument, change }: QueueUpdate): void {
    if (!isQueueChange(change)) throw this.#bad('change', change);
    if (change.action === 'clear') return;
    if (!Number.isSafeInteger(change.order)) throw this.#bad('order', change.order);
    if (change.action === 'remove') return;
    if (change.action === 'add' && !isSide(change.side)) throw this.#bad('side', change.side);
    if (!isQuantity(change.qty)) throw this.#bad('qty', change.qty);
    if (change.action !== 'trade') this.#checkPrice('price', change.price, instrument);
  }

  #checkFunding({ instrument, ratePpb, price }: FundingRate): void {
    const { kind } = this.#instruments.find(instrument) ?? { kind: 'nothing' };
    if (kind !== 'perpetual') throw this.#bad('instrument', `${kind}, not a perpetual`);
    const isRate = Number.isSafeInteger(ratePpb) && Math.abs(ratePpb) <= FUNDING_PPB_MAX;
    if (!isRate) throw this.#bad('ratePpb', ratePpb);
    if (price !== null) this.#checkPrice('price', price, instrument);
  }

  #checkLevels(side: string, levels: readonly BookLevel[], instrument: InstrumentId): void {
    const isList: boolean = Array.isArray(levels);
    if (!isList) throw this.#bad(side, levels);
    if (levels.length > BOOK_LEVELS_MAX) {
      throw this.#bad(side, `${levels.length} prices, more than ${BOOK_LEVELS_MAX}`);
    }
    for (const level of levels) {
      if (!isObject(level)) throw this.#bad(side, level);
      const { price, qty } = level;
      this.#checkPrice(side, price, instrument);
      if (!isQuantity(qty)) throw this.#bad(`qty in ${side}`, qty);
    }
  }

  #checkPrice(field: string, price: number, instrument: InstrumentId): void {
    const least = this.#leastPrice;
    if (Number.isSafeInteger(price) && price >= least && price <= PRICE_MAX) return;
    const range = `expected a whole number from ${least} to ${PRICE_MAX}`;
    throw backtestError('BAD_DATA', `${this.#where(`${field} of ${instrument}`, price)}, ${range}`);
  }

  #checkSpan({ opensAt, closesAt, availableAt, spec, revision }: Bar): void {
    if (!isQuantity(closesAt) || closesAt > availableAt)
      throw this.#bad('closesAt', instant(closesAt));
    if (!isQuantity(opensAt) || opensAt >= closesAt) throw this.#bad('opensAt', instant(opensAt));
    const span = this.#spans.get(spec) ?? 0;
    if (revision > 0 || availableAt - opensAt <= span) return;
    const detail = `${this.#where('opensAt', instant(opensAt))}, known at ${instant(availableAt)}`;
    throw backtestError('BAD_DATA', `${detail}, but ${spec} spans ${span / 1_000_000} s`);
  }

  /** A correction repeats the span of a bar that has been; every other bar follows the last one. */
  #checkOverlap({ spec, opensAt, closesAt }: Bar): void {
    const last = this.#lastCloses.get(spec) ?? 0;
    if (opensAt < last) {
      const where = this.#where('opensAt', instant(opensAt));
      const detail = `${where}, the last ${spec} closes at ${instant(last)}`;
      throw backtestError('OVERLAPPING_BARS', detail);
    }
    this.#lastCloses.set(spec, closesAt);
  }

  #noteSpan(text: BarSpecText): void {
    const spec = parseBarSpec(text);
    if (spec.ok) this.#spans.set(text, barSpanMicros(spec.value));
  }

  #bad(field: string, found: unknown): Error {
    return backtestError('BAD_DATA', this.#where(field, found));
  }

  #where(field: string, found: unknown): string {
    return `source ${this.#name}, row ${this.#row}, ${field}: found ${foundText(found)}`;
  }
}

const everyKind: Readonly<Record<MarketData['kind'], true>> = {
  quote: true,
  trade: true,
  bar: true,
  status: true,
  book: true,
  adjustment: true,
  queue: true,
  funding: true,
  mark: true,
  index: true,
};
const kinds: ReadonlySet<unknown> = new Set(Object.keys(everyKind));

function declaredBy(contents: readonly SourceContent[], instruments: InstrumentTable): Declared {
  const streams = new Map<string, boolean[]>();
  const specs = new Map<BarSpecText, InstrumentId>();
  for (const content of contents) {
    const index = instruments.indexOf(content.instrument);
    if (content.kind === 'bar') specs.set(content.spec, content.instrument);
    else if (index !== undefined) {
      const ofKind = streams.get(content.kind) ?? instruments.all.map(() => false);
      ofKind[index] = true;
      streams.set(content.kind, ofKind);
    }
  }
  return { streams, specs };
}

/** A stream's identity in text. */
export function contentText(content: SourceContent | MarketData): string {
  return content.kind === 'bar' ? `bar ${content.spec}` : `${content.kind} ${content.instrument}`;
}

/** A time in ISO 8601, or as it is where it is none. */
function instant(at: number): string {
  return isQuantity(at) ? formatTimestamp(brand<Timestamp>(at)) : foundText(at);
}

function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
