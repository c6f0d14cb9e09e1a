import {
  alwaysOpen,
  ledgerScales,
  Random,
  SessionClock,
  toJournalPosition,
  toQuantity,
  toTimestamp,
  type JournalPosition,
} from 'argosy/core';
import { InstrumentTable, type Input, type Turn } from 'argosy/domain';
import { EngineMachine, Strategy } from 'argosy/engine';
import { anInstrument, aSeat, aQuote, aTradingConfig } from '@argosy/testkit';
import { TradingMachine, type TradingOutbox } from 'argosy/trading';
import { describe, expect, test } from 'vitest';

import { Link } from './link.ts';
import { OutputGate } from './output-gate.ts';
import type { Journal, JournalEntry, JournalRoom } from './ports.ts';
import { Shard } from './shard.ts';

const instrument = anInstrument();
const instruments = new InstrumentTable([instrument]);

/** What happens, in order. */
const said: string[] = [];
let link = new Link();

/** A trading machine that says when an input reaches it. */
class HeardTrading extends TradingMachine {
  isFaulty = false;

  override handle(input: Input, turn: Turn, out: TradingOutbox): void {
    said.push(`trading ${input.kind}`);
    super.handle(input, turn, out);
    if (this.isFaulty) throw new Error('a bug');
  }
}

/** A journal that is safe only up to where the test says. */
class SlowJournal implements Journal {
  room: JournalRoom = 'open';
  durable: JournalPosition = toJournalPosition(0);
  readonly entries: JournalEntry[] = [];
  #listener: (position: JournalPosition) => void = () => {};

  append(entry: JournalEntry): JournalPosition {
    this.entries.push(entry);
    said.push(`journal ${textOf(entry)}`);
    return toJournalPosition(this.entries.length);
  }

  onDurable(listener: (position: JournalPosition) => void): void {
    this.#listener = listener;
  }

  read(): Iterable<JournalEntry> {
    return this.entries;
  }

  reach(position: number): void {
    this.durable = toJournalPosition(position);
    this.#listener(this.durable);
  }
}

/** Buys at each quote; what it sees of its orders then shows when commands leave. */
class Buyer extends Strategy {
  override onStart(): void {
    said.push(`start with ${this.portfolio.cash().amount}`);
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    said.push('engine quote');
    const qty = toQuantity(1);
    this.orders.submit(this.orders.market({ instrument: instrument.id, side: 'buy', qty }));
    const states = this.cache.openOrders().map(({ state }) => state);
    said.push(`callback over with ${states.join()}, link empty: ${link.isEmpty}`);
  }

  override onOrderSubmitted(): void {
    said.push(`engine submitted at ${this.clock.now}`);
  }

  override onStop(): void {
    said.push('stop');
    this.orders.cancelAll();
  }
}

type RigOptions = { readonly hasVenue?: boolean; readonly publishes?: boolean };

class Rig {
  readonly journal = new SlowJournal();
  readonly taped: string[] = [];
  readonly link = new Link();
  readonly trading = new HeardTrading(aTradingConfig({ instruments: [instrument] }));
  readonly shard: Shard;

  constructor({ hasVenue = true, publishes = false }: RigOptions = {}) {
    said.length = 0;
    link = this.link;
    this.shard = new Shard({
      trading: this.trading,
      engine: engineOf(new Buyer({}), this.link),
      journal: this.journal,
      tape: { append: (number, { kind }) => this.taped.push(`${number} ${kind}`) },
      gate: new OutputGate(
        this.journal,
        { send: ({ type }, now) => said.push(`broker ${type} of ${now}`) },
        publishes ? { publish: ({ kind }) => said.push(`published ${kind}`) } : null,
      ),
      venue: hasVenue ? { onData: ({ kind }) => said.push(`venue ${kind}`) } : null,
      onEvent: (event) => said.push(`heard ${event.kind}`),
    });
    this.shard.open(toTimestamp(0));
  }

  /** What has happened since the test last asked. */
  said(): readonly string[] {
    return said.splice(0);
  }

  feed(at: number): void {
    const index = instruments.indexOf(instrument.id) ?? -1;
    this.shard.take(aQuote({ at }), toTimestamp(at), index);
  }

  /** Takes what is on the link as inputs of their own. */
  drain(at: number): void {
    this.link.drain(
      (command) => this.shard.take(command, toTimestamp(at), -1),
      () => {},
    );
  }

  /** Everything up to here is safe. */
  settle(): void {
    this.journal.reach(this.journal.entries.length);
  }
}

function engineOf(strategy: Strategy, link: Link): EngineMachine {
  return new EngineMachine({
    instruments,
    calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
    externalBars: [],
    scales: ledgerScales({}),
    strategies: [aSeat({ strategy })],
    random: Random.fromSeed(1),
    out: {
      command: (command) => link.send(command),
      ask: (ask) => link.ask(ask),
      log: () => {},
      fault: ({ message }) => said.push(`fault ${message}`),
    },
  });
}

function textOf(entry: JournalEntry): string {
  if (entry.kind === 'input') return `${entry.number} ${entry.input.kind}`;
  const { event } = entry;
  return event.kind === 'order' ? event.change.type : event.kind;
}

/** A shard whose strategy has a command on the link that was decided on at 1. */
function rigWithCommand(): Rig {
  const rig = new Rig();
  rig.feed(1);
  rig.said();
  return rig;
}

describe('a shard opens', () => {
  test('with its first input in the journal, before the accounts and the strategies', () => {
    expect(new Rig().said()).toEqual([
      'journal 0 time',
      'journal entry',
      'heard entry',
      'start with 1000000',
    ]);
  });
});

describe('a shard numbers', () => {
  test('everything on one line, and tapes what the journal does not need', () => {
    const rig = new Rig();
    rig.feed(1);
    rig.drain(1);
    rig.feed(2);
    rig.shard.close(toTimestamp(2));
    const inputs = rig.journal.entries.filter(({ kind }) => kind === 'input').map(textOf);
    expect(inputs).toEqual(['0 time', '2 command']);
    expect(rig.taped).toEqual(['1 quote', '3 quote', '4 time']);
    expect(rig.shard.inputs).toBe(5);
  });

  test('events with the input that caused them', () => {
    const rig = rigWithCommand();
    rig.drain(1);
    const numbers = rig.journal.entries.map((entry) =>
      entry.kind === 'event' ? entry.event.number : null,
    );
    expect(numbers).toEqual([null, 0, null, 2, 2, 2]);
  });
});

describe('the time of a shard', () => {
  test('never goes back', () => {
    const rig = new Rig();
    rig.feed(5);
    expect(() => rig.feed(4)).toThrow(expect.objectContaining({ code: 'TIME_WENT_BACK' }));
  });

  test('may stand still', () => {
    const rig = new Rig();
    rig.feed(5);
    rig.feed(5);
    expect(rig.shard.inputs).toBe(3);
  });

  test('does not go back when it closes', () => {
    const rig = new Rig();
    rig.feed(5);
    const close = (): void => rig.shard.close(toTimestamp(4));
    expect(close).toThrow(expect.objectContaining({ code: 'TIME_WENT_BACK' }));
  });

  test('gives an input that came too early no number', () => {
    const rig = new Rig();
    rig.feed(5);
    expect(() => rig.feed(4)).toThrow('4 after 5');
    expect(rig.shard.inputs).toBe(2);
  });
});

describe('the way of an input', () => {
  test('goes to the venue, to trading and to the engine', () => {
    const rig = new Rig();
    rig.said();
    rig.feed(1);
    expect(rig.said().slice(0, 3)).toEqual(['venue quote', 'trading quote', 'engine quote']);
  });

  test('passes the venue by where it is a command', () => {
    const rig = rigWithCommand();
    rig.drain(1);
    expect(rig.said()).not.toContain('venue command');
  });

  test('needs no venue', () => {
    const rig = new Rig({ hasVenue: false });
    rig.said();
    rig.feed(1);
    expect(rig.said().slice(0, 2)).toEqual(['trading quote', 'engine quote']);
  });
});

describe('what a callback sends', () => {
  test('leaves after the callback has returned, and is not answered in its turn', () => {
    const rig = new Rig();
    rig.said();
    rig.feed(1);
    expect(rig.said()).toEqual([
      'venue quote',
      'trading quote',
      'engine quote',
      'callback over with INITIALIZED, link empty: true',
    ]);
    expect(rig.link.isEmpty).toBe(false);
  });

  test('is answered in the turn of the command', () => {
    const rig = rigWithCommand();
    rig.drain(7);
    expect(rig.said()).toContain('engine submitted at 7');
  });

  test('at the end may still be taken', () => {
    const rig = rigWithCommand();
    rig.shard.close(toTimestamp(2));
    rig.drain(2);
    const inputs = rig.said().filter((text) => /stop|command/.test(text));
    expect(inputs).toEqual([
      'stop',
      'journal 3 command',
      'trading command',
      'journal 4 command',
      'trading command',
    ]);
  });
});

describe('what trading says', () => {
  test('is in the journal before anyone hears it, and is heard before the engine acts on it', () => {
    const rig = rigWithCommand();
    rig.journal.reach(1_000);
    rig.drain(1);
    expect(rig.said()).toEqual([
      'journal 2 command',
      'trading command',
      'journal initialized',
      'journal hold',
      'journal submitted',
      'heard order',
      'heard hold',
      'heard order',
      'broker submit of 1',
      'engine submitted at 1',
    ]);
  });
});

describe('an effect', () => {
  test('does not leave while the last event of its turn is not safe', () => {
    const rig = rigWithCommand();
    rig.drain(1);
    rig.journal.reach(rig.journal.entries.length - 1);
    expect(rig.said()).not.toContain('broker submit of 1');
  });

  test('leaves once the last event of its turn is safe, with the instant it was asked at', () => {
    const rig = rigWithCommand();
    rig.drain(1);
    rig.feed(9);
    rig.said();
    rig.settle();
    expect(rig.said()).toEqual(['broker submit of 1']);
  });

  test('waits for the events of its own turn, not for those of later ones', () => {
    const rig = rigWithCommand();
    rig.drain(1);
    const { length } = rig.journal.entries;
    rig.feed(2);
    rig.drain(2);
    rig.said();
    rig.journal.reach(length);
    expect(rig.said()).toEqual(['broker submit of 1']);
  });
});

test('others hear of a turn once all of it is safe, and the engine at once', () => {
  const rig = new Rig({ publishes: true });
  rig.settle();
  rig.feed(1);
  rig.said();
  rig.drain(1);
  rig.journal.reach(rig.journal.entries.length - 1);
  const before = rig.said();
  expect(before.filter((text) => text.startsWith('published'))).toEqual([]);
  expect(before).toContain('engine submitted at 1');
  rig.settle();
  expect(rig.said()).toEqual([
    'broker submit of 1',
    'published order',
    'published hold',
    'published order',
  ]);
});

test('a shard that a bug has broken in the middle of an input takes nothing more in', () => {
  const rig = new Rig();
  rig.feed(1);
  rig.drain(1);
  rig.trading.isFaulty = true;
  expect(() => rig.feed(2)).toThrow('a bug');
  rig.trading.isFaulty = false;
  const { length } = rig.journal.entries;
  expect(() => rig.feed(3)).toThrow('a bug ended an input in the middle');
  expect(rig.journal.entries).toHaveLength(length);
});
