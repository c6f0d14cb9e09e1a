import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTexts } from './read-text.ts';

const day = 20_778;
const header = 'exchange,symbol,kind,underlying,expiry,strike,right\n';
const contract = fc.record({
  exchange: fc.constantFrom('NFO', 'BFO'),
  underlying: fc.constantFrom('A', 'B', 'AB'),
  expiry: fc.constantFrom('2026-11-24', '2026-12-29', '2027-01-26'),
  strike: fc.integer({ min: 1, max: 6 }),
  right: fc.constantFrom('call', 'put', null),
});

describe('contracts of an underlying', () => {
  it('are found as a plain search finds them, whatever is listed', () => {
    const unique = fc.uniqueArray(contract, {
      minLength: 1,
      maxLength: 60,
      selector: ({ strike, ...of }) => JSON.stringify(of.right === null ? of : { ...of, strike }),
    });
    fc.assert(
      fc.property(unique, contract, (listed, asked) => {
        const rows = listed.map(({ exchange, underlying, expiry, strike, right }, place) =>
          right === null
            ? `${exchange},S${place},future,${underlying},${expiry},,\n`
            : `${exchange},S${place},option,${underlying},${expiry},${strike},${right}\n`,
        );
        const { master } = readTexts([['argosy', header + rows.join('')]], day);
        const all = Array.from({ length: master.size }, (_, row) => master.row(row));
        for (const { exchange, underlying, expiry, strike, right } of [...listed, asked]) {
          const expiryDay = Date.parse(expiry) / 86_400_000;
          const wanted = right === null ? null : strike * 100;
          const plain = all.findIndex(
            (row) =>
              row.exchange === exchange &&
              row.underlying === underlying &&
              row.expiry === expiryDay &&
              row.right === right &&
              row.strike === wanted,
          );
          const key = { exchange, underlying, expiry: expiryDay, strike: wanted, right };
          expect(master.findContract(key)).toBe(plain);
          const ends = all.filter(
            (row) => row.exchange === exchange && row.underlying === underlying,
          );
          const days = [...new Set(ends.map((row) => row.expiry ?? 0))].sort((a, b) => a - b);
          expect(master.expiries(exchange, underlying)).toEqual(days);
          const options = ends.filter((row) => row.right !== null && row.expiry === expiryDay);
          const chain = master.chain(exchange, underlying, expiryDay);
          expect(chain.flatMap(({ call, put }) => [call, put]).filter((row) => row !== -1)).toEqual(
            options.map(({ row }) => row),
          );
        }
      }),
    );
  });
});
