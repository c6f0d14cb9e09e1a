import {
  money,
  parseTimestamp,
  toAccountId,
  toCalendarId,
  toCurrency,
  toMicros,
  toPrice,
  toQuantity,
  unwrap,
} from 'argosy/core';
import type { InstrumentStatus, Trade } from 'argosy/domain';
import { Strategy, type OrderEventOf } from 'argosy/engine';
import { volatilityInterruptions } from 'argosy/matching';
import { aTrade, anInstrument, plainMatrix } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const share = anInstrument({ calendar: toCalendarId('NSE') });
const at = (time: string): number => unwrap(parseTimestamp(`2026-11-20T${time}+05:30`)).at;
const minute = toMicros(60_000_000);
let heard: string[] = [];

/** Waits with a stop from the first trade on, and asks for more with every other. */
class Watcher extends Strategy {
  #trades = 0;

  override onStart(): void {
    this.data.subscribeTrades(share.id);
    this.data.subscribeStatus(share.id);
  }

  override onInstrumentStatus({ state, availableAt }: InstrumentStatus): void {
    heard.push(`${state} at ${(availableAt - at('10:00:00')) / minute}`);
  }

  override onTrade({ price }: Trade): void {
    this.#trades += 1;
    const of = { instrument: share.id, side: 'sell', qty: toQuantity(1), tif: 'DAY' } as const;
    if (this.#trades === 1) {
      this.orders.submit(this.orders.stopMarket({ ...of, trigger: toPrice(9_300) }));
    } else this.orders.submit(this.orders.market({ ...of, side: 'buy', tag: `${price}` }));
  }

  override onOrderDenied({ change }: OrderEventOf<'denied'>): void {
    heard.push(change.code);
  }

  override onOrderReleased(): void {
    heard.push('the stop goes');
  }

  override onOrderFilled({ change: { fill } }: OrderEventOf<'filled'>): void {
    heard.push(`filled at ${fill.price}`);
  }
}

const terms = { basisPoints: 500, halt: minute, auction: minute };
const config: BacktestConfig = {
  instruments: [share],
  accounts: [marginAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')))],
  strategies: [{ id: 'one', strategy: Watcher, account: 'A1' }],
  sources: [
    arraySource('trades', [
      aTrade({ at: at('10:00:00'), price: 10_000 }),
      aTrade({ at: at('10:01:00'), price: 9_400 }),
      aTrade({ at: at('10:01:30'), price: 9_200 }),
      aTrade({ at: at('10:02:30'), price: 9_250 }),
      aTrade({ at: at('10:03:00'), price: 9_290 }),
    ]),
  ],
  venue: { interruptions: volatilityInterruptions(terms) },
};
const run = (changes: Partial<BacktestConfig>): readonly string[] => {
  heard = [];
  runBacktest({ ...config, ...changes });
  return heard;
};
const expected = [
  'halted at 1',
  'INSTRUMENT_HALTED',
  'INSTRUMENT_HALTED',
  'preOpen at 2',
  'open at 3',
];

test('strategies and checks hear of a stop of the venue’s own as of one of an exchange', () => {
  const words = run({});
  expect(words.filter((word) => !word.startsWith('filled'))).toEqual(expected);
});

test('a stop that waits here hears no price of it, and goes with the first one behind it', () => {
  const words = run({ limits: { matrix: plainMatrix, unsupported: 'emulate' } });
  expect(words.filter((word) => !word.startsWith('filled'))).toEqual([
    ...expected,
    'the stop goes',
  ]);
  expect(words.filter((word) => word.startsWith('filled'))).toEqual([
    'filled at 9290',
    'filled at 9290',
    'filled at 9290',
  ]);
});

test('they hear of it also where a line lies between them and the venue', () => {
  const line = {
    send: (effect: never, _: never, ends: { toVenue(one: never): void }) => ends.toVenue(effect),
    report: (report: never, ends: { toUs(one: never): void }) => ends.toUs(report),
  };
  expect(run({ line: () => line }).filter((word) => !word.startsWith('filled'))).toEqual(expected);
});

test('who listens to nothing else is not told that nothing comes', () => {
  const { notes } = runBacktest(config);
  expect(notes.filter((note) => note.includes('never comes'))).toEqual([]);
});

test('the result counts what was told among its statuses', () => {
  expect(runBacktest(config).counts.statuses).toBe(3);
});
