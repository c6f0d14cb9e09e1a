import {
  alwaysOpen,
  ledgerScales,
  Random,
  SessionClock,
  toAccountId,
  toBrokerOrderId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, toInputNumber, type Effect, type ReportBody } from 'argosy/domain';
import { EngineMachine, Strategy } from 'argosy/engine';
import { aFill, anInstrument, aSeat, aQuote, aTradingConfig, rupees } from '@argosy/testkit';
import { TradingMachine } from 'argosy/trading';
import { expect, test } from 'vitest';

import { Link } from './link.ts';
import { MemoryJournal } from './memory-journal.ts';
import { OutputGate } from './output-gate.ts';
import type { JournalEntry } from './ports.ts';
import { Shard } from './shard.ts';

const instrument = anInstrument();
const instruments = new InstrumentTable([instrument]);
const account = toAccountId('MAIN');

/** Buys one at each quote, and says what it knows and hears. */
class Buyer extends Strategy {
  readonly heard: string[] = [];

  override onStart(): void {
    const held = this.portfolio.qty(instrument.id);
    const states = this.cache.openOrders().map(({ state }) => state);
    this.heard.push(`start with ${held} held, ${this.portfolio.cash().amount}, ${states.join()}`);
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    const qty = toQuantity(1);
    this.orders.submit(this.orders.market({ instrument: instrument.id, side: 'buy', qty }));
  }

  override onEvent(): void {
    this.heard.push('event');
  }
}

class Life {
  readonly trading = new TradingMachine(aTradingConfig({ instruments: [instrument] }));
  readonly journal = new MemoryJournal('all', 1000);
  readonly strategy = new Buyer({});
  readonly sent: Effect[] = [];
  readonly shard: Shard;
  readonly #link = new Link();

  constructor(past: readonly JournalEntry[] = [], taped: number | null = null) {
    const { trading, journal } = this;
    const send = (effect: Effect): void => void this.sent.push(effect);
    this.shard = new Shard({
      trading,
      engine: this.#engine(),
      journal,
      tape: { append: () => {} },
      gate: new OutputGate(journal, { send }),
      venue: null,
      onEvent: () => {},
    });
    this.shard.recover(past, taped === null ? null : toInputNumber(taped));
  }

  open(at: number): this {
    this.shard.open(toTimestamp(at));
    return this;
  }

  quote(at: number): this {
    this.shard.take(aQuote({ at }), toTimestamp(at), instruments.indexOf(instrument.id) ?? -1);
    this.#link.drain(
      (command) => this.shard.take(command, toTimestamp(at), -1),
      () => {},
    );
    return this;
  }

  /** The broker reports on the order it was sent last. */
  report(at: number, body: ReportBody): this {
    const order = this.sent.at(-1)?.order;
    if (order === undefined) throw new Error('nothing was sent');
    const [eventAt, availableAt] = [toTimestamp(at), toTimestamp(at)];
    this.shard.take(
      { kind: 'report', account, order, eventAt, availableAt, body },
      availableAt,
      -1,
    );
    return this;
  }

  entries(): JournalEntry[] {
    return [...this.journal.read()];
  }

  #engine(): EngineMachine {
    return new EngineMachine({
      instruments,
      calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
      externalBars: [],
      scales: ledgerScales({}),
      strategies: [aSeat({ strategy: this.strategy })],
      random: Random.fromSeed(1),
      out: {
        command: (command) => this.#link.send(command),
        ask: () => {},
        log: () => {},
        fault: ({ message }) => {
          throw new Error(message);
        },
      },
    });
  }
}

/** One order filled, one accepted, one on its way. */
function worked(): Life {
  const { flags: _, ...fill } = aFill();
  const life = new Life().open(0);
  life.quote(1).report(2, { type: 'accepted', brokerId: toBrokerOrderId('B-1') });
  life.report(3, { type: 'filled', fill: { ...fill, qty: toQuantity(1) } });
  life.quote(4).report(5, { type: 'accepted', brokerId: toBrokerOrderId('B-2') });
  return life.quote(6);
}

test('what was said is known again, with the same hash, and nothing is said to anybody', () => {
  const before = worked();
  const after = new Life(before.entries());
  expect(after.trading.hash()).toBe(before.trading.hash());
  expect(after.trading.exportState().fold).toEqual(before.trading.exportState().fold);
  expect(after.trading.openOrders().map(({ state }) => state)).toEqual(['ACCEPTED', 'SUBMITTED']);
  expect([after.sent, after.entries(), after.strategy.heard]).toEqual([[], [], []]);
});

test('strategies start with what is held, owned and open, and number orders behind those before', () => {
  const before = worked();
  const after = new Life(before.entries()).open(7);
  const cash = before.trading.book.cash(account, instrument.currency);
  expect(after.strategy.heard).toEqual([`start with 1 held, ${cash}, ACCEPTED,SUBMITTED`]);
  after.quote(8);
  expect(before.sent.map(({ order }) => order)).not.toContain(after.sent[0]?.order);
  expect(after.trading.openOrders()).toHaveLength(3);
});

test('numbers and time go on behind those before, and accounts open once', () => {
  const before = worked();
  const after = new Life(before.entries());
  expect(() => after.open(5)).toThrow(/5 after 6/u);
  after.open(7);
  const numbers = after.entries().map((entry) => (entry.kind === 'input' ? entry.number : 'event'));
  expect(numbers).toEqual([before.shard.inputs]);
});

test('a turn of which only the input is there was not decided', () => {
  const entries = worked().entries();
  const last = entries.findLastIndex(({ kind }) => kind === 'input');
  const after = new Life(entries.slice(0, last + 1));
  expect(after.trading.openOrders()).toHaveLength(1);
  expect(after.shard.inputs).toBe(worked().shard.inputs);
});

test('recovered over two lives, all is as over one', () => {
  const first = worked();
  const second = new Life(first.entries()).open(7).quote(8);
  const third = new Life([...first.entries(), ...second.entries()]);
  expect(third.trading.hash()).toBe(second.trading.hash());
  expect(third.trading.exportState().fold).toEqual(second.trading.exportState().fold);
  expect(third.shard.inputs).toBe(second.shard.inputs);
});

test('numbers go on behind what is taped, where that lies beyond the journal', () => {
  const past = worked().entries();
  const numbersAfter = (taped: number | null): readonly number[] => {
    const after = new Life(past, taped).open(10);
    return after.entries().map((entry) => (entry.kind === 'input' ? entry.number : -1));
  };
  const [next = 0] = numbersAfter(null);
  expect(numbersAfter(next - 2)).toEqual([next]);
  expect(numbersAfter(next + 7)).toEqual([next + 8]);
});

test('accounts open where nothing but market data was kept', () => {
  const after = new Life([], 41).open(10);
  expect(after.trading.book.cash(account, rupees(0n).currency)).toBeGreaterThan(0n);
  expect(after.shard.inputs).toBe(43);
});
