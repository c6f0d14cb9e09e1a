// A share is split two for one and pays a dividend. What is held is booked as each takes effect, orders fill at
// the prices of their day, and a series beside the share shows its past in prices of now: as of each day
// with what was known by then, so that an average over it never sees a jump that was none.
import { arraySource } from 'argosy/backtest';
import {
  days,
  formatMoney,
  formatScaled,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Adjustment, type Bar, type DatedAction } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { demo, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const adjusted = toInstrumentId('SBIN-ADJ.NSE');
const raw = toBarSpecText(`${sbin.id}-1-DAY-LAST-EXTERNAL`);
const series = toBarSpecText(`${adjusted}-1-DAY-LAST-EXTERNAL`);
const closes = [100, 102, 104, 51.5, 52, 50.5, 51]; // split before the fourth, dividend before the sixth

const bars = closes.map((close, day): Bar => {
  const [opensAt, closesAt] = [toTimestamp(days(day)), toTimestamp(days(day + 1))];
  const price = toPrice(close * 100);
  return {
    kind: 'bar',
    instrument: sbin.id,
    spec: raw,
    eventAt: closesAt,
    nanos: 0,
    availableAt: closesAt,
    sourceSequence: day,
    opensAt,
    closesAt,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: toQuantity(1000),
    bid: null,
    ask: null,
    revision: 0,
  };
});

const onDay = (day: number) => {
  const exAt = toTimestamp(days(day));
  return { instrument: sbin.id, exAt, knownAt: exAt };
};
const actions: readonly DatedAction[] = [
  { ...onDay(3), type: 'split', numerator: 2, denominator: 1, fractionPrice: null },
  { ...onDay(5), type: 'dividend', perUnit: 150n, scale: 2, withheldBps: 1000 },
];

class Holder extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(series);
    this.data.subscribeAdjustments(sbin.id);
    const qty = toQuantity(10);
    this.orders.submit(this.orders.market({ instrument: sbin.id, side: 'buy', qty, tag: 'ten' }));
  }

  override onBar({ spec }: Bar): void {
    const past = this.cache.bars(spec).map(({ close }) => formatScaled(close, 2));
    this.log.info(`closes ${past.join(' ')}`);
  }

  override onAdjustment({ detail }: Adjustment): void {
    const { qty = 0 } = this.portfolio.positions()[0] ?? {};
    const [cash, worth] = [this.portfolio.cash(), this.portfolio.equity()];
    this.log.info(
      `${detail}: ${qty} held, cash ${formatMoney(cash, 2)}, worth ${formatMoney(worth, 2)}`,
    );
  }
}

export function runSplitsAndDividends(): readonly Told[] {
  return [
    runAndTell('adjusted', {
      instruments: [sbin],
      sources: [arraySource('bars', bars)],
      series: [
        { kind: 'adjusted', id: adjusted, of: sbin.id, prices: 'totalReturn', direction: 'back' },
      ],
      actions,
      accounts: [demo],
      strategies: [{ id: 'holder', strategy: Holder, account: demo.id }],
    }),
  ];
}
