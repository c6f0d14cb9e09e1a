import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import {
  toBarSpecText,
  type Bar,
  type InstrumentStatus,
  type MarketData,
  type Quote,
} from 'argosy/domain';
import { Strategy, type OrderEventOf, type StrategyClass, type TimeEvent } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, anInstrument, aQuote, aStatus } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, type VenueModels } from './config.ts';
import { arraySource } from './source.ts';

const [shareA, shareB] = [toInstrumentId('A.NSE'), toInstrumentId('B.NSE')];
const builtBars = toBarSpecText(`${shareA}-1-MINUTE-BID-INTERNAL`);
const givenBars = toBarSpecText(`${shareA}-1-MINUTE-LAST-EXTERNAL`);
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const second = 1_000_000;
const reportsTakeASecond = { ...noLatency, report: toMicros(second) };

/** What the strategy of the test has heard: the second, and what. */
let heard: (readonly [at: number, what: string])[] = [];

/** Hears everything of both shares. */
class Listener extends Strategy {
  override onStart(): void {
    for (const id of [shareB, shareA]) {
      this.data.subscribeStatus(id);
      this.data.subscribeQuotes(id);
    }
  }

  override onInstrumentStatus({ instrument, state }: InstrumentStatus): void {
    this.note(`${instrument} ${state}`);
  }

  override onQuote({ instrument, bid }: Quote): void {
    this.note(`${instrument} ${bid}`);
  }

  override onBar({ close }: Bar): void {
    this.note(`bar ${close}`);
  }

  override onTimeEvent({ name }: TimeEvent): void {
    this.note(name);
  }

  override onAnswer(): void {
    this.note('answer');
  }

  override onOrderSubmitted(): void {
    this.note('submitted');
  }

  override onOrderFilled({ change: { fill } }: OrderEventOf<'filled'>): void {
    this.note(`filled at ${fill.price}`);
  }

  protected note(what: string): void {
    heard.push([this.clock.now / second, what]);
  }

  protected timerAt(at: number): void {
    this.clock.setTimer('timer', toTimestamp(at * second));
  }

  /** Buys A at the market, or at a limit. */
  protected buy(limit?: number): void {
    const of = { instrument: shareA, side: 'buy', qty: toQuantity(1) } as const;
    if (limit === undefined) this.orders.submit(this.orders.market(of));
    else this.orders.submit(this.orders.limit({ ...of, limit: toPrice(limit) }));
  }
}

/** Builds a minute's bars of A from its quotes. */
class BarListener extends Listener {
  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(builtBars);
  }
}

const a = (at: number, bid = 10_000): Quote =>
  aQuote({ instrument: shareA, at: at * second, bid, ask: bid + 5 });
const b = (at: number, bid = 10_000): Quote =>
  aQuote({ instrument: shareB, at: at * second, bid, ask: bid + 5 });
const halt = (at: number, instrument = shareB): InstrumentStatus =>
  aStatus({ instrument, at: at * second, state: 'halted' });

/** What a strategy hears at one second of a run over these rows, each from a source of its own. */
function hear(
  strategy: StrategyClass,
  { at, rows, venue = {} }: { at: number; rows: readonly MarketData[]; venue?: VenueModels },
): readonly string[] {
  heard = [];
  const { faults } = runBacktest({
    instruments: [shareA, shareB].map((id) => anInstrument({ id })),
    sources: rows.map((row, place) => arraySource(`source ${100 - place}`, [row])),
    accounts: [account],
    strategies: [{ id: 'one', strategy, account: account.id }],
    from: toTimestamp(0),
    venue,
  });
  expect(faults).toEqual([]);
  return heard.filter(([second]) => second === at).map(([, what]) => what);
}

describe('rank 0, a bar that ends by the clock', () => {
  test('comes before rank 1, a status', () => {
    const said = hear(BarListener, { at: 60, rows: [halt(60), a(59, 9_990)] });
    expect(said).toEqual(['bar 9990', 'B.NSE halted']);
  });

  test('comes before a quote of its instant, and knows nothing of it', () => {
    class Looker extends BarListener {
      override onBar(): void {
        this.note(`bar beside ${this.cache.quote(shareA)?.bid}`);
      }
    }
    const said = hear(Looker, { at: 60, rows: [a(60, 9_995), a(59, 9_990)] });
    expect(said).toEqual(['bar beside 9990', 'A.NSE 9995']);
  });

  test('comes before a fill that reaches us at its instant', () => {
    class Buyer extends BarListener {
      override onQuote(quote: Quote): void {
        if (quote.instrument === shareA) this.buy();
      }
    }
    const rows = [b(61), a(59, 9_990)];
    const said = hear(Buyer, { at: 60, rows, venue: { latency: reportsTakeASecond } });
    expect(said).toEqual(['bar 9990', 'filled at 9995']);
  });
});

/** Has a limit order resting in A from the first quote on, and a timer at 60. */
class Patient extends Listener {
  #hasSent = false;

  override onStart(): void {
    super.onStart();
    this.timerAt(60);
  }

  override onQuote(quote: Quote): void {
    super.onQuote(quote);
    if (!this.#hasSent) this.buy(10_000);
    this.#hasSent = true;
  }
}

describe('rank 1, a status', () => {
  test('comes before rank 2, a quote, whatever the names of the instruments', () => {
    const said = hear(Listener, { at: 60, rows: [a(60), halt(60)] });
    expect(said).toEqual(['B.NSE halted', 'A.NSE 10000']);
  });

  test('stops the trading that a quote of its instant would bring', () => {
    const rows = [a(1), a(60, 9_990)];
    expect(hear(Patient, { at: 60, rows })).toContain('filled at 10000');
    const withHalt = hear(Patient, { at: 60, rows: [...rows, halt(60, shareA)] });
    expect(withHalt).not.toContain('filled at 10000');
  });
});

describe('rank 2, a row', () => {
  test('comes in order of the instruments', () => {
    const said = hear(Listener, { at: 60, rows: [b(60), a(60)] });
    expect(said).toEqual(['A.NSE 10000', 'B.NSE 10000']);
  });

  test('of one instrument comes in order of the source sequence', () => {
    const later = { ...a(60, 9_990), sourceSequence: 2 };
    const sooner = { ...a(60, 9_995), sourceSequence: 1 };
    const said = hear(Listener, { at: 60, rows: [sooner, later] });
    expect(said).toEqual(['A.NSE 9995', 'A.NSE 9990']);
    expect(hear(Listener, { at: 60, rows: [later, sooner] })).toEqual(said);
  });

  test('comes before rank 3, a fill, even the one that an earlier row has made', () => {
    const said = hear(Patient, { at: 60, rows: [a(1), b(60), a(60, 9_990)] });
    expect(said.slice(0, 3)).toEqual(['A.NSE 9990', 'B.NSE 10000', 'filled at 10000']);
  });
});

describe('rank 3, a report or an answer', () => {
  test('comes before rank 4, a timer', () => {
    const said = hear(Patient, { at: 60, rows: [a(1), a(60, 9_990)] });
    expect(said).toEqual(['A.NSE 9990', 'filled at 10000', 'timer']);
  });

  test('comes before a timer where it is an answer', () => {
    class Asker extends Patient {
      override onQuote(quote: Quote): void {
        this.note(`${quote.instrument} ${quote.bid}`);
        this.context.ask({ port: 'model', request: null });
      }
    }
    const said = hear(Asker, { at: 60, rows: [a(60)] });
    expect(said).toEqual(['A.NSE 10000', 'answer', 'timer']);
  });

  test('comes before a timer where it has been under way', () => {
    class Late extends Patient {
      override onStart(): void {
        super.onStart();
        this.timerAt(2);
      }
    }
    const rows = [a(1, 9_990), b(3)];
    const said = hear(Late, { at: 2, rows, venue: { latency: reportsTakeASecond } });
    expect(said).toEqual(['filled at 9995', 'timer']);
  });
});

describe('rank 4, a timer', () => {
  test('comes before rank 5, a command that was sent first', () => {
    class Sender extends Patient {
      override onQuote(): void {
        this.buy();
      }
    }
    const said = hear(Sender, { at: 60, rows: [a(60)] });
    expect(said).toEqual(['timer', 'submitted', 'filled at 10005']);
  });

  test('comes after the bar that ends with it, where no row does', () => {
    class Both extends BarListener {
      override onStart(): void {
        super.onStart();
        this.timerAt(60);
      }
    }
    const said = hear(Both, { at: 60, rows: [b(61), a(59, 9_990)] });
    expect(said).toEqual(['bar 9990', 'timer']);
  });
});

describe('rank 5, a command', () => {
  class OnBars extends Listener {
    override onStart(): void {
      this.data.subscribeBars(givenBars);
      this.timerAt(60);
    }
  }
  const bars = [1, 2, 3].map((n) =>
    aBar({
      instrument: shareA,
      at: n * 60 * second,
      open: 10_000 + 10 * n,
      close: 10_005 + 10 * n,
    }),
  );

  test('sent when a bar ends comes before rank 6, the start of the next one', () => {
    class AtEnd extends OnBars {
      override onBar(bar: Bar): void {
        super.onBar(bar);
        if (this.clock.now === 60 * second) this.buy();
      }
    }
    const said = hear(AtEnd, { at: 60, rows: bars });
    expect(said).toEqual(['bar 10015', 'timer', 'submitted', 'filled at 10020']);
  });

  test('of a timer at the end of a bar comes before the start of the next one', () => {
    class AtTimer extends OnBars {
      override onTimeEvent(event: TimeEvent): void {
        super.onTimeEvent(event);
        this.buy();
      }
    }
    const said = hear(AtTimer, { at: 60, rows: bars });
    expect(said).toEqual(['bar 10015', 'timer', 'submitted', 'filled at 10020']);
  });
});
