import type { Column } from 'argosy/indicators';

/** What Tulip reads; a second input of any kind is the high. */
export type TulipSeries = Readonly<
  Record<
    Extract<Column, 'value' | 'other' | 'open' | 'high' | 'low' | 'close' | 'volume'>,
    Float64Array
  >
>;

const MODULUS = 2 ** 31 - 1;
const SEED = 20_261_126;
const UNIT = 8;

/**
 * The bars that `testkit/tulip/write_values.py` makes by the same rule of whole numbers: eighths, and whole
 * volumes. None goes as far up as down, where Tulip counts both and Wilder neither; some close where the last did.
 */
export function tulipSeries(rows: number): TulipSeries {
  let state = SEED;
  let close = 800;
  const below = (most: number): number => {
    state = (state * 16_807) % MODULUS;
    return state % most;
  };
  const bars = Array.from({ length: rows }, () => {
    const open = close + below(9) - 4;
    close = open + below(41) - 20;
    const high = Math.max(open, close) + below(12);
    const low = Math.min(open, close) - below(12);
    return { open, high, low, close, volume: (100 + below(9_000)) * UNIT };
  });
  const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
    Float64Array.from(bars, (bar) => bar[name] / UNIT);
  const [high, closes] = [column('high'), column('close')];
  return {
    value: closes,
    other: high,
    open: column('open'),
    high,
    low: column('low'),
    close: closes,
    volume: column('volume'),
  };
}
