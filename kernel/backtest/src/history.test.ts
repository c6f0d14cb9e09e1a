import {
  MICROS_PER_MINUTE,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toTimestamp,
  type AskId,
} from 'argosy/core';
import { toBarSpecText, type AnswerBody, type Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { aBar, anInstrument } from '@argosy/testkit';
import { beforeEach, expect, it } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import { arraySource, onePassSource, type Source } from './source.ts';

const instrument = anInstrument();
const spec = toBarSpecText(`${instrument.id}-1-MINUTE-LAST-EXTERNAL`);
let heard: string[] = [];

/** Asks for all past bars when the third bar arrives. */
class Historian extends Strategy {
  #bars = 0;

  override onStart(): void {
    this.data.subscribeBars(spec);
  }

  override onBar(): void {
    this.#bars += 1;
    if (this.#bars !== 3) return;
    this.data.requestBars(spec, toTimestamp(0));
    heard.push('asked');
  }

  override onHistoricalBars(_id: AskId, bars: readonly Bar[]): void {
    heard.push(`closes ${bars.map(({ close }) => close).join(' ')}`);
  }

  override onAnswer(_id: AskId, answer: AnswerBody | { readonly refused: string }): void {
    if ('refused' in answer) heard.push(answer.refused);
  }
}

function bar(minute: number): Bar {
  const price = toPrice(100 + minute);
  const closesAt = toTimestamp((minute + 1) * MICROS_PER_MINUTE);
  const prices = { open: price, high: price, low: price, close: price };
  const times = { opensAt: toTimestamp(minute * MICROS_PER_MINUTE), closesAt };
  const known = { eventAt: closesAt, availableAt: closesAt, sourceSequence: minute };
  return { ...aBar(), ...prices, ...times, ...known, instrument: instrument.id, spec };
}

const rows = [0, 1, 2, 3, 4].map(bar);

function configOf(source: Source): BacktestConfig {
  return {
    instruments: [instrument],
    sources: [source],
    accounts: [cashAccount(toAccountId('A1'), money(100n, toCurrency('INR')))],
    strategies: [{ id: 'historian', strategy: Historian, account: 'A1' }],
  };
}

beforeEach(() => {
  heard = [];
});

it('brings the bars known by now in a later turn, and none from the future', () => {
  runBacktest(configOf(arraySource('bars', rows)));
  expect(heard).toEqual(['asked', 'closes 100 101 102']);
});

it('reaches the rows before the start of the run', () => {
  const from = toTimestamp(2 * MICROS_PER_MINUTE + 1);
  runBacktest({ ...configOf(arraySource('bars', rows)), from });
  expect(heard).toEqual(['asked', 'closes 100 101 102 103 104']);
});

it('refuses where the source can be read only once', () => {
  const contents = [{ kind: 'bar', instrument: instrument.id, spec }] as const;
  runBacktest(configOf(onePassSource('bars', contents, [rows])));
  expect(heard).toEqual(['asked', 'HISTORY_ONE_PASS']);
});

it('refuses to start where no source brings the bars that a strategy wants', () => {
  const other = { ...bar(0), spec: toBarSpecText(`${instrument.id}-5-MINUTE-LAST-EXTERNAL`) };
  const source = arraySource('bars', [{ ...other, opensAt: toTimestamp(0) }]);
  expect(() => runBacktest(configOf(source))).toThrow(/no source of the run brings/);
});
