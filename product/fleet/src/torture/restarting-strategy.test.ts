import { arraySource, marginAccount, runBacktest } from 'argosy/backtest';
import { money, Random, toAccountId, toCurrency, toInstrumentId } from 'argosy/core';
import { parameter, Strategy } from 'argosy/engine';
import { expect, test } from 'vitest';

import { makeStreams } from '../trial/synthetic-market.ts';
import { restartingStrategy } from './restarting-strategy.ts';

const id = 'ACME.US';
const wants = { instruments: [id], bars: [], longestBuilt: 0, hasTicks: true };
const { instruments, streams } = makeStreams(wants, 'rows');
const parameters = { keeps: parameter.flag({ default: true }) };
const told: string[] = [];

/** Counts quotes, in what it exports. */
class Counter extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  #seen = 0;

  override onStart(): void {
    told.push(`starts at ${this.#seen}`);
    this.data.subscribeQuotes(toInstrumentId(id));
  }

  override onQuote(): void {
    this.#seen += 1;
  }

  override onStop(): void {
    told.push(`stops at ${this.#seen}`);
  }

  override exportState(): unknown {
    return this.parameters.keeps ? this.#seen : 0;
  }

  override importState(state: unknown): void {
    this.#seen = Number(state);
  }
}

function run(keeps: boolean): readonly string[] {
  told.length = 0;
  const account = toAccountId('A');
  const strategy = restartingStrategy(Counter, Random.fromSeed('a'));
  runBacktest({
    instruments,
    sources: streams.map(({ name, rows }) => arraySource(name, rows)),
    accounts: [marginAccount(account, money(100n, toCurrency('USD')))],
    strategies: [{ id: 'counter', strategy, account, parameters: { keeps } }],
  });
  return [...told];
}

test('a new strategy goes on with what the old one exported, several times', () => {
  const said = run(true);
  expect(said.length).toBeGreaterThan(4);
  expect(said[0]).toBe('starts at 0');
  expect(said.at(-1)).toBe('stops at 1200');
  expect(run(true)).toEqual(said);
});

test('what is not exported is gone', () => {
  expect(run(false).at(-1)).not.toBe('stops at 1200');
});
