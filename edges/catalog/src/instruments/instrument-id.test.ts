import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cashName, contractName, parseInstrumentId, strikeText } from './instrument-id.ts';

const day = 20_781; // 2026-11-24

describe('instrument ids', () => {
  it('names a share by its symbol and exchange', () => {
    expect(cashName('M&M', 'NSE')).toBe('M&M.NSE');
  });

  it('names a future by its underlying and its last day', () => {
    const name = { underlying: 'NIFTY', expiry: day, right: null, strike: null };
    expect(contractName(name, 'NFO')).toBe('NIFTY-20261124-F.NFO');
  });

  it('names an option by its right and strike as well', () => {
    const name = { underlying: 'NIFTY', expiry: day, right: 'call', strike: '24500' } as const;
    expect(contractName(name, 'NFO')).toBe('NIFTY-20261124-C24500.NFO');
    expect(contractName({ ...name, right: 'put' }, 'NFO')).toBe('NIFTY-20261124-P24500.NFO');
  });

  it('writes a space as a line, as no id may hold one', () => {
    const name = { underlying: 'GOLD M', expiry: day, right: null, strike: null };
    expect([cashName('NIFTY 50', 'NSE'), contractName(name, 'MCX')]).toEqual([
      'NIFTY_50.NSE',
      'GOLD_M-20261124-F.MCX',
    ]);
  });

  it.each(['A B.NSE', 'Ä.NSE', `${'A'.repeat(61)}.NSE`, '../x.NSE', 'a/b.NSE', '.x.NSE'])(
    'finds nothing in %s, which is no id',
    (text) => {
      expect(parseInstrumentId(text)).toBeNull();
    },
  );

  it('writes a strike without zeros that say nothing', () => {
    expect(strikeText(2_450_000, 2)).toBe('24500');
    expect(strikeText(40_250, 2)).toBe('402.5');
    expect(strikeText(842_575, 4)).toBe('84.2575');
    expect(strikeText(24_500, 0)).toBe('24500');
  });

  it('takes a symbol with dashes for a share, not for a contract', () => {
    const { symbol, contract } = parseInstrumentId('BAJAJ-AUTO.NSE') ?? {};
    expect([symbol, contract]).toEqual(['BAJAJ-AUTO', null]);
  });

  it('reads a strike with a dot, and the exchange behind the last one', () => {
    expect(parseInstrumentId('ITC-20261124-P402.5.NFO')).toEqual({
      exchange: 'NFO',
      symbol: 'ITC-20261124-P402.5',
      contract: { underlying: 'ITC', expiry: day, right: 'put', strike: '402.5' },
    });
  });

  it.each(['SBIN', '.NSE', 'SBIN.', 'NIFTY-20261324-F.NFO', 'NIFTY-20260230-C1.NFO'])(
    'finds no instrument in %s',
    (text) => {
      expect(parseInstrumentId(text)).toBeNull();
    },
  );

  it('reads back every contract that it names', () => {
    const underlying = fc.stringMatching(/^[A-Z][A-Z0-9&]{0,9}(-[A-Z]{4})?$/u);
    const expiry = fc.integer({ min: 10_000, max: 40_000 });
    const end = fc.option(
      fc.record({
        right: fc.constantFrom('call' as const, 'put' as const),
        scaled: fc.integer({ min: 1, max: 10_000_000 }),
      }),
    );
    fc.assert(
      fc.property(underlying, expiry, end, (of, on, option) => {
        const right = option?.right ?? null;
        const strike = option === null ? null : strikeText(option.scaled, 2);
        const contract = { underlying: of, expiry: on, right, strike };
        expect(parseInstrumentId(contractName(contract, 'NFO'))?.contract).toEqual(contract);
      }),
    );
  });
});
