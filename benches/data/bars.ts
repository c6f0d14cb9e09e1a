/**
 * Synthetic one-minute bars of 64 instruments, the same on every machine:
 * `node benches/data/bars.ts [--rows N]` writes them to benches/.cache.
 */
import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How many instruments the bars are spread over. */
export const barInstruments = 64;
const minuteUs = 60_000_000;
const startsAtUs = 1_704_067_200_000_000;

/** The id of one of the instruments. */
export function barInstrumentId(place: number): string {
  return `S${String(place).padStart(2, '0')}.SIM`;
}

/** Where a file of so many rows is kept between runs. */
export function barFilePath(rows: number): string {
  return join(import.meta.dirname, '..', '.cache', `bars-${rows}.csv`);
}

/** Writes the file; it appears under its name only when it is whole. */
export function writeBarFile(rows: number): string {
  const path = barFilePath(rows);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(join(dirname(path), '.gitignore'), '*\n');
  const file = openSync(`${path}.partial`, 'w');
  writeSync(file, 'instrument,open_time_us,close_time_us,open,high,low,close,volume\n');
  const prices = Array.from({ length: barInstruments }, (_, place) => 10_000 + 100 * place);
  let state = 20_240_101;
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    const place = row % barInstruments;
    const openUs = startsAtUs + Math.floor(row / barInstruments) * minuteUs;
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const open = prices[place] ?? 10_000;
    const close = Math.max(1000, open + ((state >>> 8) % 21) - 10);
    prices[place] = close;
    const high = Math.max(open, close) + ((state >>> 16) % 5);
    const low = Math.min(open, close) - ((state >>> 20) % 5);
    const times = `${openUs},${openUs + minuteUs}`;
    const ohlc = [open, high, low, close].map(decimal).join(',');
    text += `${barInstrumentId(place)},${times},${ohlc},${100 + (state % 900)}\n`;
    if (text.length > 1_000_000) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(`${path}.partial`, path);
  return path;
}

function decimal(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}
