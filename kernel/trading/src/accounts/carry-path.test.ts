import {
  MICROS_PER_DAY,
  toAccountId,
  toCurrency,
  toMicros,
  toMinor,
  toOriginCode,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toInputNumber, type Input, type TradingEvent, type Turn } from 'argosy/domain';
import {
  aQuote,
  aTradingConfig,
  anAccount,
  anInstrument,
  aPair,
  anOrderRequest,
  aTouch,
  aFill,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { rateAt, type CarryRate, type CarryTerms } from './carry-terms.ts';
import { tradingErrors } from '../errors.ts';
import { TradingMachine } from '../trading-machine.ts';
import type { AccountConfig } from '../trading-config.ts';

const account = toAccountId('MAIN');
const inr = toCurrency('INR');
const share = anInstrument();
const pair = aPair();
const HOUR = 3_600_000_000;
/** The night falls at nine in the evening. */
const at = toMicros(21 * HOUR);
const from = toTimestamp(0);
const borrow: CarryRate = { type: 'borrow', instrument: share.id, from, ratePpm: 365_000 };
const cash: CarryRate = { type: 'cash', currency: inr, from, earnsPpm: 36_500, owesPpm: 73_000 };

/** A machine at instants of its own: days after 1970, and hours. */
class Nights {
  readonly events: TradingEvent[] = [];
  readonly #config;
  #machine: TradingMachine;
  #number = 0;

  constructor(rates: readonly CarryRate[], changes: Partial<AccountConfig> = {}) {
    const accounts = [anAccount({ kind: 'margin', carry: { at, rates }, ...changes })];
    this.#config = aTradingConfig({ instruments: [share, pair], accounts });
    this.#machine = new TradingMachine(this.#config);
    this.#machine.open(this.#turn(0), this.#out);
  }

  get machine(): TradingMachine {
    return this.#machine;
  }

  /** A price of the share in paise. */
  price(now: number, paise: number): this {
    return this.take(now, aQuote({ at: now, bid: paise, ask: paise }));
  }

  time(now: number): this {
    return this.take(now, { kind: 'time', availableAt: toTimestamp(now) });
  }

  /** Ten shares, sold at a hundred rupees. */
  sell(now: number): this {
    const request = anOrderRequest({ side: 'sell', qty: toQuantity(10) });
    const body = { type: 'submit', request, touch: aTouch() } as const;
    this.take(now, {
      kind: 'command',
      origin: toOriginCode('TEST'),
      strategy: request.strategy,
      readTo: toInputNumber(0),
      at: toTimestamp(now),
      body,
    });
    const { flags: _, ...fill } = aFill({ qty: 10, price: 100_00 });
    const when = toTimestamp(now);
    const report = { kind: 'report', account, order: request.id } as const;
    return this.take(now, {
      ...report,
      eventAt: when,
      availableAt: when,
      body: { type: 'filled', fill },
    });
  }

  take(now: number, input: Input): this {
    this.#machine.handle(input, this.#turn(now, 'instrument' in input), this.#out);
    return this;
  }

  /** Goes on with a machine that knows what this one has said. */
  restart(): this {
    this.#machine = new TradingMachine(this.#config);
    const turns = Map.groupBy(this.events, ({ number }) => number);
    for (const events of turns.values()) this.#machine.recall(events);
    return this;
  }

  /** What each night was booked as: its entry, and what left the cash. */
  nights(): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.kind !== 'entry' || event.purpose !== 'carry') return [];
      const paid = event.legs.find(({ ledgerAccount }) => ledgerAccount === 'MAIN/cash');
      return [`${event.entry} ${paid?.amount.amount ?? 0n}`];
    });
  }

  readonly #out = {
    event: (event: TradingEvent) => void this.events.push(event),
    effect: () => {},
  };

  #turn(now: number, isDatum = false): Turn {
    this.#number += 1;
    const index = isDatum ? this.#config.instruments.indexOf(share.id) : undefined;
    return { number: toInputNumber(this.#number), now: toTimestamp(now), instrument: index ?? -1 };
  }
}

const day = (days: number, hours = 0): number => days * MICROS_PER_DAY + hours * HOUR;

describe('a night', () => {
  test('costs who is short what is borrowed, at the last price before it', () => {
    const nights = new Nights([borrow]).price(day(1), 100_00).sell(day(1, 1));
    nights.price(day(1, 20), 200_00).price(day(1, 21), 900_00);
    // Ten at 200 rupees, at 36.5 % a year: two rupees.
    expect(nights.nights()).toEqual(['carry/MAIN/1970-01-01 0', 'carry/MAIN/1970-01-02 -200']);
    expect(nights.machine.positions()[0]?.charges.amount).toBe(2_00n);
    expect(nights.machine.checkInvariants()).toEqual([]);
  });

  test('costs who is long nothing, nor who holds nothing by then', () => {
    const nights = new Nights([borrow]).price(day(1), 100_00);
    nights.time(day(2)).time(day(3));
    expect(nights.nights().slice(1)).toEqual([
      'carry/MAIN/1970-01-02 0',
      'carry/MAIN/1970-01-03 0',
    ]);
  });

  test('brings what cash earns, and costs what is owed', () => {
    const rich = new Nights([cash]).time(day(1)).time(day(2));
    expect(rich.nights().at(-1)).toBe('carry/MAIN/1970-01-02 100');
    const balances = [rupees(0n)];
    const poor = new Nights([cash], { balances }).time(day(1));
    poor.take(day(1, 1), {
      kind: 'command',
      origin: toOriginCode('HAND'),
      strategy: null,
      readTo: toInputNumber(0),
      at: toTimestamp(day(1, 1)),
      body: {
        type: 'bookCharges',
        account,
        entry: 'fee',
        currency: inr,
        charges: [{ name: 'fee', amount: toMinor(1_000_00n) }],
      },
    });
    expect(poor.time(day(2)).nights().at(-1)).toBe('carry/MAIN/1970-01-02 -20');
  });

  test('that nobody was there for is booked with the next one, each at its own rate', () => {
    const rates = [borrow, { ...borrow, from: toTimestamp(day(3, 21)), ratePpm: 730_000 }];
    const nights = new Nights(rates).price(day(1), 100_00).sell(day(1, 1));
    nights.time(day(4));
    // The nights of the 2nd and the 3rd cost a rupee each, that of the 4th two.
    expect(nights.nights().at(-1)).toBe('carry/MAIN/1970-01-04 -400');
  });

  test('comes once, over a restart too, and none is left out', () => {
    const nights = new Nights([borrow]).price(day(1), 100_00).sell(day(1, 1)).time(day(2));
    nights.restart().time(day(2, 1)).time(day(3)).restart().time(day(3, 1));
    expect(nights.nights().slice(1)).toEqual([
      'carry/MAIN/1970-01-02 -100',
      'carry/MAIN/1970-01-03 -100',
    ]);
  });

  test('before the account was there is none of its', () => {
    expect(new Nights([cash]).time(day(400)).nights()).toEqual(['carry/MAIN/1971-02-04 0']);
  });

  test('is none where the account has no rates for it', () => {
    const config = aTradingConfig({ accounts: [anAccount()] });
    const machine = new TradingMachine(config);
    const events: TradingEvent[] = [];
    const out = { event: (event: TradingEvent) => void events.push(event), effect: () => {} };
    const turn = { number: toInputNumber(1), now: toTimestamp(0), instrument: -1 } as const;
    machine.open(turn, out);
    machine.handle(
      { kind: 'time', availableAt: toTimestamp(day(9)) },
      { ...turn, number: toInputNumber(2), now: toTimestamp(day(9)) },
      out,
    );
    expect(events.filter(({ kind }) => kind === 'entry')).toHaveLength(1);
  });
});

describe('the rate of an instant', () => {
  const terms: CarryTerms = {
    at,
    rates: [
      { ...borrow, from: toTimestamp(20), ratePpm: 2 },
      { ...borrow, from: toTimestamp(10), ratePpm: 1 },
      { ...borrow, from: toTimestamp(20), ratePpm: 3 },
      cash,
    ],
  };
  const ppmAt = (now: number): number | undefined =>
    rateAt(terms, { type: 'borrow', of: share.id, at: now })?.ratePpm;

  test('is the latest that has begun, of two alike the one told last, before the first none', () => {
    expect([9, 10, 19, 20, 99].map(ppmAt)).toEqual([undefined, 1, 1, 3, 3]);
  });

  test('is of its own kind and thing', () => {
    expect(rateAt(terms, { type: 'cash', of: 'USD', at: 99 })).toBeUndefined();
    expect(rateAt(terms, { type: 'rollover', of: share.id, at: 99 })).toBeUndefined();
  });
});

test.each<[Partial<CarryTerms>]>([
  [{ at: toMicros(MICROS_PER_DAY) }],
  [{ daysOfYear: 0 }],
  [{ rates: [{ ...borrow, ratePpm: 0.5 }] }],
  [{ rates: [{ ...cash, owesPpm: 100_000_001 }] }],
  [{ rates: [{ type: 'rollover', instrument: pair.id, from, longPpm: 0, shortPpm: 1.5 }] }],
])('rates that make no sense are refused: %j', (changes) => {
  const carry = { at, rates: [], ...changes };
  const config = aTradingConfig({ accounts: [anAccount({ carry })] });
  expect(() => new TradingMachine(config)).toThrow(tradingErrors.BAD_CARRY);
});
