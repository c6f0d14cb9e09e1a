import type { CsvLayout } from './csv-layout.ts';

/** What the header of a file lacks to be one that needs no layout. */
export type MissingColumns = {
  readonly kind: CsvLayout['kind'];
  /** Empty where all are there. */
  readonly columns: readonly string[];
};

/** The columns that only data of one kind have. */
const ownColumns: Readonly<Record<CsvLayout['kind'], readonly string[]>> = {
  quote: ['bid', 'ask', 'bid_qty', 'ask_qty'],
  bar: ['open', 'high', 'low', 'close'],
  trade: ['price', 'qty'],
  book: ['price', 'qty', 'side', 'snapshot'],
  queue: ['action', 'order', 'side', 'price', 'qty'],
  funding: ['funding_rate'],
  mark: ['mark_price'],
  index: ['index_price'],
};
const kinds = ['quote', 'bar', 'trade', 'book', 'queue', 'funding', 'mark', 'index'] as const;

/** The kind of data a header comes closest to, and what it lacks; null where it has nothing of any. */
export function missingOfHeader(header: readonly string[]): MissingColumns | null {
  const has = (name: string): boolean => header.includes(name);
  const found = kinds.map((kind) => ({ kind, count: ownColumns[kind].filter(has).length }));
  const [closest] = found.sort((a, b) => b.count - a.count);
  if (closest === undefined || closest.count === 0) return null;
  const { kind } = closest;
  const columns = ['instrument', ...timesOf(kind, has), ...ownColumns[kind]];
  return { kind, columns: columns.filter((name) => !has(name)) };
}

function timesOf(kind: CsvLayout['kind'], has: (name: string) => boolean): readonly string[] {
  if (kind !== 'bar') return [has('time') ? 'time' : 'event_time_us'];
  const isIso = has('open_time') || has('close_time');
  return isIso ? ['open_time', 'close_time'] : ['open_time_us', 'close_time_us'];
}
