import { toPrice, toQuantity, toTimestamp, type Quantity, type Random } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { priced } from './priced.ts';

/** Makes a stream of rows worse; what it draws decides how. */
export type Spoil = (rows: readonly MarketData[], random: Random) => readonly MarketData[];

/** From some rows on every price is another one. */
export const gaps: Spoil = (rows, random) => {
  const steps = new Map(
    [0, 1, 2].map(() => [random.nextInt(rows.length), 0.6 + random.nextFloat()]),
  );
  let factor = 1;
  return rows.map((row, at) => {
    factor *= steps.get(at) ?? 1;
    return priced(row, (price) => price * factor);
  });
};

/** For a few rows prices fall to a third, and are back as if nothing had been. */
export const flashCrash: Spoil = (rows, random) => {
  const from = random.nextInt(rows.length);
  const length = 4 + random.nextInt(20);
  const depth = 0.2 + 0.4 * random.nextFloat();
  return rows.map((row, at) =>
    at >= from && at < from + length ? priced(row, (price) => price * depth) : row,
  );
};

/** The prices of after a split, though nobody has said that there was one. */
export const split: Spoil = (rows, random) => {
  const from = random.nextInt(rows.length);
  const ratio = [2, 5, 10, 100, 0.5, 0.1][random.nextInt(6)] ?? 2;
  return rows.map((row, at) => (at < from ? row : priced(row, (price) => price / ratio)));
};

/** All prices of a few ticks, or of thousands of millions. */
export const extremePrices: Spoil = (rows, random) => {
  const factor = [0.0002, 0.001, 100, 10_000, 5_000_000][random.nextInt(5)] ?? 100;
  return rows.map((row) => priced(row, (price) => price * factor));
};

/** Nothing moves. */
export const flat: Spoil = (rows, random) => {
  const level = 100 + random.nextInt(20_000);
  return rows.map((row) => priced(row, () => level));
};

/** Each row is somewhere else. */
export const wild: Spoil = (rows, random) => {
  const reach = 0.1 + 0.4 * random.nextFloat();
  return rows.map((row) => {
    const factor = 1 + reach * (2 * random.nextFloat() - 1);
    return priced(row, (price) => price * factor);
  });
};

/** Whole stretches are not there. */
export const missing: Spoil = (rows, random) => {
  const kept: MarketData[] = [];
  let left = 0;
  for (const row of rows) {
    if (left > 0) left -= 1;
    else if (random.nextInt(40) === 0) left = random.nextInt(Math.ceil(rows.length / 40));
    else kept.push(row);
  }
  return kept.length === 0 ? rows.slice(0, 1) : kept;
};

/** Rows come again, at once; a bar as a corrected one, as no source tells the same twice. */
export const duplicates: Spoil = (rows, random) =>
  rows.flatMap((row) => {
    const times = 1 + Math.max(0, random.nextInt(5) - 2);
    return Array.from({ length: times }, (_, revision) =>
      row.kind === 'bar' ? { ...row, revision } : row,
    );
  });

/** Rows come later than they happened, behind others; of a bar that is late only its correction comes. */
export const late: Spoil = (rows, random) => {
  const most = spanOf(rows) / 20;
  const delayed = rows.map((row): MarketData => {
    if (random.nextInt(4) > 0) return row;
    const delay = 1 + Math.floor(random.nextFloat() * most);
    const availableAt = toTimestamp(row.availableAt + delay);
    return row.kind === 'bar' ? { ...row, availableAt, revision: 1 } : { ...row, availableAt };
  });
  return delayed.sort((one, other) => one.availableAt - other.availableAt);
};

/** For stretches nothing is shown and nothing traded. */
export const zeroLiquidity: Spoil = (rows, random) => {
  let left = 0;
  return rows.map((row) => {
    if (left > 0) left -= 1;
    else if (random.nextInt(30) === 0) left = random.nextInt(Math.ceil(rows.length / 4));
    return left > 0 ? sized(row, () => 0) : row;
  });
};

/** What is shown is less than anybody wants. */
export const thin: Spoil = (rows, random) =>
  rows.map((row) => sized(row, () => 1 + random.nextInt(3_000)));

/** Bid and ask stand far apart, or have changed places. */
export const oddQuotes: Spoil = (rows, random) =>
  rows.map((row) => {
    if (row.kind !== 'quote') return row;
    const reach = Math.floor((row.bid * random.nextInt(10)) / 100);
    const isCrossed = random.nextInt(10) === 0;
    const [low, high] = [Math.max(1, row.bid - reach), row.ask + reach];
    const [bid, ask] = isCrossed ? [high, low] : [low, high];
    return { ...row, bid: toPrice(bid), ask: toPrice(ask) };
  });

/** The exchange stops and goes on. */
export const halts: Spoil = (rows, random) => {
  const spoiled: MarketData[] = [];
  let isHalted = false;
  for (const row of rows) {
    if (random.nextInt(25) === 0) {
      isHalted = !isHalted;
      const { instrument, eventAt, nanos, availableAt, sourceSequence } = row;
      const datum = { instrument, eventAt, nanos, availableAt, sourceSequence };
      spoiled.push({ kind: 'status', ...datum, state: isHalted ? 'halted' : 'open' });
    }
    spoiled.push(row);
  }
  return spoiled;
};

function spanOf(rows: readonly MarketData[]): number {
  return (rows.at(-1)?.availableAt ?? 0) - (rows[0]?.availableAt ?? 0);
}

function sized(row: MarketData, change: (qty: number) => number): MarketData {
  const to = (qty: number): Quantity => toQuantity(change(qty));
  if (row.kind === 'quote') return { ...row, bidQty: to(row.bidQty), askQty: to(row.askQty) };
  if (row.kind === 'trade') return { ...row, qty: to(row.qty) };
  return row.kind === 'bar' ? { ...row, volume: to(row.volume) } : row;
}
