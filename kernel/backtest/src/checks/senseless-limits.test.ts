import { money, toAccountId, toCurrency, toInstrumentId, toMicros } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { cashAccount, type BacktestConfig } from '../config.ts';
import { readRunFile } from '../reading/read-run-file.ts';
import { arraySource } from '../source.ts';
import { checkConfig } from './check-config.ts';
import { mistakeText } from './mistakes.ts';

const [inr, eur] = [toCurrency('INR'), toCurrency('EUR')];
class Idle extends Strategy {}
const config: BacktestConfig = {
  instruments: [anInstrument()],
  sources: [arraySource('quotes', [aQuote()])],
  accounts: [cashAccount(toAccountId('A1'), money(100n, inr))],
  strategies: [{ id: 's', strategy: Idle, account: 'A1' }],
};

const nothing = '0 lets nothing through';
const mistakesOf = (limits: object): readonly string[] =>
  checkConfig({ ...config, limits }).map(mistakeText);

/** The mistakes of a run file with these limits. */
function writtenMistakesOf(limits: object): readonly string[] {
  const read = readRunFile({
    instruments: [{ id: 'SBIN.NSE', currency: 'INR' }],
    sources: [{ file: 'quotes.csv' }],
    accounts: [{ id: 'A1', balance: '1.00 INR' }],
    strategies: [{ id: 's', account: 'A1', strategy: 'EmaCross' }],
    limits,
  });
  return read.ok ? [] : read.mistakes.map(mistakeText);
}

describe('a limit that lets nothing through is a mistake', () => {
  const none = { count: 0, within: toMicros(5) };
  it.each<[string, object]>([
    ['accountRate.count', { accountRate: none }],
    ['strategyRate.count', { strategyRate: none }],
    ['maxRepeats.count', { maxRepeats: none }],
    ['rules.firmRate.count', { rules: { firmRate: none } }],
    ['maxOrderQty', { maxOrderQty: 0 }],
    ['maxPosition', { maxPosition: 0 }],
    ['maxOrderNotional.amount', { maxOrderNotional: money(0n, inr) }],
    ['maxOrderNotional.byCurrency.INR', { maxOrderNotional: { byCurrency: { INR: 0n } } }],
    ['maxOpenNotional[0].amount', { maxOpenNotional: [money(0n, inr)] }],
    ['maxDailyLoss', { maxDailyLoss: 0n }],
    ['maxDrawdown.amount', { maxDrawdown: money(0n, inr) }],
    ['maxRejectsInARow', { maxRejectsInARow: 0 }],
    ['maxSizeOverMedian.times', { maxSizeOverMedian: { times: 0, least: 3 } }],
    ['maxVolumeShare.bps', { maxVolumeShare: { bps: 0, volumes: new Map() } }],
    ['rules.concentrationBps', { rules: { concentrationBps: 0 } }],
    ['rules.maxFirmValue.INR', { rules: { maxFirmValue: new Map([[inr, 0n]]) } }],
    ['rules.utilisation.enterBps', { rules: { utilisation: { enterBps: 0, leaveBps: 0 } } }],
  ])('%s', (place, limits) => {
    expect(mistakesOf(limits)).toEqual([`limits.${place}: ${nothing}`]);
  });

  it.each<[string, object]>([
    ['accountRate.count', { accountRate: { count: '0', within: '5' } }],
    ['maxOrderQty', { maxOrderQty: '0' }],
    ['maxPosition', { maxPosition: '0' }],
    ['maxVolumeShare.dailyVolume', { maxVolumeShare: { bps: '5', dailyVolume: '0' } }],
    ['maxOpenNotional.INR', { maxOpenNotional: '0 INR' }],
    ['maxDailyLoss', { maxDailyLoss: '0 INR' }],
  ])('in a run file as well: %s', (place, limits) => {
    expect(writtenMistakesOf(limits)).toEqual([`limits.${place}: ${nothing}`]);
  });

  it('but one of 0 that stops only some orders is meant', () => {
    const sbin = toInstrumentId('SBIN.NSE');
    const limits = {
      maxOrderQty: { default: 0, byInstrument: new Map([[sbin, 5]]) },
      maxOrderNotional: { byInstrument: { [sbin]: 0n } },
      maxMarketNotional: money(0n, inr),
      maxPriceDistanceBps: 0,
      maxMessagesPerTrade: { ratio: 0, after: 9 },
      rules: { confirmAbove: new Map([[inr, 0n]]) },
    };
    expect(mistakesOf(limits)).toEqual([]);
  });
});

describe('limits that contradict each other are a mistake', () => {
  it('where an account is free again while it still binds too much', () => {
    const detail = '200 lies above enterBps, 100';
    const wanted = [`limits.rules.utilisation.leaveBps: ${detail}`];
    const utilisation = { enterBps: 100, leaveBps: 200 };
    expect(mistakesOf({ rules: { utilisation } })).toEqual(wanted);
    const written = { enterBps: '100', leaveBps: '200' };
    expect(writtenMistakesOf({ rules: { utilisation: written } })).toEqual(wanted);
    const same = { enterBps: 100, leaveBps: 100 };
    expect(mistakesOf({ rules: { utilisation: same } })).toEqual([]);
  });

  it('where the lower end of a band lies above the upper one', () => {
    const of = (low: number, high: number): object => ({
      rules: {
        priceBands: {
          byInstrument: new Map([[toInstrumentId('SBIN.NSE'), { low, high }]]),
          dummyBps: null,
        },
      },
    });
    const place = 'limits.rules.priceBands.byInstrument.SBIN.NSE.low';
    expect(mistakesOf(of(11, 10))).toEqual([`${place}: 11 lies above high, 10`]);
    expect(mistakesOf(of(10, 10))).toEqual([]);
  });

  it('where no message of a day is let through', () => {
    const limits = { maxMessagesPerTrade: { ratio: 0, after: 0 } };
    expect(mistakesOf(limits)).toEqual([`limits.maxMessagesPerTrade: ${nothing}`]);
  });
});

describe('a limit in a currency of no instrument is a mistake', () => {
  const amount = money(5n, eur);
  const byCurrency = new Map([[eur, 5n]]);
  it.each<[string, object]>([
    ['maxOrderNotional', { maxOrderNotional: amount }],
    ['maxOrderNotional', { maxOrderNotional: { byCurrency: { EUR: 5n } } }],
    ['maxMarketNotional', { maxMarketNotional: [money(7n, inr), amount] }],
    ['maxOpenNotional', { maxOpenNotional: byCurrency }],
    ['rules.maxFirmValue', { rules: { maxFirmValue: byCurrency } }],
    ['rules.confirmAbove', { rules: { confirmAbove: byCurrency } }],
    ['rules.leastPriceHundredths', { rules: { leastPriceHundredths: new Map([[eur, 5]]) } }],
  ])('%s', (place, limits) => {
    const detail = 'it is in EUR, the instruments in INR';
    expect(mistakesOf(limits)).toEqual([`limits.${place}: ${detail}`]);
  });

  it('unless the currency of an instrument could not be read', () => {
    const told = [{ place: 'instruments[0].currency', detail: 'is none' }];
    const limits = { maxOrderNotional: amount };
    expect(checkConfig({ ...config, limits }, told)).toEqual(told);
  });
});
