import { brand, type Price, type Quantity, type Timestamp } from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  toBarSpecText,
  type Bar,
  type BarSpecText,
  type Instrument,
} from 'argosy/domain';

import { marketError } from './errors.ts';
import type { TradingDay } from './trading-days.ts';

/** Open bars of one length, by number; plain data. */
export type BarState = {
  opensAt: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

const DAY_SECONDS = 86_400;

/**
 * Bars of one length of everything, from trades. They begin with the day's trading and end with it, however
 * short the last is; of a time without trades there is none.
 */
export class BarBuilder {
  readonly #instruments: readonly Instrument[];
  readonly #specs: readonly BarSpecText[];
  readonly #span: number;
  readonly state: BarState;

  /** `tail` is a specification behind the instrument: `5-MINUTE-LAST-EXTERNAL`. */
  constructor(
    instruments: readonly Instrument[],
    { tail, stepSeconds }: { readonly tail: string; readonly stepSeconds: number },
    state: BarState | null = null,
  ) {
    this.#instruments = instruments;
    this.#span = spanOf(`${instruments[0]?.id ?? ''}-${tail}`, stepSeconds);
    this.#specs = instruments.map(({ id }) => toBarSpecText(`${id}-${tail}`));
    const column = (): Float64Array => new Float64Array(instruments.length);
    this.state = state ?? {
      opensAt: 0,
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
    };
  }

  /** The specification of something's bars. */
  specOf(number: number): BarSpecText | undefined {
    return this.#specs[number];
  }

  /** Something traded, or an index was published, with a quantity of 0. */
  add(number: number, price: number, qty: number): void {
    const { open, high, low, close, volume } = this.state;
    if (open[number] === 0) {
      open[number] = price;
      high[number] = price;
      low[number] = price;
    }
    high[number] = Math.max(high[number] ?? 0, price);
    low[number] = Math.min(low[number] ?? 0, price);
    close[number] = price;
    volume[number] = (volume[number] ?? 0) + qty;
  }

  /** Ends the bars that are over by an instant; `next` numbers the rows. */
  roll(at: number, day: TradingDay, next: () => number): readonly Bar[] {
    const { state } = this;
    if (state.opensAt < day.from) state.opensAt = day.from;
    const closesAt = Math.min(day.until, state.opensAt + this.#span);
    if (at < closesAt) return [];
    const bars = this.#specs.flatMap((spec, number) => {
      return state.open[number] === 0 ? [] : [this.#close({ spec, number, closesAt }, next())];
    });
    state.open.fill(0);
    state.volume.fill(0);
    state.opensAt = closesAt;
    // A halt may have passed several ends; bars without trades are not told.
    while (state.opensAt + this.#span <= at && state.opensAt < day.until)
      state.opensAt += this.#span;
    return bars;
  }

  #close(
    of: { readonly spec: BarSpecText; readonly number: number; readonly closesAt: number },
    sourceSequence: number,
  ): Bar {
    const { spec, number, closesAt } = of;
    const { state } = this;
    const instrument = this.#instruments[number];
    const price = (column: Float64Array): Price => brand<Price>(column[number] ?? 0);
    const at = brand<Timestamp>(closesAt);
    return {
      kind: 'bar',
      instrument: instrument?.id ?? brand(''),
      eventAt: at,
      nanos: 0,
      availableAt: at,
      sourceSequence,
      spec,
      opensAt: brand<Timestamp>(state.opensAt),
      closesAt: at,
      open: price(state.open),
      high: price(state.high),
      low: price(state.low),
      close: price(state.close),
      volume: brand<Quantity>(state.volume[number] ?? 0),
      bid: null,
      ask: null,
      revision: 0,
    };
  }
}

/** Bars end between two steps: their length has to be whole steps, or the day. */
function spanOf(spec: string, stepSeconds: number): number {
  const parsed = parseBarSpec(spec);
  if (!parsed.ok) throw marketError('BAD_MARKET_PLAN', parsed.refusal.reason);
  const { source, price } = parsed.value;
  const micros = barSpanMicros(parsed.value);
  const seconds = micros / 1_000_000;
  const fits = seconds > 0 && (seconds === DAY_SECONDS || seconds % stepSeconds === 0);
  if (fits && seconds <= DAY_SECONDS && source === 'EXTERNAL' && price === 'LAST') return micros;
  const expected = `external bars of LAST over whole steps of ${stepSeconds} s, a day at most`;
  throw marketError('BAD_MARKET_PLAN', `bars ${spec}, expected ${expected}`);
}
