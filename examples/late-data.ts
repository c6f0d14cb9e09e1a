// A price that comes late. The bar of the first minute has closed when a trade of that minute arrives.
// It can count in the bar under way (the default: nothing is lost, nothing that was said changes), be
// left out, or bring the bar it belongs to once more, revised. The result counts what was late.
import { arraySource } from 'argosy/backtest';
import {
  MICROS_PER_MINUTE,
  seconds,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
} from 'argosy/core';
import { toBarSpecText, type Bar, type Trade } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { demo, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const minutes = toBarSpecText(`${sbin.id}-1-MINUTE-LAST-INTERNAL`);

/** Second it happened, second it became known, price: the third one is late. */
const rows: readonly (readonly [number, number, number])[] = [
  [10, 10, 100_00],
  [50, 50, 101_00],
  [55, 70, 109_00],
  [80, 80, 102_00],
  [130, 130, 103_00],
];

const trades = rows.map(([happened, known, price], place): Trade => ({
  kind: 'trade',
  instrument: sbin.id,
  nanos: 0,
  sourceSequence: place,
  aggressor: null,
  eventAt: toTimestamp(seconds(happened)),
  availableAt: toTimestamp(seconds(known)),
  price: toPrice(price),
  qty: toQuantity(10),
  tradeId: toTradeId(`T${place}`),
}));

class Listener extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(minutes);
  }

  override onBar({ opensAt, high, volume, revision }: Bar): void {
    const minute = opensAt / MICROS_PER_MINUTE + 1;
    this.log.info(`minute ${minute}: high ${high / 100}, volume ${volume}, revision ${revision}`);
  }
}

export function runLateData(): readonly Told[] {
  return (['nextBar', 'drop', 'revise'] as const).map((lateData) =>
    runAndTell(lateData, {
      instruments: [sbin],
      sources: [arraySource('trades', trades)],
      accounts: [demo],
      strategies: [{ id: 'listener', strategy: Listener, account: demo.id }],
      lateData,
    }),
  );
}
