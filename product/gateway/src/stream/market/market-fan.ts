import {
  isInstrumentId,
  toInstrumentId,
  toTimestamp,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import type { IndexPrice, Instrument, InstrumentTable, MarketData } from 'argosy/domain';
import type { MarketCache } from '@argosy/bridge';
import { channelName, type ChannelKind } from '@argosy/contract/stream';

import type { Channel, ChannelSource } from '../engine/channel-source.ts';
import type { FanOut } from '../engine/fan-out.ts';
import type { LatestChannel, ValueCodec } from '../engine/latest-channel.ts';
import { depthCodec, levelCodec, markCodec, quoteCodec, tradeCodec } from './value-codecs.ts';

/** What a fan of market data needs. */
export type MarketFanOptions = {
  readonly fanOut: FanOut;
  readonly instruments: InstrumentTable;
  /** Has been told each datum before the fan is. */
  readonly cache: Pick<MarketCache, 'latest' | 'book'>;
  /** What the machines live by. */
  readonly now: () => Timestamp;
};

/** Prices of each side that depth shows. */
const DEPTH_LEVELS = 10;

type Slots = (LatestChannel | undefined)[];

/**
 * Market data as channels: `quotes`, `trades`, `depth` and `marks` of an instrument; levels of an index are its trades. A
 * channel begins when somebody first asks for it, with what the cache knows, and stays: there are as many as
 * instruments, four times.
 *
 * @example
 * cache.keep(datum, instrument);
 * fan.offer(datum, instrument);
 * fanOut.endBatch();
 */
export class MarketFan implements ChannelSource {
  readonly kinds: readonly ChannelKind[] = ['quotes', 'trades', 'depth', 'marks'];
  readonly #options: MarketFanOptions;
  readonly #quotes: Slots = [];
  readonly #trades: Slots = [];
  readonly #depth: Slots = [];
  readonly #marks: Slots = [];

  constructor(options: MarketFanOptions) {
    this.#options = options;
  }

  /** Takes a datum in. */
  offer(datum: MarketData, instrument: InstrumentIndex): void {
    const channel = this.#slotsOf(datum, instrument)?.[instrument];
    if (channel !== undefined) this.#options.fanOut.latest.publish(channel, datum);
  }

  find(kind: ChannelKind, key: string): Channel | null {
    const { instruments } = this.#options;
    const index = isInstrumentId(key) ? instruments.indexOf(toInstrumentId(key)) : undefined;
    if (index === undefined) return null;
    if (kind === 'quotes') return (this.#quotes[index] ??= this.#openQuotes(index));
    if (kind === 'trades') return (this.#trades[index] ??= this.#openTrades(index));
    if (kind === 'marks') return (this.#marks[index] ??= this.#openMarks(index));
    return kind === 'depth' ? (this.#depth[index] ??= this.#openDepth(index)) : null;
  }

  #slotsOf({ kind }: MarketData, index: InstrumentIndex): Slots | null {
    switch (kind) {
      case 'quote':
        return this.#quotes;
      case 'trade':
        return this.#trades;
      case 'book':
        return this.#depth;
      case 'mark':
        return this.#marks;
      case 'index':
        // Of anything else it tells what another thing is worth.
        return this.#options.instruments.at(index).kind === 'index' ? this.#trades : null;
      case 'bar':
      case 'status':
      case 'adjustment':
      case 'queue':
      case 'funding':
        return null;
    }
  }

  #openQuotes(index: InstrumentIndex): LatestChannel {
    const { instruments, cache, now } = this.#options;
    const instrument = instruments.at(index);
    const known = cache.latest(index, 'quote', now());
    return this.#open('quotes', instrument, quoteCodec(instrument), known?.value);
  }

  #openTrades(index: InstrumentIndex): LatestChannel {
    const { instruments, cache, now } = this.#options;
    const instrument = instruments.at(index);
    if (instrument.kind === 'index') {
      const level: IndexPrice | undefined = cache.latest(index, 'index', now())?.value;
      return this.#open('trades', instrument, levelCodec(instrument), level);
    }
    const known = cache.latest(index, 'trade', now());
    return this.#open('trades', instrument, tradeCodec(instrument), known?.value);
  }

  #openMarks(index: InstrumentIndex): LatestChannel {
    const { instruments, cache, now } = this.#options;
    const instrument = instruments.at(index);
    const known = cache.latest(index, 'mark', now());
    return this.#open('marks', instrument, markCodec(instrument), known?.value);
  }

  /** What a book shows is asked of the cache when somebody is due to have it, not at each step of the book. */
  #openDepth(index: InstrumentIndex): LatestChannel {
    const { instruments, cache, now } = this.#options;
    const instrument = instruments.at(index);
    const codec = depthCodec(
      instrument,
      () => cache.book(index, now(), DEPTH_LEVELS)?.value ?? null,
    );
    const known = cache.book(index, now(), DEPTH_LEVELS);
    const eventAt = toTimestamp(now() - (known?.ageMicros ?? 0));
    return this.#open('depth', instrument, codec, known === null ? undefined : { eventAt });
  }

  #open<Value>(
    kind: ChannelKind,
    { id: key, pricePrecision, sizePrecision }: Instrument,
    codec: ValueCodec<Value>,
    known: Value | undefined,
  ): LatestChannel<Value> {
    const { latest } = this.#options.fanOut;
    const name = channelName({ kind, key });
    const channel = latest.open({ name, pricePrecision, sizePrecision, codec });
    if (known !== undefined) latest.publish(channel, known);
    return channel;
  }
}
