import { historyError } from './history-errors.ts';
import type { HistoryKind } from './series.ts';

/** How a column lies in Parquet. */
export type ColumnStore = 'time' | 'whole' | 'real' | 'flag' | 'text' | 'list';

/** A column of a kind: its name in a batch, which is that in Parquet but for times. */
export type Column = {
  /** A time's name ends in `_us` here, in microseconds, and in `_ns` in Parquet, in nanoseconds. */
  readonly name: string;
  readonly store: ColumnStore;
  /** Whether a row may have nothing there. */
  readonly isOptional: boolean;
};

/** A column of custom data: whole numbers, other numbers, or texts. */
export type CustomColumn = { readonly name: string; readonly store: 'whole' | 'real' | 'text' };

/** How many columns custom data may have. */
const CUSTOM_COLUMNS_MAX = 64;

/**
 * What every row has: when it happened, with the nanoseconds beyond that, when it could be known, its
 * source's running number, and the number that a tape gave it (0 for what was never on one).
 */
const datumColumns: readonly Column[] = [
  column('event_us', 'time'),
  column('nanos', 'whole'),
  column('available_us', 'time'),
  column('sequence', 'whole'),
  column('number', 'whole'),
];

const ofKind: Readonly<Record<Exclude<HistoryKind, 'custom'>, readonly Column[]>> = {
  quote: ['bid', 'ask', 'bid_qty', 'ask_qty'].map(whole),
  trade: [
    ...['price', 'qty'].map(whole),
    column('aggressor', 'text', true),
    column('trade_id', 'text'),
  ],
  bar: [
    column('opens_us', 'time'),
    column('closes_us', 'time'),
    ...['open', 'high', 'low', 'close', 'volume'].map(whole),
    column('bid', 'whole', true),
    column('ask', 'whole', true),
    whole('revision'),
  ],
  status: [column('state', 'text')],
  book: [
    column('is_snapshot', 'flag'),
    ...['bid_prices', 'bid_qtys', 'ask_prices', 'ask_qtys'].map((name) => column(name, 'list')),
  ],
  adjustment: [
    column('cause', 'text'),
    column('detail', 'text'),
    column('into_instrument', 'text', true),
    ...['numerator', 'addend', 'denominator'].map((name) => column(name, 'text')),
    column('restates', 'flag'),
  ],
  queue: [
    column('action', 'text'),
    column('order_id', 'whole', true),
    column('side', 'text', true),
    column('price', 'whole', true),
    column('qty', 'whole', true),
  ],
  mark: [whole('price')],
  index: [whole('price')],
  funding: [whole('rate_ppb'), column('price', 'whole', true)],
};

/** The columns of a kind, those of every row first. */
export function columnsOf(
  kind: HistoryKind,
  custom: readonly CustomColumn[] | null,
): readonly Column[] {
  const own = kind === 'custom' ? customColumns(custom) : ofKind[kind];
  return [...datumColumns, ...own];
}

/** By what a row that comes again is known as the same one. */
export function keyOf(kind: HistoryKind): readonly string[] {
  if (kind === 'bar') return ['opens_us', 'revision'];
  if (kind === 'trade') return ['event_us', 'nanos', 'trade_id'];
  return ['event_us', 'nanos', 'sequence'];
}

/** The type of a column in a batch. */
export function typeOf({ store }: Pick<Column, 'store'>): 'number' | 'text' {
  return store === 'text' || store === 'list' ? 'text' : 'number';
}

const nameOfColumn = /^[a-z][a-z0-9_]{0,31}$/u;

function customColumns(custom: readonly CustomColumn[] | null): readonly Column[] {
  if (custom === null || custom.length === 0 || custom.length > CUSTOM_COLUMNS_MAX) {
    const found = custom?.length ?? 0;
    const detail = `custom data with ${found} columns, expected 1 to ${CUSTOM_COLUMNS_MAX}`;
    throw historyError('HISTORY_BAD_SERIES', detail);
  }
  const names = custom.map(({ name }) => name);
  const taken = new Set([...datumColumns.map(({ name }) => name), 'event_ns', 'available_ns']);
  for (const [at, name] of names.entries()) {
    if (nameOfColumn.test(name) && !taken.has(name) && names.indexOf(name) === at) continue;
    const expected = 'small letters, digits and _, up to 32, each once and none that every row has';
    throw historyError(
      'HISTORY_BAD_SERIES',
      `column ${JSON.stringify(name)}, expected ${expected}`,
    );
  }
  return custom.map((one) => ({ ...one, isOptional: one.store !== 'whole' }));
}

function whole(name: string): Column {
  return column(name, 'whole');
}

function column(name: string, store: ColumnStore, isOptional = false): Column {
  return { name, store, isOptional };
}
