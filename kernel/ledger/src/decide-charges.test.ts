import { toAccountId, toCurrency, toMinor, unwrap, type Result } from 'argosy/core';
import type { Charge } from 'argosy/domain';
import { LedgerRig } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { CHARGE_LINES_MAX, computeTrueUp, decideCharges } from './decide-charges.ts';

const account = toAccountId('MAIN');
const currency = toCurrency('INR');

function chargesOf(lines: Readonly<Record<string, bigint>>): readonly Charge[] {
  return Object.entries(lines).map(([name, amount]) => ({ name, amount: toMinor(amount) }));
}

function decide(
  { book }: LedgerRig,
  lines: Readonly<Record<string, bigint>>,
): Result<EntryBody | null> {
  return decideCharges(book, { account, entry: 'N', currency, charges: chargesOf(lines) });
}

function booked(lines: Readonly<Record<string, bigint>>): LedgerRig {
  const rig = new LedgerRig();
  const body = unwrap(decide(rig, lines));
  if (body !== null) rig.post(body);
  return rig;
}

const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);

describe('charges', () => {
  test('have a leg for each line, and cash for them all', () => {
    const rig = booked({ depository: 1_534n, gst: 276n, rebate: -10n });
    expect(
      ['charges/depository', 'charges/gst', 'charges/rebate', 'cash'].map((name) =>
        rig.balance(name),
      ),
    ).toEqual([1_534n, 276n, -10n, -1_800n]);
  });

  test('that only change their lines move no cash', () => {
    expect(unwrap(decide(new LedgerRig(), { stt: 5n, stamp: -5n }))?.legs.length).toBe(2);
  });

  test('have at most so many lines', () => {
    const codes = [CHARGE_LINES_MAX, CHARGE_LINES_MAX + 1].map((count) => {
      const lines = Array.from({ length: count }, (_, n) => [`line ${n}`, 1n] as const);
      return codeOf(decide(new LedgerRig(), Object.fromEntries(lines)));
    });
    expect(codes).toEqual([null, 'CHARGES_TOO_MANY']);
  });

  test('are booked once', () => {
    expect(unwrap(decide(booked({ stt: 5n }), { stt: 5n }))).toBeNull();
  });

  test.each<readonly [string, Readonly<Record<string, bigint>>]>([
    ['CHARGES_OF_NOTHING', {}],
    ['CHARGES_OF_NOTHING', { stt: 5n, stamp: 0n }],
    ['CHARGE_MISNAMED', { 'a/b': 5n }],
    ['CHARGE_MISNAMED', { '': 5n }],
    ['AMOUNT_OVERFLOW', { stt: LEDGER_AMOUNT_MAX + 1n }],
    ['AMOUNT_OVERFLOW', { stt: LEDGER_AMOUNT_MAX, stamp: 1n }],
    [
      'CHARGES_TOO_MANY',
      Object.fromEntries(Array.from({ length: 101 }, (_, line) => [`line ${line}`, 1n])),
    ],
  ])('are refused with %s', (code, lines) => {
    expect(codeOf(decide(new LedgerRig(), lines))).toBe(code);
  });

  test('with a name twice are refused', () => {
    const charges = [...chargesOf({ stt: 1n }), ...chargesOf({ stt: 1n })];
    const result = decideCharges(new LedgerRig().book, { account, entry: 'N', currency, charges });
    expect(codeOf(result)).toBe('CHARGE_MISNAMED');
  });

  test('with another content under a known id are refused', () => {
    expect(codeOf(decide(booked({ stt: 5n }), { stt: 6n }))).toBe('ENTRY_CONFLICT');
  });
});

describe('a day-end true-up', () => {
  test('is what the note says less what the fills were charged', () => {
    const stated = chargesOf({ stt: 31_00n, stamp: 4_00n, depository: 15_34n });
    const accrued = [
      ...chargesOf({ stt: 15_43n, stamp: 4_00n }),
      ...chargesOf({ stt: 15_43n, levy: 1n }),
    ];
    expect(computeTrueUp({ stated, accrued })).toEqual(
      chargesOf({ stt: 14n, depository: 15_34n, levy: -1n }),
    );
  });

  const lines = fc.array(
    fc.record({
      name: fc.constantFrom('stt', 'stamp', 'gst'),
      amount: fc.bigInt({ min: -99n, max: 99n }).map(toMinor),
    }),
    { maxLength: 8 },
  );

  test('leaves nothing to be trued up', () => {
    fc.assert(
      fc.property(lines, lines, (stated, accrued) => {
        const difference = computeTrueUp({ stated, accrued });
        const after = computeTrueUp({ stated, accrued: [...accrued, ...difference] });
        expect(after).toEqual([]);
        expect(new Set(difference.map(({ name }) => name)).size).toBe(difference.length);
      }),
    );
  });
});
