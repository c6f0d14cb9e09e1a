import {
  alwaysOpen,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  type TradingCalendar,
} from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, aFuture, anInstrument, anOption, aQuote } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { Backtest, runBacktest } from '../backtest.ts';
import { cashAccount, type BacktestConfig } from '../config.ts';
import { arraySource } from '../source.ts';
import { checkConfig } from './check-config.ts';
import { MISTAKES_MAX, mistakeText } from './mistakes.ts';

const inr = toCurrency('INR');
const sbin = anInstrument();
const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const other = toBarSpecText('SBIN.NSE-5-MINUTE-LAST-EXTERNAL');
const named = { instrument: parameter.instrument(), bars: parameter.bars() };
class Named extends Strategy<typeof named> {
  static override readonly parameters = named;
}
class Idle extends Strategy {}

const account = cashAccount(toAccountId('A1'), money(100n, inr));
const strategy = { id: 's', strategy: Idle, account: 'A1' };
const config: BacktestConfig = {
  instruments: [sbin],
  sources: [arraySource('bars', [aBar({ at: 60_000_000 })])],
  accounts: [account],
  strategies: [strategy],
};

/** What untyped callers can hand over: the configuration with anything in place of anything. */
function withChanges(changes: Readonly<Record<string, unknown>>): BacktestConfig {
  return { ...config, ...changes };
}

function mistakesOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return checkConfig(withChanges(changes)).map(mistakeText);
}

function instrumentMistakes(changes: object, of: object = sbin): readonly string[] {
  return mistakesOf({ instruments: [{ ...of, id: sbin.id, ...changes }] });
}

it('finds nothing in a configuration that is right', () => {
  expect(mistakesOf({})).toEqual([]);
});

describe('an instrument', () => {
  it.each([
    [{ tick: 0 }, 'tick: expected whole scaled price units above 0, found 0'],
    [{ tick: 2 ** 53 }, 'tick: expected whole scaled price units above 0, found 9007199254740992'],
    [{ lot: 0 }, 'lot: expected whole scaled size units above 0, found 0'],
    [{ lot: 1.5 }, 'lot: expected whole scaled size units above 0, found 1.5'],
    [
      { pricePrecision: -1 },
      'pricePrecision: expected whole decimal places from 0 to 18, found -1',
    ],
    [
      { pricePrecision: 30 },
      'pricePrecision: expected whole decimal places from 0 to 18, found 30',
    ],
    [
      { sizePrecision: '0' },
      'sizePrecision: expected whole decimal places from 0 to 18, found "0"',
    ],
    [{ multiplier: 0n }, 'multiplier: expected a multiplier, a bigint from 1n, found 0n'],
    [{ multiplier: -1n }, 'multiplier: expected a multiplier, a bigint from 1n, found -1n'],
    [{ multiplier: 1 }, 'multiplier: expected a multiplier, a bigint from 1n, found 1'],
    [{ minQty: 100, maxQty: 1 }, 'minQty: expected at most maxQty, 1, found 100'],
    [{ validFrom: 5, validTo: 5 }, 'validTo: expected after validFrom, 5, found 5'],
    [{ currency: 'rupee' }, /^instruments\[0\]\.currency: .*"rupee"/],
    [{ calendar: 'LSE' }, 'calendar: unknown LSE; there are NSE, NSE-CAS, 24x7'],
    [{ kind: 'zzz' }, /^instruments\[0\]\.kind: expected equity, index, .*, found "zzz"$/],
    [{ tik: 1 }, 'tik: unknown key tik, perhaps tick'],
    [{ isin: undefined }, 'isin: expected a text, found nothing'],
  ])('with %o is a mistake', (changes, mistake) => {
    const [first, ...more] = instrumentMistakes(changes);
    expect(first).toMatch(mistake);
    expect(more).toEqual([]);
  });

  it('has the terms of its kind', () => {
    expect(instrumentMistakes({ strike: 0, right: 'both' }, anOption())).toEqual([
      'instruments[0].strike: expected whole scaled price units above 0, found 0',
      'instruments[0].right: expected call, put, found "both"',
    ]);
    expect(instrumentMistakes({ expiresAt: null }, aFuture())).toEqual([
      'instruments[0].expiresAt: expected whole microseconds from 0, found null',
    ]);
    expect(instrumentMistakes({ expiresAt: 0 }, aFuture())[0]).toMatch('expected after validFrom');
  });
});

describe('a venue', () => {
  it.each([
    [
      { latency: { ...noLatency, insert: -5 } },
      'latency.insert: expected whole microseconds from 0',
    ],
    [{ latency: { ...noLatency, jitter: Number.NaN } }, 'latency.jitter: .*found NaN'],
    [{ latency: { ...noLatency, report: 0.5 } }, 'latency.report: .*found 0.5'],
    [{ latency: { insert: 5 } }, 'latency.amend: .*found nothing'],
    [
      { bars: { fillAt: 'zzz', path: 'OHLC' } },
      'fillAt: expected nextOpen, thisClose, barQuote, found "zzz"',
    ],
    [{ bars: { fillAt: 'thisClose' } }, 'bars.path: .*found nothing'],
    [{ fees: {} }, 'fees.compute: expected a function, found nothing'],
    [{ fills: 'sure' }, 'fills: expected an object, found "sure"'],
    [{ staleAfter: -1 }, 'staleAfter: .*found -1'],
    [{ slipage: {} }, 'slipage: unknown key slipage, perhaps slippage'],
  ])('with %o is a mistake', (venue, mistake) => {
    expect(mistakesOf({ venue })[0]).toMatch(new RegExp(`^venue\\..*${mistake}`));
  });
});

describe('limits', () => {
  it.each([
    [{ maxOrderQty: 1.5 }, 'maxOrderQty: .*found 1.5'],
    [{ maxOrderQty: '1' }, 'maxOrderQty: expected an object, found "1"'],
    [{ maxOrderQty: { default: -1, byInstrument: new Map() } }, 'maxOrderQty.default: .*found -1'],
    [
      { maxPosition: { byInstrument: { [sbin.id]: 0.5 } } },
      'maxPosition.byInstrument.SBIN.NSE: .*found 0.5',
    ],
    [
      { maxOrderNotional: { byCurrency: new Map([['INR', 5]]), byInstrument: new Map() } },
      'byCurrency.INR: .*bigint from 0n, found 5',
    ],
    [{ maxOrderNotional: [money(-5n, inr)] }, 'maxOrderNotional\\[0\\].amount: .*found -5n'],
    [{ maxMarketNotional: 5 }, 'maxMarketNotional: expected an object, found 5'],
    [{ maxDailyLoss: -5n }, 'maxDailyLoss: .*found -5n'],
    [{ maxDrawdown: money(-5n, inr) }, 'maxDrawdown.amount: .*found -5n'],
    [{ maxDrawdown: money(5n, toCurrency('USD')) }, 'maxDrawdown: it is in USD, account A1 in INR'],
    [{ cashBufferBps: -100 }, 'cashBufferBps: .*found -100'],
    [{ accountRate: { count: 1 } }, 'accountRate.within: .*found nothing'],
    [{ selfTrade: 'maybe' }, 'selfTrade: expected refuse, allow, found "maybe"'],
    [{ matrix: { market: { tifs: ['GFD'], products: [] } } }, 'market.tifs\\[0\\]: expected DAY'],
    [{ zzz: 1 }, 'zzz: unknown key zzz'],
  ])('with %o are a mistake', (limits, mistake) => {
    expect(mistakesOf({ limits })[0]).toMatch(new RegExp(`^limits\\..*${mistake}`));
  });
});

describe('an account', () => {
  const other = { ...account, id: 'A2' };
  it.each([
    [[{ ...account, kind: 'credit' }], 'accounts[0].kind: expected cash, margin, found "credit"'],
    [[account, account], 'accounts[1].id: A1 is given twice'],
    [
      [account, { ...other, balances: [money(-5n, inr)] }],
      'accounts[1].balances[0].amount: expected minor units, a bigint from 0n, found -5n',
    ],
    [
      [account, { ...other, balances: [account.balances[0], account.balances[0]] }],
      'accounts[1].balances[1].currency: INR is given twice',
    ],
    [[account, { ...other, products: [] }], 'accounts[1].products: at least one is needed'],
    [
      [account, { ...other, leverage: { margin: '2' } }],
      'accounts[1].leverage.margin: a cash account has none',
    ],
    [
      [account, { ...other, kind: 'margin', leverage: { margin: '0' } }],
      'accounts[1].leverage.margin: leverage 0 is not above zero',
    ],
    [
      [account, { ...other, books: [{ id: 'b', allotment: 0n }] }],
      'accounts[1].books[0].allotment: expected minor units, a bigint from 1n, found 0n',
    ],
    [
      [account, { ...other, balances: [money(1n, toCurrency('USD'))] }],
      'accounts[1].balances[0]: no pair leads from USD to INR',
    ],
  ])('like one of %o is a mistake', (accounts, mistake) => {
    expect(mistakesOf({ accounts })).toEqual([mistake]);
  });
});

describe('a strategy', () => {
  const parameters = { instrument: 'SBIN.NSE', bars: spec };
  const naming = (changes: object) => ({
    strategies: [{ ...strategy, strategy: Named, parameters: { ...parameters, ...changes } }],
  });

  it('names what the run has', () => {
    expect(mistakesOf(naming({}))).toEqual([]);
  });

  it.each([
    [
      naming({ instrument: 'NOPE.X' }),
      'strategies[0].parameters.instrument: unknown instrument NOPE.X; the run has SBIN.NSE',
    ],
    [
      naming({ bars: 'NOPE.X-1-MINUTE-LAST-EXTERNAL' }),
      'strategies[0].parameters.bars: unknown instrument NOPE.X; the run has SBIN.NSE',
    ],
    [
      naming({ bars: 'SBIN.NSE-5-MINUTE-LAST-EXTERNAL' }),
      `strategies[0].parameters.bars: no source brings SBIN.NSE-5-MINUTE-LAST-EXTERNAL; what comes is ${spec}`,
    ],
    [
      naming({ bars: 'SBIN.NSE-5-MINUTE-LAST-INTERNAL' }),
      `strategies[0].parameters.bars: no source brings trades to build it of; what comes is ${spec}`,
    ],
    [naming({ bars: 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-MINUTE-EXTERNAL' }), null],
    [
      { strategies: [{ ...strategy, account: 'B' }] },
      'strategies[0].account: unknown B; the run has A1',
    ],
    [
      { strategies: [{ ...strategy, strategy: undefined }] },
      'strategies[0].strategy: expected a class that extends Strategy, found nothing',
    ],
    [
      { strategies: [{ ...strategy, onFault: 'whatever' }] },
      'strategies[0].onFault: expected cancelOrders, keepOrders, found "whatever"',
    ],
    [
      { strategies: [{ ...strategy, product: 'margin' }] },
      'strategies[0].product: account A1 has no margin',
    ],
    [{ strategies: [{ ...strategy, code: 'x' }] }, /^strategies\[0\]\.code: /],
    [{ strategies: [strategy, strategy] }, 'strategies[1].id: s is taken already'],
    [
      { strategies: [strategy, { ...strategy, id: 't', book: 's' }] },
      'strategies[1].book: s is taken already',
    ],
    [
      {
        strategies: [
          { ...strategy, code: '0002' },
          { ...strategy, id: 't' },
        ],
      },
      'strategies[1].code: 0002 is taken already',
    ],
  ])('like one of %o is told of', (changes, mistake) => {
    const [first, ...more] = mistakesOf(changes);
    if (mistake === null) expect(first).toBeUndefined();
    else if (typeof mistake === 'string') expect(first).toBe(mistake);
    else expect(first).toMatch(mistake);
    expect(more).toEqual([]);
  });
});

describe('a run', () => {
  const week: TradingCalendar['week'] = alwaysOpen.week;
  it.each([
    [{ venues: {} }, 'venues: unknown key venues, perhaps venue'],
    [{ strategies: undefined }, 'strategies: expected a list, found nothing'],
    [{ seed: Number.NaN }, 'seed: expected a finite number or a text, found NaN'],
    [{ seed: '' }, 'seed: expected a finite number or a text, found ""'],
    [
      { rounding: 'zzz' },
      'rounding: expected halfEven, halfUp, up, down, ceiling, floor, found "zzz"',
    ],
    [{ lateData: 'later' }, 'lateData: expected drop, nextBar, revise, found "later"'],
    [{ atEnd: 'sell' }, 'atEnd: expected keep, closeAtMark, found "sell"'],
    [{ warmUpBars: null }, 'warmUpBars: expected an object, found null'],
    [{ journal: 'zzz' }, `journal: expected 'hash', 'all' or { last }, found "zzz"`],
    [
      { statistics: { daysPerYear: Number.POSITIVE_INFINITY } },
      'statistics.daysPerYear: expected a number above 0, found Infinity',
    ],
    [
      { statistics: { daysPerYear: 0 } },
      'statistics.daysPerYear: expected a number above 0, found 0',
    ],
    [{ statistics: { ddof: 2 } }, 'statistics.ddof: expected 0 or 1, found 2'],
    [
      { ledgerScales: { INR: 1 } },
      'ledgerScales.INR: a ledger scale may only be raised: INR to 1, at least 2',
    ],
    [
      { ledgerScales: { INR: 19 } },
      'ledgerScales.INR: expected whole decimal places from 0 to 18, found 19',
    ],
    [{ endsOnFault: 1 }, 'endsOnFault: expected true or false, found 1'],
    [
      { from: 6, until: 5 },
      'from: 1970-01-01T00:00:00.000006Z lies behind until, 1970-01-01T00:00:00.000005Z',
    ],
    [
      { warmUpBars: { spec: 'SBIN.NSE-2-MINUTE-LAST-EXTERNAL', count: 1 } },
      `warmUpBars.spec: no source brings SBIN.NSE-2-MINUTE-LAST-EXTERNAL; they bring ${spec}`,
    ],
    [
      { calendars: [{ ...alwaysOpen, offsets: [] }] },
      'calendars[0]: the trading calendar contradicts itself: 24x7 has no offset',
    ],
    [
      { calendars: [{ ...alwaysOpen, id: 'X', week: { ...week, 7: 'open' } }] },
      'calendars[0].week.7: expected a list, found "open"',
    ],
    [
      { calendars: [{ ...alwaysOpen, id: 'X', holidays: ['26 Jan'] }] },
      /^calendars\[0\]: .*26 Jan/,
    ],
    [{ sources: [] }, 'sources: at least one is needed'],
    [
      { sources: [{ ...config.sources[0], open: 5 }] },
      'sources[0].open: expected a function, found 5',
    ],
    [{ instruments: [sbin, sbin] }, 'instruments[1].id: SBIN.NSE is given twice'],
  ])('with %o is a mistake', (changes, mistake) => {
    const [first, ...more] = mistakesOf(changes);
    if (typeof mistake === 'string') expect(first).toBe(mistake);
    else expect(first).toMatch(mistake);
    expect(more).toEqual([]);
  });

  it('with rows of an instrument it does not know is a mistake of the source', () => {
    const quote = { ...aQuote(), instrument: toInstrumentId('NOPE.X') };
    expect(mistakesOf({ sources: [arraySource('q', [quote])] })).toEqual([
      'sources[0].contents[0]: q, quote NOPE.X: unknown instrument',
    ]);
  });

  it('tells all its mistakes in one error, and what follows from others not at all', () => {
    const wrong = withChanges({
      instruments: [{ ...sbin, tick: 0, calendar: 'LSE' }],
      accounts: [{ ...account, products: [] }],
      strategies: [{ ...strategy, onFault: 'never', account: 'B' }],
      venue: { latency: { ...noLatency, insert: -1 } },
      sede: 1,
    });
    const places = [
      'sede',
      'venue.latency.insert',
      'instruments[0].tick',
      'accounts[0].products',
      'instruments[0].calendar',
      'strategies[0].onFault',
      'strategies[0].account',
    ];
    expect(checkConfig(wrong).map(({ place }) => place)).toEqual(places);
    expect(() => runBacktest(wrong)).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIG', details: { mistakes: checkConfig(wrong) } }),
    );
  });

  it('goes on from mistakes that are told already, and what follows from them is none', () => {
    const told = [
      { place: 'accounts[0].id', detail: 'of the reader' },
      { place: 'venue', detail: 'of the reader' },
      { place: 'sources[0]', detail: 'of the reader' },
    ];
    const wrong = withChanges({
      instruments: [{ ...sbin, tick: 0 }],
      venue: { latency: 5 },
      strategies: [
        { ...strategy, strategy: Named, account: 'B', parameters: { instrument: 'Z.Z', bars: 5 } },
        { ...strategy, id: 't', strategy: Named, parameters: { instrument: sbin.id, bars: other } },
      ],
    });
    expect(checkConfig(wrong, told).map(({ place }) => place)).toEqual([
      ...told.map(({ place }) => place),
      'instruments[0].tick',
      'strategies[0].parameters.bars',
      'strategies[0].parameters.instrument',
    ]);
  });

  it('tells no more mistakes than the bound', () => {
    const instruments = Array.from({ length: MISTAKES_MAX + 1 }, () => ({ ...sbin, tick: 0 }));
    expect(mistakesOf({ instruments })).toHaveLength(MISTAKES_MAX);
  });

  it.each([Number.NaN, 0, -1, 0.5])('does not advance by %d steps', (steps) => {
    expect(() => new Backtest(config).advance(steps)).toThrow(`found ${steps}`);
  });
});
