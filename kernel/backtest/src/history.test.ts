import {
  brand,
  MICROS_PER_MINUTE,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toTimestamp,
  type AskId,
  type Timestamp,
} from 'argosy/core';
import { toBarSpecText, type AnswerBody, type Bar } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { aBar, anInstrument, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import { arraySource, generatorSource, onePassSource, type Source } from './source.ts';

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

const ranges: readonly (readonly [number, number | undefined, string])[] = [
  [Number.NaN, undefined, 'from is NaN'],
  [1.5, undefined, 'from is 1.5'],
  [0, Number.NaN, 'until is NaN'],
  [2, 1, 'from 1970-01-01T00:00:00.000002Z until 1970-01-01T00:00:00.000001Z'],
  [60_000_002, undefined, 'from 1970-01-01T00:01:00.000002Z until 1970-01-01T00:01:00.000001Z'],
];

it.each(ranges)('refuses past bars from %d until %s', (from, until, mistake) => {
  class Asker extends Historian {
    override onStart(): void {
      const end = until === undefined ? undefined : brand<Timestamp>(until);
      this.data.requestBars(spec, brand<Timestamp>(from), end);
    }
  }
  const strategies = [{ id: 'asker', strategy: Asker, account: 'A1' }];
  expect(() => runBacktest({ ...configOf(arraySource('bars', rows)), strategies })).toThrow(
    `asker in onStart: ArgosyError: past bars are asked for from an instant until a later one, in whole microseconds: ${mistake}`,
  );
});

it('refuses past bars to a strategy that stops, as no answer would come', () => {
  class Asker extends Historian {
    override onStop(): void {
      this.data.requestBars(spec, toTimestamp(0));
    }
  }
  const strategies = [{ id: 'asker', strategy: Asker, account: 'A1' }];
  const { faults } = runBacktest({ ...configOf(arraySource('bars', rows)), strategies });
  expect(faults.map(({ callback, message }) => `${callback}: ${message}`)).toEqual([
    'onStop: ArgosyError: a strategy that stops gets no answer any more: asker asks for history',
  ]);
});

const when = { ask: parameter.integer({ default: 0, min: 0 }) };

/** Asks for all past bars at the nth thing it hears, and keeps every bar since, past or live. */
class Collector extends Strategy<typeof when> {
  static override readonly parameters = when;
  #turns = 0;

  override onStart(): void {
    this.data.subscribeBars(spec);
    this.data.subscribeQuotes(instrument.id);
    this.#turn();
  }

  override onQuote(): void {
    this.#turn();
  }

  override onBar({ close }: Bar): void {
    heard.push(`${close}`);
    this.#turn();
  }

  override onHistoricalBars(_id: AskId, bars: readonly Bar[]): void {
    heard.push('past', ...bars.map(({ close }) => `${close}`));
  }

  #turn(): void {
    if (this.#turns === this.parameters.ask) {
      heard = [];
      this.data.requestBars(spec, toTimestamp(0));
    }
    this.#turns += 1;
  }
}

function collected(ask: number, changes: Partial<BacktestConfig> = {}): readonly string[] {
  heard = [];
  const strategy = { id: 'collector', strategy: Collector, account: 'A1', parameters: { ask } };
  const bars = configOf(arraySource('bars', rows));
  runBacktest({ ...bars, strategies: [strategy], ...changes });
  return heard;
}

it('brings nothing at the start of a run that begins with the first row', () => {
  expect(collected(0)).toEqual(['past', '100', '101', '102', '103', '104']);
});

it('comes before the first bar of the run, which is not in it', () => {
  const from = toTimestamp(3 * MICROS_PER_MINUTE);
  expect(collected(0, { from })).toEqual(['past', '100', '101', '102', '103', '104']);
});

it('and what comes live are all bars once and in order, wherever it is asked', () => {
  const minutes = fc.array(fc.nat(6), { maxLength: 6 });
  const property = fc.property(fc.nat(12), fc.nat(4), minutes, (ask, start, quoted) => {
    const at = quoted.toSorted((a, b) => a - b).map((minute) => minute * MICROS_PER_MINUTE);
    const sources = [
      arraySource('first', rows.slice(0, 2)),
      arraySource('then', rows.slice(2)),
      arraySource(
        'quotes',
        at.map((instant) => aQuote({ at: instant, instrument: instrument.id })),
      ),
    ];
    const from = toTimestamp(start * MICROS_PER_MINUTE);
    const bars = collected(ask, { sources, from });
    if (!bars.includes('past')) return;
    expect(bars).toEqual(['past', '100', '101', '102', '103', '104']);
  });
  fc.assert(property);
});

it('ends the run where a source brings other rows when it is read again', () => {
  let passes = 0;
  const contents = [{ kind: 'bar', instrument: instrument.id, spec }] as const;
  const source = generatorSource('fickle', contents, () => [rows.slice(0, 5 - 3 * passes++)]);
  expect(() => collected(4, { sources: [source] })).toThrow(
    /source fickle: 4 rows the first time, 2 when read again/,
  );
});
