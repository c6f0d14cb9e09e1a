import { readFileSync } from 'node:fs';

import { readRunFile } from 'argosy/backtest';
import {
  parseScaled,
  parseTimestamp,
  toPrice,
  toQuantity,
  unwrap,
  type Timestamp,
} from 'argosy/core';
import type { Instrument, Product } from 'argosy/domain';
import { FeeTally, type FeeModel } from 'argosy/matching';
import { aFuture, anInstrument, anOption } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { chargesAsFees, segmentFor } from './charge-fees.ts';
import { chargeMarkets } from './charge-markets.ts';
import { readChargeMarket, type ChargeMarket } from './charge-rules.ts';

type WorkedNote = {
  readonly name: string;
  readonly market: string;
  readonly broker: string;
  readonly day: string;
  readonly fills: readonly string[];
  readonly items: Readonly<Record<string, string>>;
};

const { notes } = JSON.parse(
  readFileSync(new URL('book/contract-notes.json', import.meta.url), 'utf8'),
) as { readonly notes: readonly WorkedNote[] };

const run = {
  instruments: [{ id: 'SBIN.NSE' }],
  accounts: [{ id: 'A1', balance: '1000.00 INR' }],
  sources: [{ file: 'rows.csv' }],
  strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
};

/** The fees as the kernel reads them from a run file. */
function modelOf(fees: unknown): FeeModel {
  const read = readRunFile({ ...run, venue: { fees } });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  const model = read.value.config.venue?.fees;
  if (model === undefined) throw new Error('no fees');
  return model;
}

function feesOf(market: string, broker: string, afterKnown: 'refuse' | 'keepLast' = 'refuse') {
  const known = chargeMarkets().get(market);
  if (known === undefined) throw new Error(market);
  const fees = chargesAsFees(known, { broker, afterKnown });
  if (!fees.known) throw new Error(fees.why);
  return modelOf(fees.value);
}

const exchanges: Readonly<Record<string, string>> = { nse: 'NSE', bse: 'BSE', us: 'NYSE' };

/** What trades in a segment: four decimal places, so that every price of the book fits. */
function tradedIn(segment: string, multiplier: string): readonly [Instrument, Product] {
  const [place = '', part = ''] = segment.split('.');
  const terms = { pricePrecision: 4, multiplier: BigInt(multiplier) };
  const derivatives = { nse: 'NFO', bse: 'BFO', cds: 'CDS', mcx: 'MCX' }[place] ?? '';
  if (part === 'futures') return [aFuture({ ...terms, exchange: derivatives }), 'carryForward'];
  if (part === 'options') return [anOption({ ...terms, exchange: derivatives }), 'carryForward'];
  const exchange = exchanges[place] ?? '';
  return [anInstrument({ ...terms, exchange }), part === 'intraday' ? 'intraday' : 'delivery'];
}

/** What the fees of the kernel come to, item by item, over the fills of a note. */
function chargedBy(note: WorkedNote): ReadonlyMap<string, number> {
  const { market, broker, fills } = note;
  const model = feesOf(market, broker);
  const at = instantOf(note);
  const tallies = new Map<string, FeeTally>();
  const sums = new Map<string, number>();
  for (const text of fills) {
    const [segment = '', order = '', , side, qty = '', price = '', multiplier = '1'] =
      text.split(' ');
    const [instrument, product] = tradedIn(segment, multiplier);
    const tally = tallyOf(tallies, order);
    const fill = {
      instrument,
      product,
      side: side === 'buy' ? 'buy' : 'sell',
      qty: toQuantity(Number(qty)),
      price: toPrice(unwrap(parseScaled(price, 4))),
      liquidity: 'taker',
      at,
      tally,
    } as const;
    for (const { name, amount } of model.itemise?.(fill, 2) ?? []) {
      sums.set(name, (sums.get(name) ?? 0) + Number(amount) / 100);
    }
  }
  return sums;
}

function tallyOf(tallies: Map<string, FeeTally>, order: string): FeeTally {
  const tally = tallies.get(order) ?? new FeeTally();
  tallies.set(order, tally);
  return tally;
}

function instantOf({ market, day }: WorkedNote): Timestamp {
  return unwrap(parseTimestamp(`${day}T10:00:00${market === 'us' ? '-04:00' : '+05:30'}`)).at;
}

function exchangesOf({ fills }: WorkedNote): number {
  return new Set(fills.map((fill) => fill.slice(0, fill.indexOf('.')))).size;
}

const traded = notes.filter(({ fills }) => fills.every((fill) => !fill.includes('exercise')));

describe('a run charges what the note of the day says', () => {
  test.each(traded.map((note) => [note.name, note] as const))('%s', (_, note) => {
    const charged = chargedBy(note);
    // What a note rounds once, a run rounds for each fill; STT and CTT a note rounds to the rupee,
    // for each exchange.
    const paisa = (note.fills.length + 1) * 0.005 + 1e-9;
    const names = new Set([...charged.keys(), ...Object.keys(note.items)]);
    names.delete('dp');
    for (const name of names) {
      const apart = Math.abs((charged.get(name) ?? 0) - Number(note.items[name] ?? '0'));
      const bound = name === 'stt' || name === 'ctt' ? 0.5 * exchangesOf(note) + paisa : paisa;
      expect([name, apart <= (name === 'brokerage' ? 1e-9 : bound)]).toEqual([name, true]);
    }
  });
});

const india = (): ChargeMarket => {
  const market = chargeMarkets().get('india');
  if (market === undefined) throw new Error('india');
  return market;
};

function sale(day: string) {
  const at = unwrap(parseTimestamp(`${day}T10:00:00+05:30`)).at;
  const [qty, price] = [toQuantity(75), toPrice(2_000_000)];
  const basis = { instrument: aFuture(), side: 'sell', qty, price, liquidity: 'taker' } as const;
  return { ...basis, product: 'carryForward', at } as const;
}

test('a fill on a day whose charges are not known ends the run, unless the last are to be kept', () => {
  const model = feesOf('india', 'zerodha');
  expect(() => model.itemise?.(sale('2020-12-31'), 2)).toThrow('known from 2020-12-31T18:30');
  expect(() => model.itemise?.(sale('2026-11-23'), 2)).toThrow('to 2026-11-22T18:30');
  const kept = feesOf('india', 'zerodha', 'keepLast');
  expect(kept.itemise?.(sale('2030-01-01'), 2)).toEqual(kept.itemise?.(sale('2026-11-20'), 2));
});

test('of a rule that pauses only the days since are known', () => {
  const sources = { s: { text: 'a list', written: '2026-01-01', certainty: 'checked' } };
  const row = { segments: ['x'], item: 'fee', percent: '1', source: 's' };
  const market = readChargeMarket('x', 'x.json', {
    knownUntil: '2026-01-01',
    currency: 'INR',
    zone: '+00:00',
    sources,
    segments: [{ name: 'x', exchanges: ['NFO'], kinds: ['future'], roundedWith: 'x' }],
    items: ['fee'],
    rows: [
      { ...row, from: '2020-01-01', to: '2020-12-31' },
      { ...row, from: '2022-01-01', to: null, percent: '2' },
    ],
    brokerage: [{ keys: ['b/x'], from: '2019-01-01', to: null, percent: '0', source: 's' }],
    depository: [],
  });
  const fees = chargesAsFees(market, { broker: 'b', afterKnown: 'refuse' });
  const model = modelOf(fees.known ? fees.value : {});
  expect(() => model.compute(sale('2020-06-01'), 2)).toThrow('known from 2022-01-01');
  expect(model.compute(sale('2022-06-01'), 2).amount).toBe(3_000_000n);
  expect(chargesAsFees(market, { broker: 'c', afterKnown: 'refuse' })).toEqual({
    known: false,
    why: 'x with c: expected b',
  });
});

test.each([
  ['NSE', 'equity', 'nse.delivery'],
  ['NFO', 'option', 'nse.options'],
  ['MCX', 'future', 'mcx.futures'],
  ['NYSE', 'equity', null],
  ['NSE', 'cryptoSpot', null],
])('on %s a %s is of the segment %s', (exchange, kind, segment) => {
  expect(segmentFor(india(), { exchange, kind })?.name ?? null).toBe(segment);
});

test('a tax on an item that does not stand above it, and unknown segments and items, are mistakes', () => {
  const bad = {
    knownUntil: '2026-01-01',
    currency: 'INR',
    zone: '+05:30',
    sources: { s: { text: 'a list', written: '2026-01-01', certainty: 'checked' } },
    segments: [{ name: 'x', exchanges: [], kinds: [], roundedWith: 'x' }],
    items: ['gst', 'sebi'],
    rows: [
      {
        segments: ['x'],
        item: 'gst',
        percent: '18',
        of: ['sebi'],
        from: '2020-01-01',
        source: 's',
      },
      { segments: ['y'], item: 'zzz', percent: '1', from: '2020-01-01', source: 's' },
    ],
    brokerage: [],
    depository: [],
  };
  expect(() => readChargeMarket('x', 'x.json', bad)).toThrow(
    [
      "  x.json, row 1: 'of': sebi does not stand above gst",
      `  x.json, row 2: 'item': expected gst, sebi, found "zzz"`,
      `  x.json, row 2: 'segments': there is no segment "y"`,
    ].join('\n'),
  );
});
