import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  type AskId,
  type InstrumentId,
} from 'argosy/core';
import {
  toBarSpecText,
  type Adjustment,
  type Bar,
  type DatedAction,
  type Series,
} from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { aBar, anInstrument } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { runBacktest } from '../backtest.ts';
import { cashAccount, type BacktestConfig } from '../config.ts';
import { proveBacktest } from '../prove/prove.ts';
import { arraySource } from '../source.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const share = anInstrument();
const adjusted = toInstrumentId('SBIN-ADJ.NSE');
const bars = toBarSpecText(`${adjusted}-1-HOUR-LAST-EXTERNAL`);
const rupees = (paise: bigint) => money(paise, toCurrency('INR'));
const account = cashAccount(toAccountId('A1'), rupees(1_000_000_00n));

const split: DatedAction = {
  type: 'split',
  instrument: share.id,
  numerator: 2,
  denominator: 1,
  fractionPrice: null,
  exAt: toTimestamp(3 * DAY),
  knownAt: toTimestamp(3 * DAY),
};
const dividend: DatedAction = {
  type: 'dividend',
  instrument: share.id,
  perUnit: 5n,
  scale: 0,
  withheldBps: 1_000,
  exAt: toTimestamp(2 * DAY),
  knownAt: toTimestamp(2 * DAY),
};
const series: Series = {
  kind: 'adjusted',
  id: adjusted,
  of: share.id,
  prices: 'totalReturn',
  direction: 'back',
};

/** Six bars of an hour in each of four days, which lose half on the fourth. */
const rows: readonly Bar[] = [1, 2, 3].flatMap((day) =>
  [10, 11, 12, 13, 14, 15].map((hour) => {
    const price = (day === 3 ? 5_000 : 10_000) + 10 * hour - (day === 2 ? 500 : 0);
    const at = day * DAY + hour * HOUR;
    return aBar({
      spec: '1-HOUR-LAST-EXTERNAL',
      at,
      opensAt: at - HOUR,
      open: price,
      close: price + 5,
    });
  }),
);

let told: string[] = [];

class Listener extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(bars);
    this.data.subscribeAdjustments(adjusted);
    this.data.subscribeAdjustments(share.id);
  }

  override onBar(bar: Bar): void {
    const at = bar.closesAt / HOUR;
    if (at % 24 === 15) {
      const kept = this.cache.bars(bar.spec).map(({ close }) => close);
      told.push(`${at / 24 - 15 / 24}: ${kept.join(' ')}`);
      this.data.requestBars(bar.spec, toTimestamp(0));
    }
    if (at === 24 + 11) {
      const qty = toQuantity(10);
      this.orders.submit(
        this.orders.market({ instrument: share.id, side: 'buy', qty, tif: 'GTC' }),
      );
    }
  }

  override onHistoricalBars(_id: AskId, past: readonly Bar[]): void {
    told.push(`past: ${past.map(({ close }) => close).join(' ')}`);
  }

  override onAdjustment({ instrument, detail, eventAt }: Adjustment): void {
    told.push(`${eventAt / DAY}: ${detail} of ${instrument}`);
    told.push(`equity ${this.portfolio.equity().amount}`);
  }
}

function configOf(changes: Partial<BacktestConfig> = {}): BacktestConfig {
  return {
    instruments: [share],
    sources: [arraySource('bars', rows)],
    series: [series],
    actions: [split, dividend],
    accounts: [account],
    strategies: [{ id: 'listener', strategy: Listener, account: account.id }],
    ...changes,
  };
}

beforeEach(() => {
  told = [];
});

describe('a run with actions', () => {
  test('books them on what is held as they take effect, whatever is held', () => {
    const { positions, accounts, counts } = runBacktest(configOf());
    expect(positions.map(({ qty }) => qty)).toEqual([20]);
    // Ten are bought at the open of 12:00, 101.20; each gets 5 rupees less a tenth.
    expect(accounts[0]?.cash.amount).toBe(1_000_000_00n - 10n * 101_20n + 45_00n);
    expect(counts.adjustments).toBe(4);
  });

  test('keeps the worth of what is held until the next price comes', () => {
    runBacktest(configOf());
    const worth = told.filter((line) => line.startsWith('equity'));
    const [before, ...behind] = worth;
    expect(before).toBe('equity 100000350');
    // Of fifty rupees five are withheld; the split costs nobody anything.
    expect(behind).toEqual(['equity 99999850', 'equity 99999850', 'equity 99999850']);
  });

  test('leaves the worth of what is held where an action is told late', () => {
    const knownAt = toTimestamp(3 * DAY + 12.5 * HOUR);
    runBacktest(configOf({ actions: [{ ...split, knownAt }] }));
    // The last price, 51.25, is of after the split already; the units come with its booking.
    const worth = 1_000_000_00 - 10 * 101_20 + 20 * 51_25;
    expect(told.filter((line) => line.startsWith('equity')).at(-1)).toBe(`equity ${worth}`);
  });

  test('tells of each twice: of what is traded, and of the series made of it', () => {
    runBacktest(configOf());
    expect(told.filter((line) => / of /.test(line))).toEqual([
      '2: dividend 5 of SBIN-ADJ.NSE',
      '2: dividend 5 of SBIN.NSE',
      '3: split 2 for 1 of SBIN-ADJ.NSE',
      '3: split 2 for 1 of SBIN.NSE',
    ]);
  });

  test('says the past of a series anew, in the cache as in its history, each price rounded once', () => {
    runBacktest(configOf());
    const lines = told.filter((line) => /^\d: \d|^past/.test(line));
    const last = rows.slice(0, 6).at(-1)?.close ?? 0;
    const [before, after] = [BigInt(last - 500), BigInt(last)];
    const once = (close: number, by: bigint): number => {
      const twice = (2n * BigInt(close) * before) / (after * by);
      return Number((twice + 1n) / 2n);
    };
    const first = rows.slice(0, 6).map(({ close }) => close);
    const second = rows.slice(6, 12).map(({ close }) => close);
    expect(lines[0]).toBe(`1: ${first.join(' ')}`);
    expect(lines[1]).toBe(`past: ${first.join(' ')}`);
    const day2 = [...first.map((close) => once(close, 1n)), ...second].join(' ');
    expect(lines[2]).toBe(`2: ${day2}`);
    expect(lines[3]).toBe(`past: ${day2}`);
    const halves = [
      ...first.map((close) => once(close, 2n)),
      ...second.map((close) => Math.round(close / 2 / 2) * 2),
    ];
    const shown = (lines[4] ?? '').slice(3).split(' ').map(Number);
    expect(shown).toHaveLength(18);
    for (const [place, close] of halves.entries()) {
      expect(Math.abs((shown[place] ?? 0) - close)).toBeLessThanOrEqual(1);
    }
    expect(lines[5]?.slice(6)).toBe(lines[4]?.slice(3));
  });

  test('fills orders at the prices that were traded', () => {
    const fills: number[] = [];
    runBacktest(configOf(), { fill: ({ fill }) => void fills.push(fill.price) });
    expect(fills).toEqual([10_120]);
  });

  test('is proved: nothing of it looks ahead or hangs on an order of giving', () => {
    const proof = proveBacktest(configOf(), { truncations: 12, permutations: 2 });
    expect(proof.findings).toEqual([]);
    const forward: Series = { ...series, direction: 'forward' };
    expect(proveBacktest(configOf({ series: [forward] }), { truncations: 12 }).findings).toEqual(
      [],
    );
  });

  test('has no past to adjust for what was before it began, and books none of it', () => {
    const from = toTimestamp(2 * DAY + HOUR);
    const { counts, positions } = runBacktest(configOf({ from }));
    expect(positions).toEqual([]);
    expect(counts.adjustments).toBe(2);
    expect(told[0]).toMatch(/^2: /);
    // The bars of the first day are asked for as they are by then: without the dividend.
    expect(told[1]).toMatch(/^past: 9607 /);
  });

  test('ends the orders of an account that holds nothing', () => {
    class Waiting extends Strategy {
      override onStart(): void {
        const qty = toQuantity(10);
        const limit = toPrice(9_000);
        const of = { instrument: share.id, side: 'buy', qty, tif: 'GTC', limit } as const;
        this.orders.submit(this.orders.limit(of));
      }
    }
    const strategies = [{ id: 'waiting', strategy: Waiting, account: account.id }];
    const { openOrders, counts } = runBacktest(
      configOf({ strategies, limits: { outsideSession: 'allow' } }),
    );
    expect(openOrders).toEqual([]);
    expect(counts).toMatchObject({ orders: 1, fills: 0 });
  });

  test('pays what is delisted out and takes no more orders for it', () => {
    const at = toTimestamp(2 * DAY);
    const delisting: DatedAction = {
      type: 'delisting',
      instrument: share.id,
      price: toPrice(2_000),
      exAt: at,
      knownAt: at,
    };
    const { positions, accounts } = runBacktest(configOf({ actions: [delisting] }));
    expect(positions).toEqual([]);
    expect(accounts[0]?.cash.amount).toBe(1_000_000_00n - 10n * (101_20n - 20_00n));
  });

  test('tells where rights are not booked because nobody says as what', () => {
    const rights: DatedAction = {
      type: 'rights',
      instrument: share.id,
      numerator: 1,
      denominator: 4,
      price: toPrice(8_000),
      into: null,
      exAt: toTimestamp(2 * DAY),
      knownAt: toTimestamp(2 * DAY),
    };
    const { notes } = runBacktest(configOf({ actions: [rights] }));
    expect(notes).toContain('A1 gets nothing for rights 1 for 4 at 80.00 of SBIN.NSE');
  });
});

describe('a name that changes', () => {
  const old = toInstrumentId('STATEBANK.NSE');
  const rename: DatedAction = {
    type: 'rename',
    instrument: share.id,
    was: old,
    exAt: toTimestamp(2 * DAY),
    knownAt: toTimestamp(2 * DAY),
  };
  const renamed = rows.map((row) => {
    if (row.opensAt >= rename.exAt) return row;
    return { ...row, instrument: old, spec: toBarSpecText(`${old}-1-HOUR-LAST-EXTERNAL`) };
  });

  test('leaves one instrument with one history and one position', () => {
    const plain = runBacktest(configOf({ actions: [split] }));
    const plainTold = told;
    told = [];
    const result = runBacktest(
      configOf({ sources: [arraySource('bars', renamed)], actions: [split, rename] }),
    );
    expect(told).toEqual(plainTold);
    expect(result.hash).toBe(plain.hash);
    expect(result.positions.map(({ key }) => key.instrument)).toEqual([share.id]);
  });

  test('is another instrument from the day on that another takes it', () => {
    const other = anInstrument({ id: old });
    const late = rows.slice(12).map((row) => {
      return { ...row, instrument: old, spec: toBarSpecText(`${old}-1-HOUR-LAST-EXTERNAL`) };
    });
    const heard: InstrumentId[] = [];
    class Both extends Strategy {
      override onStart(): void {
        for (const id of [share.id, old]) {
          this.data.subscribeBars(toBarSpecText(`${id}-1-HOUR-LAST-EXTERNAL`));
        }
      }

      override onBar({ instrument }: Bar): void {
        heard.push(instrument);
      }
    }
    runBacktest(
      configOf({
        instruments: [share, other],
        sources: [arraySource('bars', renamed), arraySource('late', late)],
        actions: [rename],
        strategies: [{ id: 'both', strategy: Both, account: account.id }],
      }),
    );
    expect(heard.filter((id) => id === share.id)).toHaveLength(18);
    expect(heard.filter((id) => id === old)).toHaveLength(6);
  });
});
