import { toCurrency, toInstrumentId, toTimestamp } from 'argosy/core';
import { sheetFacts } from '@argosy/testkit/sheets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { SheetFacts } from '../fold/sheet-facts.ts';
import { isAbsent, type Part } from '../sheet.ts';
import { costsOf, instrumentsOf, turnoverOf } from './cost-steps.ts';
import { dayReturnsOf } from './day-returns.ts';
import { dayText } from './sheet-text.ts';

type Row = SheetFacts['instruments'][number];

function present<Value>(part: Part<Value>): Value {
  if (isAbsent(part)) throw new Error(part.absent);
  return part;
}

/** An instrument that gained so much before charges, of which so much was charged. */
function aRow(gain: bigint, charges = 0n, id = 'SBIN.NSE'): Row {
  const [net, netInSheet] = [gain - charges, gain - charges];
  const counts = { trades: 1, winners: 0, fills: 2 };
  return {
    instrument: toInstrumentId(id),
    currency: toCurrency('INR'),
    ...counts,
    realised: gain,
    unrealised: 0n,
    charges,
    net,
    netInSheet,
    chargesInSheet: charges,
  };
}

function sumsWith(changes: Partial<SheetFacts['sums']>): SheetFacts['sums'] {
  return { ...sheetFacts().sums, fills: 2, measured: 2, ...changes };
}

const amountsOf = (facts: SheetFacts) =>
  present(costsOf(facts)).steps.map(({ kind, name, amount }) => `${kind} ${name} ${amount}`);

describe('the way from gross to net', () => {
  it('is not there where nothing was traded', () => {
    expect(costsOf(sheetFacts())).toEqual({ absent: 'nothing was traded' });
  });

  it('begins with what the prices of the decisions would have brought, and ends with what is left', () => {
    const facts = sheetFacts({
      opening: 1_000_00n,
      closing: 1_087_00n,
      instruments: [aRow(100_00n, 13_00n)],
      sums: sumsWith({
        slippage: 4_00n,
        delay: 2_50n,
        charges: new Map([
          ['brokerage', 10_00n],
          ['stt', 3_00n],
        ]),
      }),
    });
    expect(amountsOf(facts)).toEqual([
      'gross gross 106.50',
      'delay delay -2.50',
      'slippage slippage -4.00',
      'charge brokerage -10.00',
      'charge stt -3.00',
      'net net 87.00',
    ]);
  });

  it('leaves deposits out, and shows what was paid on shares and money only where it was', () => {
    const facts = sheetFacts({
      opening: 1_000_00n,
      closing: 1_560_00n,
      transferred: 500_00n,
      instruments: [aRow(50_00n)],
      sums: sumsWith({ income: 12_00n, interest: -2_00n }),
    });
    expect(amountsOf(facts).slice(3)).toEqual([
      'income income from issuers 12.00',
      'interest interest -2.00',
      'net net 60.00',
    ]);
  });

  it('names what no step explains', () => {
    const facts = sheetFacts({ closing: 7_00n, instruments: [aRow(5_00n)], sums: sumsWith({}) });
    expect(amountsOf(facts)).toContain('other exchange rates and corrections 2.00');
  });

  it('is there for money that came of nothing traded', () => {
    const facts = sheetFacts({ closing: 3_00n, sums: sumsWith({ fills: 0, interest: 3_00n }) });
    expect(amountsOf(facts)).toEqual([
      'gross gross 0.00',
      'delay delay 0.00',
      'slippage slippage 0.00',
      'interest interest 3.00',
      'net net 3.00',
    ]);
  });

  it('adds up whatever the sums are', () => {
    const money = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    fc.assert(
      fc.property(fc.tuple(money, money, money, money, money, money, money), (all) => {
        const [closing, gain, slippage, delay, income, interest, fee] = all;
        const facts = sheetFacts({
          closing,
          instruments: [aRow(gain, fee)],
          sums: sumsWith({ slippage, delay, income, interest, charges: new Map([['fees', fee]]) }),
        });
        const steps = present(costsOf(facts)).steps.map(({ amount }) =>
          BigInt(amount.replace('.', '')),
        );
        const net = steps.at(-1);
        expect(steps.slice(0, -1).reduce((sum, one) => sum + one, 0n)).toBe(net);
        expect(net).toBe(closing);
      }),
    );
  });
});

describe('what instruments brought', () => {
  it('is not there where nothing was held', () => {
    expect(instrumentsOf(sheetFacts())).toEqual({ absent: 'nothing was traded or held' });
  });

  it('leaves what is of no instrument beside them', () => {
    const facts = sheetFacts({
      opening: 100n,
      closing: 950n,
      instruments: [aRow(500n, 50n), aRow(300n, 0n, 'TCS.NSE')],
    });
    const { rows, unassigned } = present(instrumentsOf(facts));
    expect(rows.map(({ instrument, net }) => [instrument, net])).toEqual([
      ['SBIN.NSE', '4.50'],
      ['TCS.NSE', '3.00'],
    ]);
    expect(unassigned).toBe('1.00');
  });
});

describe('turnover', () => {
  const DAY = 86_400_000_000;
  const daysOf = (count: number, traded: bigint, equity = 1_000_00n): SheetFacts['days'] =>
    Array.from({ length: count }, (_, at) => ({
      at: toTimestamp((at + 1) * DAY),
      offset: 0,
      equity,
      growth: 1,
      benchmark: NaN,
      gross: 0,
      net: 0,
      traded,
    }));
  const turnover = (facts: SheetFacts) => turnoverOf(facts, dayReturnsOf(facts, dayText));

  it('is not there where nothing was traded', () => {
    expect(turnover(sheetFacts())).toEqual({ absent: 'nothing was traded' });
  });

  it('is half of what was bought and sold, of the mean equity, a year', () => {
    const facts = sheetFacts({
      days: daysOf(252, 100_00n),
      sums: sumsWith({ traded: 25_200_00n, fills: 504 }),
    });
    const { yearly, traded, fills, byYear } = present(turnover(facts));
    expect({ yearly, traded, fills }).toEqual({ yearly: 12.6, traded: '25200.00', fills: 504 });
    expect(byYear).toEqual([{ period: '1970', traded: '25200.00' }]);
  });

  it('is split at the year that a day lies in', () => {
    const facts = sheetFacts({ days: daysOf(366, 1_00n), sums: sumsWith({ traded: 366_00n }) });
    expect(present(turnover(facts)).byYear).toEqual([
      { period: '1970', traded: '365.00' },
      { period: '1971', traded: '1.00' },
    ]);
  });

  it('makes no year of a few days, nor of an equity below zero', () => {
    const sums = sumsWith({ traded: 100n });
    const few = sheetFacts({ days: daysOf(19, 1n), sums });
    const broke = sheetFacts({ days: daysOf(100, 1n, -5n), sums });
    expect(present(turnover(few)).yearly).toBeNull();
    expect(present(turnover(broke)).yearly).toBeNull();
  });
});
