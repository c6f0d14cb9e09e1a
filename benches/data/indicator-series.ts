import { Random } from 'argosy/core';

/** The columns of a series of bars. */
export type Series = Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', Float64Array>>;

/** A walk of bars in paise: mostly small moves, now and then a gap, never still for long. */
export function seriesOf(rows: number): Series {
  const random = Random.fromSeed('indicators');
  let price = 100_000;
  const bars = Array.from({ length: rows }, (_, row) => {
    const open = Math.max(20_000, price + random.nextInt(row % 75 === 0 ? 900 : 60) - 30);
    price = Math.max(20_000, open + random.nextInt(401) - 200);
    const high = Math.max(open, price) + random.nextInt(90);
    const low = Math.min(open, price) - random.nextInt(90);
    return { open, high, low, close: price, volume: 100 * (1 + random.nextInt(9_000)) };
  });
  const column = (name: keyof Series): Float64Array =>
    Float64Array.from(bars, (bar) => bar[name] / 100);
  return {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
