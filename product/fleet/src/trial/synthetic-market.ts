import {
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  Random,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type InstrumentId,
} from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  toBarSpecText,
  type Bar,
  type BarSpec,
  type Equity,
  type Instrument,
  type MarketData,
} from 'argosy/domain';
import { arraySource, type Source } from 'argosy/backtest';

/** What a trial asks of its market. */
export type MarketWants = {
  readonly instruments: readonly string[];
  /** Bars that a source has to bring. */
  readonly bars: readonly string[];
  /** How long the longest bar is that is built of ticks, in microseconds. */
  readonly longestBuilt: number;
  readonly hasTicks: boolean;
};

/** Instruments and data of a trial: made up, and the same for the same seed. */
export type SyntheticMarket = {
  readonly instruments: readonly Instrument[];
  readonly sources: readonly Source[];
};

/** How many bars of a specification, and how many ticks of an instrument, a trial has. */
const ROWS_PER_STREAM = 1_200;
/** Built bars have at least so many ticks each. */
const TICKS_PER_BAR = 4;
const MIDDLE = 10_000;
const optionName: RegExp = /^(.+)-(C|P)(\d+)\.CHECK$/;
/** How long options have, longer than most trials, and what part of a share's price they cost. */
const OPTION_DAYS = 60;
const OPTION_PART = 0.05;

/** The first of January 2024. */
const start = 19_723 * MICROS_PER_DAY;

/** The rows of one source. */
export type Stream = { readonly name: string; readonly rows: readonly MarketData[] };

/** Makes the market that a trial asks for. */
export function makeMarket(wants: MarketWants, seed: string | number): SyntheticMarket {
  const { instruments, streams } = makeStreams(wants, seed);
  return { instruments, sources: streams.map(({ name, rows }) => arraySource(name, rows)) };
}

/** The same with its rows open to look at, and to spoil. */
export function makeStreams(
  wants: MarketWants,
  seed: string | number,
): { readonly instruments: readonly Instrument[]; readonly streams: readonly Stream[] } {
  const random = Random.fromSeed(seed);
  const ids = new Set(wants.instruments);
  const specs = wants.bars.flatMap((text) => {
    const spec = parseBarSpec(text);
    if (spec.ok) ids.add(spec.value.instrument);
    return spec.ok ? [spec.value] : [];
  });
  const streams: Stream[] = specs.map((spec, at) => {
    const name = wants.bars[at] ?? '';
    return { name, rows: barsOf(spec, name, random.fork(name)) };
  });
  const stepMicros = Math.max(MICROS_PER_SECOND, Math.ceil(wants.longestBuilt / TICKS_PER_BAR));
  for (const id of wants.hasTicks ? wants.instruments : []) {
    const rows = ticksOf(toInstrumentId(id), { stepMicros, random: random.fork(id) });
    streams.push({ name: `ticks of ${id}`, rows });
  }
  return { instruments: [...ids].map((id) => instrumentOf(toInstrumentId(id))), streams };
}

/** A share, or an option where its name says so: `SYNTH-1-C95.CHECK` is a call on the first share. */
function instrumentOf(id: InstrumentId): Instrument {
  const [, underlying, right, strike] = optionName.exec(id) ?? [];
  const { isin, ...terms } = shareOf(id);
  if (underlying === undefined) return { isin, ...terms };
  return {
    ...terms,
    kind: 'option',
    underlying: toInstrumentId(`${underlying}.CHECK`),
    expiresAt: toTimestamp(start + OPTION_DAYS * MICROS_PER_DAY),
    strike: toPrice(Number(strike) * 100),
    right: right === 'C' ? 'call' : 'put',
  };
}

/** One that suits most: prices in hundredths, any fraction of a share, trading at all hours. */
function shareOf(id: InstrumentId): Equity {
  return {
    kind: 'equity',
    id,
    exchange: 'CHECK',
    currency: toCurrency('USD'),
    pricePrecision: 2,
    sizePrecision: 4,
    tick: toPrice(1),
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(1_000_000_000_000),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: toCalendarId('24x7'),
    validFrom: toTimestamp(0),
    validTo: null,
    isin: null,
  };
}

/** Slow waves with noise on them, so that averages cross and bands are touched; an option is a part of it. */
function priceAt(row: number, id: InstrumentId, random: Random): number {
  const wave = Math.sin(row / 90) * 900 + Math.sin(row / 17) * 150;
  const price = MIDDLE + wave + random.nextNormal() * 60;
  return Math.round(optionName.test(id) ? price * OPTION_PART : price);
}

function barsOf(spec: BarSpec, text: string, random: Random): readonly Bar[] {
  const span = Math.max(MICROS_PER_SECOND, barSpanMicros(spec));
  const rows: Bar[] = [];
  let before = priceAt(0, spec.instrument, random);
  for (let row = 0; row < ROWS_PER_STREAM; row += 1) {
    const close = priceAt(row, spec.instrument, random);
    const reach = random.nextInt(40);
    const closesAt = toTimestamp(start + (row + 1) * span);
    rows.push({
      kind: 'bar',
      spec: toBarSpecText(text),
      ...datumOf(spec.instrument, closesAt, row),
      opensAt: toTimestamp(start + row * span),
      closesAt,
      open: toPrice(before),
      high: toPrice(Math.max(before, close) + reach),
      low: toPrice(Math.min(before, close) - reach),
      close: toPrice(close),
      volume: toQuantity(1_000_000_000 + random.nextInt(1_000_000)),
      bid: null,
      ask: null,
      revision: 0,
    });
    before = close;
  }
  return rows;
}

type Ticking = { readonly stepMicros: number; readonly random: Random };

function ticksOf(id: InstrumentId, { stepMicros, random }: Ticking): readonly MarketData[] {
  const rows: MarketData[] = [];
  for (let row = 0; row < ROWS_PER_STREAM; row += 1) {
    const price = priceAt(row, id, random);
    const at = toTimestamp(start + (row + 1) * stepMicros);
    const qty = toQuantity(10_000_000 + random.nextInt(1_000_000));
    const datum = datumOf(id, at, row * 2);
    const [bid, ask] = [toPrice(price - 1), toPrice(price + 1)];
    rows.push({ kind: 'quote', ...datum, bid, ask, bidQty: qty, askQty: qty });
    rows.push({
      kind: 'trade',
      ...datumOf(id, at, row * 2 + 1),
      price: toPrice(price),
      qty,
      aggressor: row % 2 === 0 ? 'buy' : 'sell',
      tradeId: toTradeId(String(row)),
    });
  }
  return rows;
}

function datumOf(
  instrument: InstrumentId,
  at: Bar['closesAt'],
  sourceSequence: number,
): Pick<Bar, 'instrument' | 'eventAt' | 'nanos' | 'availableAt' | 'sourceSequence'> {
  return { instrument, eventAt: at, nanos: 0, availableAt: at, sourceSequence };
}
