import { compareText } from 'argosy/core';

import { NO_DAY, type InstrumentColumns, type SymbolAlias } from './columns.ts';
import type { BuiltRow, SourceTexts } from './built-row.ts';
import { instrumentKinds, type RowDraft } from './instrument-row.ts';
import { TextColumn } from './text-column.ts';

/** An exchange's place is kept in a byte. */
const EXCHANGES_MAX = 254;

type Head = {
  readonly day: number;
  readonly sources: readonly SourceTexts[];
  readonly aliases: readonly SymbolAlias[];
};

/** Rows in the order of a master, as columns. */
export function layOut(
  built: readonly BuiltRow[],
  { day, sources, aliases }: Head,
): InstrumentColumns {
  const places = sorted(built);
  const rows = inOrder(built, places);
  const words = new Words(rows);
  const texts = (of: (row: BuiltRow) => string): TextColumn => TextColumn.of(rows.map(of));
  return {
    day,
    ids: texts(({ id }) => id),
    symbols: texts(({ facts }) => facts.symbol),
    isins: texts(({ facts }) => facts.isin ?? ''),
    ...wordColumns(rows, words),
    ...numberColumns(rows),
    sources: sources.map(({ name, tokens, symbols }) => ({
      name,
      tokens: TextColumn.of(inOrder(tokens, places, '')),
      symbols: TextColumn.of(inOrder(symbols, places, '')),
    })),
    aliases,
    words: words.all,
  };
}

type WordColumns = Pick<InstrumentColumns, 'exchanges' | 'names' | 'series' | 'underlyings'>;

function wordColumns(rows: readonly BuiltRow[], words: Words): WordColumns {
  const count = rows.length;
  const exchanges = new Uint8Array(count);
  const names = new Uint32Array(count);
  const series = new Uint32Array(count);
  const underlyings = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    const facts = rows[row]?.facts;
    if (facts === undefined) continue;
    exchanges[row] = words.place(facts.exchange);
    names[row] = words.place(facts.name);
    series[row] = words.place(facts.series);
    underlyings[row] = words.place(facts.underlying ?? '');
  }
  return { exchanges, names, series, underlyings };
}

type NumberColumns = Omit<
  InstrumentColumns,
  keyof WordColumns | 'day' | 'words' | 'ids' | 'symbols' | 'isins' | 'sources' | 'aliases'
>;

function numberColumns(rows: readonly BuiltRow[]): NumberColumns {
  const count = rows.length;
  const columns = {
    kinds: new Uint8Array(count),
    rights: new Uint8Array(count),
    precisions: new Uint8Array(count),
    expiries: new Int32Array(count),
    firstDays: new Int32Array(count),
    strikes: new Float64Array(count),
    ticks: new Int32Array(count),
    lots: new Int32Array(count),
    closes: new Float64Array(count),
    turnovers: new Float64Array(count),
  };
  for (let row = 0; row < count; row += 1) {
    const built = rows[row];
    if (built === undefined) continue;
    const { facts, firstDay } = built;
    columns.kinds[row] = instrumentKinds.indexOf(facts.kind);
    columns.rights[row] = rightNumber(facts);
    columns.precisions[row] = facts.pricePrecision;
    columns.expiries[row] = facts.expiry ?? NO_DAY;
    columns.firstDays[row] = firstDay;
    columns.strikes[row] = facts.strike ?? Number.NaN;
    columns.ticks[row] = facts.tick;
    columns.lots[row] = facts.lot;
    columns.closes[row] = facts.close ?? Number.NaN;
    columns.turnovers[row] = facts.turnover ?? Number.NaN;
  }
  return columns;
}

/** By exchange, underlying or symbol, kind, expiry, strike and right; whatever order the files had. */
function sorted(rows: readonly BuiltRow[]): Uint32Array {
  const groups = groupsOf(rows);
  const order = [...new Set(groups)].sort(compareText);
  const ranks = new Map(order.map((group, rank) => [group, rank]));
  const rankOf = Int32Array.from(groups, (group) => ranks.get(group) ?? 0);
  const places = Uint32Array.from(rows, (_, place) => place);
  places.sort((a, b) => {
    const apart = (rankOf[a] ?? 0) - (rankOf[b] ?? 0);
    if (apart !== 0) return apart;
    const [one, other] = [rows[a], rows[b]];
    return one === undefined || other === undefined ? 0 : compareRows(one, other);
  });
  return places;
}

/** Values by their places; `none` stands for those that are missing. */
function inOrder<Value>(values: readonly Value[], places: Uint32Array, none?: Value): Value[] {
  const ordered: Value[] = [];
  for (const place of places) {
    const value = values[place] ?? none;
    if (value !== undefined) ordered.push(value);
  }
  return ordered;
}

/** What stands together; neighbours in a file are mostly of one group, and share its text. */
function groupsOf(rows: readonly BuiltRow[]): readonly string[] {
  let exchange = '';
  let subject = '';
  let group = '';
  return rows.map(({ facts }) => {
    const next = facts.underlying ?? facts.symbol;
    if (next === subject && facts.exchange === exchange) return group;
    exchange = facts.exchange;
    subject = next;
    group = `${exchange}\n${subject}`;
    return group;
  });
}

function compareRows(one: BuiltRow, other: BuiltRow): number {
  const [a, b] = [one.facts, other.facts];
  return (
    instrumentKinds.indexOf(a.kind) - instrumentKinds.indexOf(b.kind) ||
    (a.expiry ?? NO_DAY) - (b.expiry ?? NO_DAY) ||
    (a.strike ?? NO_DAY) - (b.strike ?? NO_DAY) ||
    rightNumber(a) - rightNumber(b) ||
    compareText(one.id, other.id)
  );
}

function rightNumber({ right }: RowDraft): number {
  if (right === null) return 0;
  return right === 'call' ? 1 : 2;
}

/** Texts that many rows share, each once: the empty one, exchanges, then all else. */
class Words {
  readonly all: string[] = [''];
  readonly #places = new Map<string, number>([['', 0]]);

  constructor(rows: readonly BuiltRow[]) {
    const exchanges = [...new Set(rows.map(({ facts }) => facts.exchange))].sort(compareText);
    if (exchanges.length > EXCHANGES_MAX) {
      throw new RangeError(`${exchanges.length} exchanges, at most ${EXCHANGES_MAX}`);
    }
    for (const exchange of exchanges) this.place(exchange);
  }

  place(word: string): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    const place = this.all.push(word) - 1;
    this.#places.set(word, place);
    return place;
  }
}
