import {
  alwaysOpen,
  BACKTEST_SESSION,
  ledgerScales,
  Random,
  SessionClock,
  toAccountId,
  toBookId,
  toInstrumentId,
  toOriginCode,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  type Command,
  type TradingEvent,
  type Turn,
} from 'argosy/domain';
import { anEventHead, anInstrument, aQuote } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { EngineMachine } from './engine-machine.ts';
import type { LogRecord } from './log.ts';
import { Strategy } from './strategy.ts';
import type { BracketOrders } from './order-desk.ts';
import type { FaultPolicy, StrategyFault } from './strategy-fault.ts';

const instrument = anInstrument();
const instruments = new InstrumentTable([instrument]);
const quote = { ...aQuote(), instrument: instrument.id };

function turn(number: number, at: number): Turn {
  const index = instruments.indexOf(instrument.id) ?? -1;
  return { number: toInputNumber(number), now: toTimestamp(at), instrument: index };
}

type Rig = {
  engine: EngineMachine;
  commands: Command[];
  faults: StrategyFault[];
  logs: LogRecord[];
};

function engineOf(
  strategies: Readonly<Record<string, Strategy>>,
  onFault: FaultPolicy = 'cancelOrders',
): Rig {
  const commands: Command[] = [];
  const faults: StrategyFault[] = [];
  const logs: LogRecord[] = [];
  const seats = Object.entries(strategies).map(([id, strategy], place) => ({
    id: toStrategyId(id),
    code: toOriginCode(`000${place + 1}`),
    strategy,
    account: toAccountId('A1'),
    currency: instrument.currency,
    book: toBookId(id),
    mode: 'netting' as const,
    allotment: null,
    kind: 'cash' as const,
    leverage: {},
    awaitsReceipts: false,
    scan: undefined,
    product: 'delivery' as const,
    session: BACKTEST_SESSION,
    lastCounter: -1,
    onFault,
  }));
  const engine = new EngineMachine({
    instruments,
    calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
    externalBars: [],
    scales: ledgerScales({}),
    strategies: seats,
    random: Random.fromSeed(1),
    out: {
      command: (command) => commands.push(command),
      ask: () => {},
      log: (record) => logs.push(record),
      fault: (fault) => faults.push(fault),
    },
  });
  return { engine, commands, faults, logs };
}

class Buyer extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    const qty = toQuantity(1);
    this.orders.submit(this.orders.market({ instrument: instrument.id, side: 'buy', qty }));
  }
}

class Thrower extends Buyer {
  override onQuote(): void {
    super.onQuote();
    throw new Error('no such luck');
  }
}

it('calls strategies by id, whoever was registered first', () => {
  const { engine, commands } = engineOf({ zebra: new Buyer({}), ant: new Buyer({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(commands.map(({ strategy }) => strategy)).toEqual(['ant', 'zebra']);
});

it('shows an order as INITIALIZED until it is answered', () => {
  const seen: unknown[] = [];
  class Looker extends Buyer {
    override onQuote(): void {
      super.onQuote();
      seen.push(...this.cache.openOrders().map(({ state }) => state));
    }
  }
  const { engine } = engineOf({ looker: new Looker({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(seen).toEqual(['INITIALIZED']);
});

it('sends nothing of a callback that throws, and cancels what the strategy has open', () => {
  const { engine, commands, faults } = engineOf({ thrower: new Thrower({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(commands.map(({ body }) => body.type)).toEqual(['cancelAll']);
  expect(faults).toMatchObject([{ callback: 'onQuote', message: 'Error: no such luck' }]);
});

it('keeps the orders of a strategy that throws where the policy says so', () => {
  const { engine, commands } = engineOf({ thrower: new Thrower({}) }, 'keepOrders');
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(commands).toEqual([]);
});

it('calls a strategy no more once it has thrown', () => {
  const { engine, faults } = engineOf({ thrower: new Thrower({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  engine.handle(quote, turn(2, 2));
  expect(faults).toHaveLength(1);
});

it('lets an error in onStart out, because nothing has run yet', () => {
  class Unknown extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(toInstrumentId('NOBODY.KNOWS'));
    }
  }
  const { engine } = engineOf({ unknown: new Unknown({}) });
  expect(() => engine.start(turn(0, 0))).toThrow(/NOBODY\.KNOWS/);
});

it('fires a timer at its instant, behind the data of that instant', () => {
  const heard: string[] = [];
  class Waker extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(instrument.id);
      this.clock.setTimer('wake', toTimestamp(5));
    }

    override onQuote(): void {
      heard.push('quote');
    }

    override onTimeEvent({ name }: { readonly name: string }): void {
      heard.push(name);
    }
  }
  const { engine } = engineOf({ waker: new Waker({}) });
  engine.start(turn(0, 0));
  expect(engine.nextTimerAt).toBe(5);
  engine.handle(quote, turn(1, 5));
  engine.handle({ kind: 'time', availableAt: toTimestamp(5) }, turn(2, 5));
  expect(heard).toEqual(['quote', 'wake']);
});

it('gives a published value to those who listen, after the callback that published it', () => {
  const heard: string[] = [];
  class Speaker extends Buyer {
    override onQuote(): void {
      this.context.publish('mood', 'good');
      heard.push('spoken');
    }
  }
  class Listener extends Strategy {
    override onStart(): void {
      this.context.subscribeSignal('mood');
    }

    override onSignal({ from, value }: { readonly from: string; readonly value: unknown }): void {
      heard.push(`${from}: ${String(value)}`);
    }
  }
  const { engine } = engineOf({ listener: new Listener({}), speaker: new Speaker({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(heard).toEqual(['spoken', 'speaker: good']);
});

it('tells every strategy of an account when its state changes', () => {
  const heard: string[] = [];
  class Hearer extends Strategy {
    override onEvent({ kind }: TradingEvent): void {
      heard.push(`${this.context.id} ${kind}`);
    }
  }
  const { engine } = engineOf({ one: new Hearer({}), two: new Hearer({}) });
  engine.start(turn(0, 0));
  const head = {
    number: toInputNumber(1),
    index: 0,
    at: toTimestamp(1),
    receivedAt: toTimestamp(1),
  };
  const scope = { kind: 'account' } as const;
  const state = { account: toAccountId('A1'), scope, state: 'HALTED', reason: 'enough' } as const;
  engine.onEvent({ ...head, kind: 'account', ...state }, turn(1, 1));
  expect(heard).toEqual(['one account', 'two account']);
});

it('forgets an order whose command was refused, and tells its strategy', () => {
  const heard: string[] = [];
  class Refused extends Buyer {
    override onEvent({ kind }: TradingEvent): void {
      heard.push(`${kind}, open ${this.cache.openOrderCount}`);
    }
  }
  const { engine, commands } = engineOf({ refused: new Refused({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  const [command] = commands;
  const order = command?.body.type === 'submit' ? command.body.request.id : null;
  const head = {
    number: toInputNumber(2),
    index: 0,
    at: toTimestamp(2),
    receivedAt: toTimestamp(2),
  };
  const anomaly = { kind: 'anomaly', type: 'commandRefused', detail: 'seen before' } as const;
  engine.onEvent({ ...head, ...anomaly, order }, turn(2, 2));
  expect(heard).toEqual(['anomaly, open 0']);
});

it('gives the orders of a bracket by name, each with its own tag', () => {
  const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1), tag: 'one' } as const;
  const exits = { target: toPrice(11_000), stop: toPrice(9_000) };
  const seen: unknown[] = [];
  const note = ({ entry, target, stop }: BracketOrders): void => {
    const named = { entry, target, stop };
    seen.push(Object.values(named).map((one) => one && [one.terms.type, one.request.tag]));
  };
  class Bracketer extends Buyer {
    override onQuote(): void {
      note(this.orders.submitBracket({ ...of, ...exits }));
      note(this.orders.submitBracket({ ...of, ...exits, tags: { target: 'two', stop: 'three' } }));
      note(this.orders.submitBracket({ ...of, stop: exits.stop, tags: { entry: 'four' } }));
    }
  }
  const { engine, commands } = engineOf({ bracketer: new Bracketer({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(commands.map(({ body }) => body.type)).toEqual(['submitList', 'submitList', 'submitList']);
  expect(seen).toEqual([
    [
      ['market', 'one'],
      ['limit', 'one'],
      ['stopMarket', 'one'],
    ],
    [
      ['market', 'one'],
      ['limit', 'two'],
      ['stopMarket', 'three'],
    ],
    [['market', 'four'], null, ['stopMarket', 'one']],
  ]);
});

it('says in the log that an order was made and not sent', () => {
  class Forgetful extends Buyer {
    override onQuote(): void {
      super.onQuote();
      this.orders.market({ instrument: instrument.id, side: 'buy', qty: toQuantity(1) });
    }
  }
  const { engine, commands, logs } = engineOf({ forgetful: new Forgetful({}) });
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  expect(commands).toHaveLength(1);
  expect(logs).toMatchObject([
    { level: 'warn', message: 'order 00000001000001 was made and not sent', strategy: 'forgetful' },
  ]);
});

it('tells a strategy what its orders may do', () => {
  const seen: unknown[] = [];
  class Asker extends Buyer {
    override onQuote(): void {
      seen.push([this.context.tradingState(), this.context.tradingState(instrument.id)]);
    }
  }
  const { engine } = engineOf({ asker: new Asker({}) });
  const head = { ...anEventHead(), kind: 'account', account: toAccountId('A1') } as const;
  const halt = { ...head, reason: 'by hand', state: 'HALTED' } as const;
  engine.start(turn(0, 0));
  engine.handle(quote, turn(1, 1));
  engine.onEvent({ ...halt, scope: { kind: 'instrument', instrument: instrument.id } }, turn(2, 2));
  engine.handle(quote, turn(3, 3));
  engine.onEvent({ ...halt, scope: { kind: 'book', book: toBookId('asker') } }, turn(4, 4));
  engine.handle(quote, turn(5, 5));
  expect(seen).toEqual([
    ['ACTIVE', 'ACTIVE'],
    ['ACTIVE', 'HALTED'],
    ['HALTED', 'HALTED'],
  ]);
});

it('shows the session that goes on, as its calendar has it', () => {
  const seen: unknown[] = [];
  class Watcher extends Strategy {
    override onStart(): void {
      seen.push(this.cache.session(instrument.id));
    }
  }
  engineOf({ watcher: new Watcher({}) }).engine.start(turn(0, 90_000));
  const day = 86_400_000_000;
  expect(seen).toEqual([{ phase: 'open', from: 0, until: day, day: 0 }]);
});
