import { anInstrument } from '@argosy/testkit';
import { MICROS_PER_DAY, money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { feePercent } from 'argosy/matching';
import { describe, expect, it } from 'vitest';

import { cashAccount } from '../config.ts';
import { columnSource } from './column-source.ts';
import { runToColumns } from './run-to-columns.ts';

const share = anInstrument();
const spec = '1-DAY-LAST-EXTERNAL';
const days = (count: number) =>
  Float64Array.from({ length: count }, (_, day) => (day + 1) * MICROS_PER_DAY);

/** Bars that never move within a day. */
function flatBars(closes: readonly number[]) {
  const close = Float64Array.from(closes);
  return { closesAt: days(closes.length), open: close, high: close, low: close, close };
}

/** Buys ten on the first day and sells them on the third. */
class InAndOut extends Strategy {
  #day = 0;
  override onStart(): void {
    this.data.subscribeBars(toBarSpecText(`${share.id}-${spec}`));
  }
  override onBar(): void {
    this.#day += 1;
    const side = this.#day === 1 ? 'buy' : 'sell';
    const of = { instrument: share.id, side, qty: toQuantity(10), tif: 'GTC' } as const;
    if (this.#day === 1 || this.#day === 3) this.orders.submit(this.orders.market(of));
  }
}

function run(closes: readonly number[]) {
  return runToColumns({
    instruments: [share],
    sources: [columnSource(share, spec, flatBars(closes))],
    accounts: [cashAccount(toAccountId('A1'), money(1_000_000n, toCurrency('INR')))],
    strategies: [{ id: 'one', strategy: InAndOut, account: 'A1' }],
    venue: { fees: feePercent('0.1') },
  });
}

describe('a run in columns', () => {
  it('has fills, trades and equity as decimals in typed arrays', () => {
    const { equity, fills, trades, result } = run([100, 101, 102, 103]);
    expect([...fills.qty]).toEqual([10, -10]);
    expect([...fills.price]).toEqual([101, 103]);
    expect([...fills.fee]).toEqual([1.01, 1.03]);
    expect(fills.instrument).toEqual([share.id, share.id]);
    expect([...trades.qty]).toEqual([10]);
    expect([...trades.net]).toEqual([17.96]);
    expect([...trades.openedAt]).toEqual([MICROS_PER_DAY]);
    expect(equity.equity.at(-1)).toBe(10_017.96);
    expect(equity.at).toHaveLength(4);
    expect(result.counts.fills).toBe(2);
  });

  it('is the same each time, as a source of columns is read again', () => {
    expect(run([100, 101, 102, 103]).result.hash).toBe(run([100, 101, 102, 103]).result.hash);
  });

  it('has columns that grow beyond their first room', () => {
    const { equity } = run(Array.from({ length: 3_000 }, () => 100));
    expect(equity.cash).toHaveLength(3_000);
    expect(equity.at.at(-1)).toBe(3_000 * MICROS_PER_DAY);
  });
});

describe('a source of columns', () => {
  it('refuses columns of two lengths', () => {
    const columns = { ...flatBars([100, 101]), low: new Float64Array(1) };
    expect(() => columnSource(share, spec, columns)).toThrow('low has 1 rows beside 2');
  });

  it('refuses a price that is finer than its instrument, but not the last place of a float', () => {
    expect(() => run([100, 100.005])).toThrow('open 1 is 100.005, expected 2 places');
    expect(run([100, 0.1 + 0.2, 100, 100]).fills.price[0]).toBe(0.3);
  });
});
