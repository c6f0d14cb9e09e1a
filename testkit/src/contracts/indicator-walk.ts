import { Random } from 'argosy/core';
import type { Column } from 'argosy/indicators';

/** Every column there is, of one walk. */
export type IndicatorWalk = Readonly<Record<Column, Float64Array>>;

const ROWS = 400;
const CENTS = 100;
const SECOND_US = 1_000_000;
const MINUTE_US = 60 * SECOND_US;
const BEGIN_US = 1_700_000_000_000_000;

/** A walk with gaps and quiet stretches that indicators are compared over: bars, and the quotes and trades within. */
export function indicatorWalk(): IndicatorWalk {
  const columns = { ...bars(), ...quotes() };
  const time = Float64Array.from(
    { length: ROWS },
    (_, at) => BEGIN_US + at * 7 * MINUTE_US + ((at * at) % 11) * SECOND_US,
  );
  return { ...columns, time, value: columns.close, other: columns.high };
}

function bars(): Pick<IndicatorWalk, 'open' | 'high' | 'low' | 'close' | 'volume'> {
  const random = Random.fromSeed('talib');
  let price = 10_000;
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const open = price + random.nextInt(at % 50 === 0 ? 900 : 30);
    price = Math.max(100, open + (at % 90 < 4 ? 0 : random.nextInt(201) - 100));
    const high = Math.max(open, price) + random.nextInt(60);
    const low = Math.max(1, Math.min(open, price) - random.nextInt(60));
    return { open, high, low, close: price, volume: (1 + random.nextInt(9_000)) * CENTS };
  });
  return columnsOf(['open', 'high', 'low', 'close', 'volume'], rows);
}

/** A book around a middle that stands still at times, and trades at its best, inside it and through it. */
function quotes(): Pick<
  IndicatorWalk,
  | 'bid'
  | 'ask'
  | 'bidSize'
  | 'askSize'
  | 'bidEnd'
  | 'askEnd'
  | 'bidDepth'
  | 'askDepth'
  | 'price'
  | 'size'
> {
  const random = Random.fromSeed('quotes');
  let bid = 10_000;
  const rows = Array.from({ length: ROWS }, (_, at) => {
    bid += at % 40 < 3 ? 0 : random.nextInt(9) - 4;
    const ask = bid + 1 + random.nextInt(6);
    const [bidSize, askSize] = [random.nextInt(500) * CENTS, random.nextInt(500) * CENTS];
    const price = bid - 1 + random.nextInt(ask - bid + 3);
    const size = (1 + random.nextInt(90)) * CENTS;
    const [bidEnd, askEnd] = [bid - 5 - random.nextInt(5), ask + 5 + random.nextInt(5)];
    const [bidDepth, askDepth] = [bidSize + 90_000, askSize + random.nextInt(900) * CENTS];
    return { bid, ask, bidSize, askSize, bidEnd, askEnd, bidDepth, askDepth, price, size };
  });
  return columnsOf(
    [
      ...(['bid', 'ask', 'bidSize', 'askSize', 'price', 'size'] as const),
      ...(['bidEnd', 'askEnd', 'bidDepth', 'askDepth'] as const),
    ],
    rows,
  );
}

function columnsOf<Name extends string>(
  names: readonly Name[],
  rows: readonly Readonly<Record<Name, number>>[],
): Record<Name, Float64Array> {
  const columns = names.map((name) => [name, Float64Array.from(rows, (row) => row[name] / CENTS)]);
  return Object.fromEntries(columns) as Record<Name, Float64Array>;
}
