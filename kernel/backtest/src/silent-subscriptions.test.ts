import { money, toAccountId, toCurrency } from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import { Strategy, type DataDesk } from 'argosy/engine';
import { aBar, anInstrument, aQuote, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount } from './config.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(100n, toCurrency('INR')));
const MINUTE = 60_000_000;
const outside = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const built = toBarSpecText('SBIN.NSE-5-MINUTE-LAST-INTERNAL');

/** What a run tells of a strategy that subscribes like this, as soon as it starts. */
function silentOf(
  subscribe: (data: DataDesk) => void,
  rows: Parameters<typeof arraySource>[1],
): readonly string[] {
  class Listener extends Strategy {
    override onStart(): void {
      subscribe(this.data);
    }
  }
  const { notes } = runBacktest({
    instruments: [instrument],
    sources: [arraySource('rows', rows)],
    accounts: [account],
    strategies: [{ id: 'one', strategy: Listener, account: account.id }],
  });
  return notes;
}

const onBars = [aBar({ at: MINUTE })];
const onQuotes = [aQuote({ at: MINUTE })];
const bars = `what comes is ${outside}`;

describe('a subscription', () => {
  test('that nothing can come of is told, by its strategy', () => {
    const silent = silentOf((data) => data.subscribeQuotes(instrument.id), onBars);
    const reason = `no source brings quote rows of SBIN.NSE; ${bars}`;
    expect(silent).toEqual([`one listens to what never comes: ${reason}`]);
  });

  test.each([
    ['trade', (data: DataDesk) => data.subscribeTrades(instrument.id)],
    ['status', (data: DataDesk) => data.subscribeStatus(instrument.id)],
  ])('to %s rows that nobody brings is told', (kind, subscribe) => {
    const reason = `no source brings ${kind} rows of SBIN.NSE; what comes is quote rows`;
    expect(silentOf(subscribe, onQuotes)).toEqual([`one listens to what never comes: ${reason}`]);
  });

  test('to bars that are built of what nobody brings is told', () => {
    const reason = `no source brings trades to build it of; what comes is quote rows`;
    const silent = silentOf((data) => data.subscribeBars(built), onQuotes);
    expect(silent).toEqual([`one listens to what never comes: ${built}: ${reason}`]);
  });

  test('is told once, however often it is made', () => {
    const often = (data: DataDesk): void => {
      for (let time = 0; time < 3; time += 1) data.subscribeQuotes(instrument.id);
    };
    expect(silentOf(often, onBars)).toHaveLength(1);
  });

  test('that something can come of is not', () => {
    const all = (data: DataDesk): void => {
      data.subscribeQuotes(instrument.id);
      data.subscribeTrades(instrument.id);
      data.subscribeBars(built);
      data.subscribeBars(outside);
    };
    const trade = aTrade({ at: MINUTE });
    expect(silentOf(all, [...onQuotes, trade, aBar({ at: 2 * MINUTE })])).toEqual([]);
  });
});
