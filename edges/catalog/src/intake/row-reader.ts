import {
  ArgosyError,
  brand,
  parseScaled,
  toInstrumentId,
  toTradeId,
  type InstrumentId,
  type Price,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  PRICE_MAX,
  toBarSpecText,
  type Bar,
  type BarSpecText,
  type Datum,
  type MarketData,
  type Quote,
  type Trade,
} from 'argosy/domain';

import { calendarDay, sessionOfDay, type BarTimes } from '../csv/bar-times.ts';
import { readTime, toPlace, type CellTime, type PlaceClock } from './cell-time.ts';
import { intakeError } from './intake-errors.ts';
import { placeOf, type Mapping, type Role } from './mapping.ts';
import type { TableRow } from './table-row.ts';

/** How many instruments a file may name. */
const INSTRUMENTS_MAX = 20_000;

type Known = { readonly id: InstrumentId; readonly spec: BarSpecText | null };

const DAY_MICROS = 86_400_000_000;
const formulaPattern = /^[=@]|^[+-](?![\d.])/u;

/** Makes rows of market data of rows of a file by a mapping; what is none is told, never guessed. */
export class RowReader {
  readonly #mapping: Mapping;
  readonly #place: PlaceClock;
  readonly #span: number;
  /** How many cells the file has; one more, and none of a row is where it should be. */
  readonly #width: number;
  readonly #known = new Map<string, Known>();
  /** How many rows of one instant came, of the instrument that came last. */
  #lastAt = Number.NaN;
  #lastId: string | null = null;
  #sameAt = 0;

  constructor(mapping: Mapping, width: number) {
    const place = placeOf(mapping.place);
    if (place === null) throw intakeError('INTAKE_BAD_MAPPING', `place ${mapping.place}`);
    this.#mapping = mapping;
    this.#place = place;
    this.#width = width;
    const spec = mapping.spec === null ? null : parseBarSpec(`A.B-${mapping.spec}`);
    this.#span = spec?.ok === true ? barSpanMicros(spec.value) : 0;
  }

  /** The row as market data, or why it is none. */
  read({ cells }: TableRow): MarketData | string {
    const most = Math.max(...Object.values(this.#mapping.columns));
    if (most >= cells.length) return `${cells.length} cells, expected ${most + 1} at least`;
    // Who ends rows with a delimiter adds an empty one.
    const isWide =
      cells.length > this.#width && cells.slice(this.#width).some((cell) => cell !== '');
    if (isWide) return `${cells.length} cells, expected ${this.#width}`;
    try {
      return this.#read(cells);
    } catch (error) {
      if (error instanceof Misread) return error.message;
      throw error;
    }
  }

  #read(cells: readonly string[]): MarketData {
    const known = this.#instrument(cells);
    const time = this.#time(cells);
    if (this.#mapping.kind === 'bar') return this.#bar(cells, known, time);
    const datum = this.#datum(known.id, time);
    return this.#mapping.kind === 'quote' ? this.#quote(cells, datum) : this.#trade(cells, datum);
  }

  #instrument(cells: readonly string[]): Known {
    const { instrument, exchange, columns, spec } = this.#mapping;
    const text = instrument ?? this.#cell(cells, columns.instrument);
    const found = this.#known.get(text);
    if (found !== undefined) return found;
    if (this.#known.size >= INSTRUMENTS_MAX)
      throw new Misread(`more than ${INSTRUMENTS_MAX} instruments`);
    const isWhole = text.includes('.') || exchange === null;
    const id = readId(isWhole ? text : `${text}.${exchange}`);
    const made = { id, spec: spec === null ? null : toBarSpecText(`${id}-${spec}`) };
    this.#known.set(text, made);
    return made;
  }

  #time(cells: readonly string[]): CellTime {
    const { columns, timeFormat } = this.#mapping;
    const day = this.#cell(cells, columns.time);
    const text = columns.clock === undefined ? day : `${day} ${this.#cell(cells, columns.clock)}`;
    const read = readTime(text, timeFormat, this.#place);
    if (read === null) throw new Misread(`time ${quoted(text)}, expected ${timeFormat}`);
    return read;
  }

  #datum(instrument: InstrumentId, { at, nanos }: Pick<CellTime, 'at' | 'nanos'>): Datum {
    const instant = at + nanos / 1000;
    this.#sameAt = instant === this.#lastAt && instrument === this.#lastId ? this.#sameAt + 1 : 0;
    [this.#lastAt, this.#lastId] = [instant, instrument];
    return { instrument, eventAt: at, nanos, availableAt: at, sourceSequence: this.#sameAt };
  }

  #quote(cells: readonly string[], datum: Datum): Quote {
    const bidQty = this.#qty(cells, 'bidQty');
    const askQty = this.#qty(cells, 'askQty');
    const [bid, ask] = [this.#price(cells, 'bid'), this.#price(cells, 'ask')];
    return { kind: 'quote', ...datum, bid, ask, bidQty, askQty };
  }

  #trade(cells: readonly string[], datum: Datum): Trade {
    const { aggressor, tradeId } = this.#mapping.columns;
    const side = aggressor === undefined ? null : readSide(this.#cell(cells, aggressor));
    const sequence = datum.sourceSequence;
    const own = `${datum.eventAt}-${datum.nanos}-${sequence}`;
    const id = tradeId === undefined ? own : this.#cell(cells, tradeId);
    const [price, qty] = [this.#price(cells, 'price'), this.#qty(cells, 'qty')];
    return { kind: 'trade', ...datum, price, qty, aggressor: side, tradeId: readTradeId(id) };
  }

  #bar(cells: readonly string[], { id, spec }: Known, time: CellTime): Bar {
    if (spec === null) throw new Misread('bars of no specification');
    const { opensAt, closesAt } = this.#barTimes(time);
    const [open, high] = [this.#price(cells, 'open'), this.#price(cells, 'high')];
    const [low, close] = [this.#price(cells, 'low'), this.#price(cells, 'close')];
    if (high < Math.max(open, close, low)) throw new Misread('high is below another price');
    if (low > Math.min(open, close)) throw new Misread('low is above another price');
    return {
      kind: 'bar',
      instrument: id,
      eventAt: closesAt,
      nanos: 0,
      availableAt: closesAt,
      sourceSequence: 0,
      spec,
      opensAt,
      closesAt,
      open,
      high,
      low,
      close,
      volume: this.#qty(cells, 'volume'),
      bid: null,
      ask: null,
      revision: 0,
    };
  }

  #barTimes({ at, nanos }: CellTime): BarTimes {
    if (nanos !== 0) throw new Misread('a bar that begins within a microsecond');
    const { moment } = this.#mapping;
    if (moment === 'close') {
      return { opensAt: brand<Timestamp>(Math.max(0, at - this.#span)), closesAt: at };
    }
    if (moment === 'open') return { opensAt: at, closesAt: brand<Timestamp>(at + this.#span) };
    const place = this.#place;
    if (typeof place === 'number') return calendarDay(Math.floor((at + place) / DAY_MICROS), place);
    const day = Math.floor((at + place.offsetAt(at)) / DAY_MICROS);
    const session = sessionOfDay(place, day);
    // History has days that a calendar without its holidays and specials does not know.
    return session ?? calendarDay(day, day * DAY_MICROS - toPlace(day * DAY_MICROS, place));
  }

  #price(cells: readonly string[], role: Role): Price {
    const value = this.#number(cells, role, this.#mapping.pricePrecision);
    if (Math.abs(value) > PRICE_MAX) throw new Misread(`${role} beyond what a price can be`);
    return brand<Price>(value);
  }

  #qty(cells: readonly string[], role: Role): Quantity {
    if (this.#mapping.columns[role] === undefined) return brand<Quantity>(0);
    const value = this.#number(cells, role, this.#mapping.sizePrecision);
    if (value < 0) throw new Misread(`${role} below zero`);
    return brand<Quantity>(value);
  }

  #number(cells: readonly string[], role: Role, precision: number): number {
    const text = this.#cell(cells, this.#mapping.columns[role]);
    const read = parseScaled(text, precision);
    if (read.ok) return read.value;
    if (formulaPattern.test(text))
      throw new Misread(`${role} ${quoted(text)} is a formula, expected a number`);
    throw new Misread(
      `${role} ${quoted(text)}, expected a number with at most ${precision} decimal places`,
    );
  }

  #cell(cells: readonly string[], place: number | undefined): string {
    return place === undefined ? '' : (cells[place] ?? '');
  }
}

/** Why a row is none; never leaves this file. */
class Misread extends Error {
  override readonly name = 'Misread';
}

/** Whether a text can name an instrument that history has: no part of it leads anywhere. */
export function isInstrumentName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9&._-]*\.[A-Za-z0-9]+$/u.test(text) && !text.includes('..');
}

function readId(text: string): InstrumentId {
  if (formulaPattern.test(text)) throw new Misread(`instrument ${quoted(text)} is a formula`);
  if (!isInstrumentName(text)) {
    throw new Misread(`instrument ${quoted(text)}, expected such as SBIN.NSE`);
  }
  return wrapped(() => toInstrumentId(text));
}

function readTradeId(text: string): Trade['tradeId'] {
  return wrapped(() => toTradeId(text));
}

function wrapped<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof ArgosyError) throw new Misread(error.message);
    throw error;
  }
}

function readSide(text: string): Trade['aggressor'] {
  const word = text.toLowerCase();
  if (word === '') return null;
  if (['buy', 'b', 'bid', '1'].includes(word)) return 'buy';
  if (['sell', 's', 'ask', '-1', '2'].includes(word)) return 'sell';
  throw new Misread(`aggressor ${quoted(text)}, expected buy or sell`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
