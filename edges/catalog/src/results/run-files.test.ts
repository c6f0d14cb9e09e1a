import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  ledgerScales,
  toAccountId,
  toBookId,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import {
  arraySource,
  Backtest,
  cashAccount,
  type BacktestResult,
  type EquitySample,
} from 'argosy/backtest';
import { InstrumentTable, type Order } from 'argosy/domain';
import { aFill, anInstrument, anOrder, anOrderRequest, aQuote, rupees } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openRunFiles, type RunFiles, type RunFilesOptions } from './run-files.ts';

const instruments = new InstrumentTable([anInstrument()]);
const options: RunFilesOptions = { instruments, scales: ledgerScales({}) };
const account = toAccountId('CASH');
const aSample = (kind: EquitySample['kind'], at: number): EquitySample => {
  return { at: toTimestamp(at), kind, account, equity: rupees(100_050n), cash: rupees(-5n) };
};
/** The result of a run in which nothing happened. */
const aResult = (changes: Partial<BacktestResult> = {}): BacktestResult => {
  const accounts = [cashAccount(account, rupees(100_000n))];
  const sources = [arraySource('quotes', [aQuote()])];
  const run = new Backtest({ instruments: instruments.all, sources, accounts, strategies: [] });
  run.cancel();
  return { ...run.result(), ...changes };
};
const filledOrder: Order = {
  ...anOrder({ qty: toQuantity(3) }),
  state: 'FILLED',
  filled: toQuantity(3),
  filledValue: 30_001n,
  closedAt: toTimestamp(1),
};

let dir = '';
let files: RunFiles;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'run-files-'));
  files = openRunFiles(dir, options);
});
afterEach(() => {
  files.abandon();
  rmSync(dir, { recursive: true });
});
const textOf = (name: string): string => readFileSync(join(dir, name), 'utf8');
const resultOf = (): unknown => JSON.parse(textOf('result.json'));

describe('the files of a run', () => {
  it('hold each fill as decimal text', () => {
    files.fill?.({ request: anOrderRequest(), fill: aFill({ qty: 2, price: 10_005 }) });
    files.finish(aResult());
    const [header, row] = textOf('fills.csv').split('\n');
    expect(header).toBe(
      'time,account,book,strategy,order,trade,instrument,side,qty,price,fee,fee_currency,liquidity,flags,bid,ask,mid',
    );
    expect(row).toMatch(
      /^1970-01-01T00:00:00Z,.*,T-1,SBIN\.NSE,buy,2,100\.05,0\.00,INR,taker,,99\.95,100\.05,100\.000$/,
    );
  });

  it('hold each equity sample as decimal text', () => {
    files.equity?.(aSample('bar', 1));
    files.equity?.(aSample('day', 2_000_000));
    files.finish(aResult());
    expect(textOf('equity.csv')).toBe(
      'time,kind,account,equity,cash,currency\n' +
        '1970-01-01T00:00:00.000001Z,bar,CASH,1000.50,-0.05,INR\n' +
        '1970-01-01T00:00:02Z,day,CASH,1000.50,-0.05,INR\n',
    );
  });

  it('quote what would break a line', () => {
    const request = anOrderRequest({ book: toBookId('A,"B') });
    files.fill?.({ request, fill: aFill() });
    files.finish(aResult());
    expect(textOf('fills.csv')).toContain(',"A,""B",');
  });

  it('name every flag of a fill in one cell', () => {
    files.fill?.({ request: anOrderRequest(), fill: aFill({ flags: ['late', 'external'] }) });
    files.finish(aResult());
    expect(textOf('fills.csv')).toContain(',taker,late external,');
  });

  it('hold orders with their average price', () => {
    files.orderClosed?.(filledOrder);
    files.orderClosed?.(filledOrder);
    files.finish(aResult());
    const order = { instrument: 'SBIN.NSE', qty: '3', filled: '3', averagePrice: '100.003333' };
    expect(resultOf()).toMatchObject({ orders: [order, order] });
  });

  it('hold the points of the equity curve by bar', () => {
    files.equity?.(aSample('bar', 0));
    files.equity?.(aSample('day', 0));
    files.finish(aResult());
    const point = { at: '1970-01-01T00:00:00Z', account: 'CASH', equity: '1000.50', cash: '-0.05' };
    expect(resultOf()).toMatchObject({ equity: [point], equityCount: 1, equityNote: null });
  });

  it('hold the shape of an equity curve that is too long, and say so', () => {
    const short = openRunFiles(dir, { ...options, equitySamplesMax: 4 });
    for (let at = 0; at < 6; at += 1) short.equity?.(aSample('bar', at));
    short.finish(aResult());
    const note =
      '4 of 6 points by bar: the first, lowest, highest and last of every 4 of an account; ' +
      'all are in equity.csv';
    expect(resultOf()).toMatchObject({
      equity: [{}, {}, {}, {}],
      equityCount: 6,
      equityNote: note,
    });
  });

  it('hold what an order was sent as and what the market was then', () => {
    const request = anOrderRequest({ algo: 'ALGO-7', tag: 'dip' });
    const [bid, ask] = [toPrice(9_995), toPrice(10_000)];
    const touch = { bid, ask, mid2: 19_995, at: toTimestamp(0) };
    const unknown = { bid: null, ask: null, mid2: null, at: toTimestamp(1) };
    const touches = { decision: touch, send: unknown };
    files.orderClosed?.({ ...filledOrder, request, touches, fills: [aFill({ touch })] });
    files.finish(aResult());
    const [seen, nothing] = [
      { at: '1970-01-01T00:00:00Z', bid: '99.95', ask: '100.00', mid: '99.975' },
      { at: '1970-01-01T00:00:00.000001Z', bid: null, ask: null, mid: null },
    ];
    const told = { algo: 'ALGO-7', tag: 'dip', product: 'delivery', book: request.book };
    expect(resultOf()).toMatchObject({
      orders: [{ ...told, decision: seen, send: nothing, fills: [{ trade: 'T-1', ...seen }] }],
    });
  });

  it('hold what closed positions came to', () => {
    const key = {
      account,
      book: toBookId('B'),
      instrument: toInstrumentId('SBIN.NSE'),
      product: 'delivery',
      id: null,
    } as const;
    const flat = { key, qty: 0, cost: 0n, realised: rupees(-150n), charges: rupees(50n) };
    const total = { ...key, realised: flat.realised, charges: flat.charges };
    files.finish(aResult({ closedPositions: [flat], realised: [total] }));
    expect(resultOf()).toMatchObject({
      positions: [],
      closedPositions: [{ book: 'B', realised: { amount: '-1.50' }, net: { amount: '-2.00' } }],
      realised: [{ book: 'B', instrument: 'SBIN.NSE', net: { amount: '-2.00' } }],
    });
  });

  it('hold what was done by hand, and what came of it', () => {
    const hand = {
      at: toTimestamp(0),
      account: 'CASH',
      outcome: 'refused',
      refusal: 'NOT_NOW: no',
    } as const;
    const instrument = toInstrumentId('SBIN.NSE');
    const places = { qty: toQuantity(5), from: { book: 'a' }, to: { book: 'b' } };
    files.finish(
      aResult({
        commands: [
          { ...hand, type: 'withdraw', amount: rupees(150n) },
          { ...hand, type: 'movePosition', instrument, ...places },
        ],
      }),
    );
    const told = { ...hand, at: '1970-01-01T00:00:00Z' };
    expect(resultOf()).toMatchObject({
      commands: [
        { ...told, type: 'withdraw', amount: { amount: '1.50', currency: 'INR' } },
        { ...told, type: 'movePosition', qty: '5', from: { book: 'a' }, to: { book: 'b' } },
      ],
    });
  });

  it('of a run that failed say so, and of what', () => {
    const error = { code: 'UNSORTED_DATA', message: 'row 7' };
    files.finish(aResult({ state: 'failed', error }));
    expect(resultOf()).toMatchObject({ state: 'failed', isPartial: true, error });
  });

  it('hold what the run came to', () => {
    const position = {
      key: {
        account,
        book: toBookId('B'),
        instrument: toInstrumentId('SBIN.NSE'),
        product: 'delivery',
        id: null,
      },
      qty: -2,
      cost: -20_010n,
      realised: rupees(1n),
      charges: rupees(0n),
    } as const;
    const result = aResult({ positions: [position], daily: [aSample('day', 0)] });
    files.finish(result);
    expect(resultOf()).toMatchObject({
      schema: 'argosy-result/1',
      isPartial: true,
      hash: result.hash,
      card: { instruments: [{ id: 'SBIN.NSE' }] },
      accounts: [{ account: 'CASH', opening: { amount: '1000.00', currency: 'INR' } }],
      positions: [{ qty: '-2', cost: '-200.10', realised: { amount: '0.01' } }],
      daily: [{ equity: '1000.50' }],
      orders: [],
      fills: [],
    });
  });

  it('hold more than is kept in memory', () => {
    for (let index = 0; index < 5000; index += 1) files.orderClosed?.(filledOrder);
    files.finish(aResult());
    expect(resultOf()).toHaveProperty('orders.length', 5000);
  });

  it('are not there under their names before the end', () => {
    files.fill?.({ request: anOrderRequest(), fill: aFill() });
    expect(readdirSync(dir)).toEqual([expect.stringContaining(`-${process.pid}-`)]);
  });

  it('stand alone at the end', () => {
    files.finish(aResult());
    expect(readdirSync(dir).sort()).toEqual([
      'equity.csv',
      'fills.csv',
      'result.json',
      'trades.csv',
    ]);
  });

  it('take the place of those of an earlier run', () => {
    files.finish(aResult());
    const again = openRunFiles(dir, options);
    again.fill?.({ request: anOrderRequest(), fill: aFill() });
    again.finish(aResult());
    expect(resultOf()).toHaveProperty('fills.length', 1);
  });

  it('leave nothing behind when they are abandoned', () => {
    files.orderClosed?.(filledOrder);
    files.abandon();
    files.abandon();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('leave nothing behind when the result cannot be written', () => {
    const stranger = {
      ...filledOrder,
      request: anOrderRequest({ instrument: toInstrumentId('X.Y') }),
    };
    expect(() => files.finish(aResult({ openOrders: [stranger] }))).toThrow(
      'X.Y is not of this run',
    );
    expect(readdirSync(dir)).toEqual([]);
  });

  it('cannot be finished twice', () => {
    files.finish(aResult());
    expect(() => files.finish(aResult())).toThrow(
      expect.objectContaining({ code: 'RUN_FILES_CLOSED' }),
    );
  });

  it('stay when they are abandoned after the end', () => {
    files.finish(aResult());
    files.abandon();
    expect(existsSync(join(dir, 'result.json'))).toBe(true);
  });
});
