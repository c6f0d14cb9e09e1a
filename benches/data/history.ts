/**
 * A history of ten million one-minute bars of 100 symbols, the same on every machine, kept in
 * benches/.cache between runs.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  ColumnBatch,
  FolderStore,
  HistoryStore,
  toSeries,
  type ColumnValues,
  type Series,
} from '@argosy/catalog/history';

export const HISTORY_SYMBOLS = 100;
export const BARS_OF_SYMBOL = 100_000;
export const historyBarSpec = '1-MINUTE-LAST-EXTERNAL';
const cache = join(import.meta.dirname, '..', '.cache');
const minuteUs = 60_000_000;
const startsAtUs = 1_704_067_200_000_000;

/** The series of one of the symbols. */
export function historySeries(place: number): Series {
  return toSeries('bar', `H${String(place).padStart(3, '0')}.SIM`, historyBarSpec);
}

/** Opens the history; makes it where it is not there, which takes a minute. */
export async function openHistory(threads?: number): Promise<HistoryStore> {
  const folder = join(cache, 'history-10m');
  if (!existsSync(folder)) await make(folder);
  const store = await FolderStore.openExisting(folder);
  return new HistoryStore({ store, ...(threads === undefined ? {} : { threads }) });
}

async function make(folder: string): Promise<void> {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, '.gitignore'), '*\n');
  const history = new HistoryStore({ store: await FolderStore.open(partial) });
  for (let place = 0; place < HISTORY_SYMBOLS; place += 1) {
    const batch = barsOf(place);
    const precision = { price: 2, size: 0 };
    await history.append({ series: historySeries(place), batch, precision, mode: 'add' });
  }
  await history.close();
  renameSync(partial, folder);
}

/** The bars of a symbol: a walk of prices in hundredths. */
export function barsOf(place: number): ColumnBatch {
  const rows = BARS_OF_SYMBOL;
  const zero = (): Float64Array => new Float64Array(rows);
  const [opens, closes, sequence] = [zero(), zero(), zero()];
  const [open, high, low, close, volume] = [zero(), zero(), zero(), zero(), zero()];
  let state = 20_240_101 + place;
  let price = 10_000 + 100 * place;
  for (let row = 0; row < rows; row += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    opens[row] = startsAtUs + row * minuteUs;
    closes[row] = startsAtUs + (row + 1) * minuteUs;
    sequence[row] = row;
    open[row] = price;
    const next = Math.max(1000, price + ((state >>> 8) % 21) - 10);
    high[row] = Math.max(price, next) + ((state >>> 16) % 5);
    low[row] = Math.min(price, next) - ((state >>> 20) % 5);
    close[row] = next;
    volume[row] = 100 + (state % 900);
    price = next;
  }
  const none = (): Float64Array => zero().fill(NaN);
  const columns = new Map<string, ColumnValues>([
    ['event_us', closes],
    ['nanos', zero()],
    ['available_us', closes],
    ['sequence', sequence],
    ['number', zero()],
    ['opens_us', opens],
    ['closes_us', closes],
    ['open', open],
    ['high', high],
    ['low', low],
    ['close', close],
    ['volume', volume],
    ['bid', none()],
    ['ask', none()],
    ['revision', zero()],
  ]);
  return new ColumnBatch(columns);
}
