import { toCurrency, toMinor, toQuantity, unwrap } from 'argosy/core';
import { exactNotional, notionalScale } from 'argosy/domain';
import { LedgerRig, aCoin, aFill, aFuture, anInstrument, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decideBust, decideFill } from './decide-fill.ts';
import { convertUnits, type FillUnits } from './fill-units.ts';

const legsOf = (rig: LedgerRig): readonly (readonly [string, bigint])[] =>
  (rig.entries.at(-1)?.legs ?? []).map((leg) => [leg.ledgerAccount, leg.amount.amount]);

describe('a fill', () => {
  test('that opens a position moves cash into inventory', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 10, price: 10_000 });
    expect(legsOf(rig)).toEqual([
      ['MAIN/cash', -100_000n],
      ['MAIN/inventory', 100_000n],
    ]);
  });

  test('that closes a position realises the difference, a profit as a credit', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 10, price: 10_000 });
    rig.fill('sell', { qty: 10, price: 10_100 });
    expect(legsOf(rig)).toEqual([
      ['MAIN/cash', 101_000n],
      ['MAIN/inventory', -100_000n],
      ['MAIN/realised', -1_000n],
    ]);
  });

  test('shows what it realised in its position', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 10, price: 10_000 });
    rig.fill('sell', { qty: 4, price: 10_100 });
    expect(rig.position?.realised).toEqual(rupees(400n));
  });

  test('has legs of their own for charges', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 1, price: 10_000, fee: rupees(20n) });
    expect(legsOf(rig).slice(2)).toEqual([
      ['MAIN/charges', 20n],
      ['MAIN/cash', -20n],
    ]);
  });

  test('shows its charges in its position', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { fee: rupees(20n) });
    rig.fill('buy', { fee: rupees(-5n) });
    expect(rig.position?.charges).toEqual(rupees(15n));
  });

  test('keeps charges in another currency out of its position', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { fee: { amount: toMinor(20n), currency: toCurrency('USD') } });
    expect(rig.position?.charges).toEqual(rupees(0n));
  });

  test('that turns a position round realises only what it closes', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 10, price: 10_000 });
    rig.fill('sell', { qty: 15, price: 10_100 });
    expect([rig.position?.qty, rig.position?.cost, rig.position?.realised]).toEqual([
      -5,
      -50_500n,
      rupees(1_000n),
    ]);
  });

  test('too small to move a minor unit books no entry', () => {
    const rig = new LedgerRig({ instrument: aCoin() });
    rig.fill('buy', { qty: 1, price: 100 });
    expect([rig.entries.length, rig.position?.qty]).toEqual([0, 1]);
  });

  test('is refused under an id that is booked', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { trade: 'T-1' });
    const again = decideFill(rig.book, rig.requestOf('buy', aFill({ qty: 2 }), 'fill-T-1'));
    expect(again.ok ? null : again.refusal.code).toBe('ENTRY_EXISTS');
  });
});

describe('a fill of a future', () => {
  const aHolder = (): LedgerRig => {
    const rig = new LedgerRig({ instrument: aFuture({ lot: toQuantity(1) }) });
    rig.fill('buy', { qty: 10, price: 10_000 });
    return rig;
  };

  test('that opens moves nothing, and books no entry', () => {
    const rig = aHolder();
    expect([rig.entries.length, rig.position?.cost]).toEqual([0, 100_000n]);
  });

  test.each([
    [10_100, 400n],
    [9_900, -400n],
  ])('that closes four at %i moves what is gained or lost alone', (price, gain) => {
    const rig = aHolder();
    rig.fill('sell', { qty: 4, price });
    expect(legsOf(rig)).toEqual([
      ['MAIN/cash', gain],
      ['MAIN/realised', -gain],
    ]);
  });
});

describe('a fill in units of now', () => {
  const half = { numerator: 1, denominator: 2 };
  const aHolder = (): LedgerRig => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 10, price: 10_000 });
    return rig;
  };
  const unitsOf = (qty: number): { readonly units?: FillUnits } => {
    const units = convertUnits(qty, [half], anInstrument());
    return units === null ? {} : { units };
  };
  const bought = (qty: number): readonly [number | undefined, bigint | undefined, unknown] => {
    const rig = aHolder();
    const of = rig.requestOf('buy', aFill({ qty, price: 5_000 }), 'F');
    const { entry, position } = unwrap(decideFill(rig.book, { ...of, ...unitsOf(qty) }));
    return [position.qty, position.cost, entry?.legs.map(({ amount }) => amount.amount)];
  };

  test('brings as many, for the cash it was traded at', () => {
    expect(bought(8)).toEqual([14, 140_000n, [-40_000n, 40_000n]]);
  });

  test('realises what was worth the fraction that it leaves', () => {
    expect(bought(3)).toEqual([11, 110_000n, [-15_000n, 10_000n, 5_000n]]);
  });

  test('that are none leaves the position as it is, and realises all of it', () => {
    expect(bought(1)).toEqual([10, 100_000n, [-5_000n, 5_000n]]);
  });

  test('is taken back with the part of its cost that is in them', () => {
    const rig = aHolder();
    const of = rig.requestOf('buy', aFill({ qty: 3, price: 10_000 }), 'B');
    const bust = { ...of, ...unitsOf(3), costChange: 30_000n };
    const { position } = unwrap(decideBust(rig.book, bust));
    expect([position.qty, position.cost]).toEqual([9, 80_000n]);
  });

  test('is traded back where its cost is not known', () => {
    const rig = aHolder();
    const of = rig.requestOf('sell', aFill({ qty: 4, price: 5_000 }), 'B');
    const { position } = unwrap(decideBust(rig.book, { ...of, ...unitsOf(4), costChange: null }));
    expect([position.qty, position.cost]).toEqual([12, 120_000n]);
  });
});

describe('a bust', () => {
  test('right after its fill restores cash, inventory, realised profit and charges', () => {
    const rig = new LedgerRig().transfer(1_000_000n);
    rig.fill('buy', { qty: 7, price: 10_005, fee: rupees(3n) });
    const balances = (): readonly bigint[] =>
      ['cash', 'inventory', 'realised', 'charges'].map((name) => rig.balance(name));
    const before = balances();
    rig.bust(rig.fill('sell', { qty: 3, price: 10_110, fee: rupees(9n) }));
    expect(balances()).toEqual(before);
  });

  test('right after its fill restores the position', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 7, price: 10_005 });
    const before = rig.position;
    rig.bust(rig.fill('sell', { qty: 12, price: 10_110 }));
    expect(rig.position).toEqual(before);
  });

  test('reverses the trade at its own price where its cost is not known', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 10, price: 10_000 });
    const { of } = rig.fill('buy', { qty: 10, price: 11_000 });
    rig.bust({ of, costChange: null });
    expect([rig.position?.cost, rig.position?.realised]).toEqual([105_000n, rupees(5_000n)]);
  });

  test('reverses the trade at its own price where later fills have left less than its cost', () => {
    const rig = new LedgerRig();
    const dear = rig.fill('buy', { qty: 1, price: 100_000 });
    rig.fill('buy', { qty: 9, price: 100 });
    rig.fill('sell', { qty: 8, price: 10_090 });
    rig.bust(dear);
    expect([rig.position?.qty, rig.position?.cost]).toEqual([1, 10_090n]);
  });

  test('of the last quantity leaves no cost behind', () => {
    const rig = new LedgerRig();
    const first = rig.fill('buy', { qty: 5, price: 10_000 });
    rig.fill('buy', { qty: 5, price: 12_000 });
    rig.fill('sell', { qty: 5, price: 11_000 });
    rig.bust(first);
    expect([rig.position?.qty, rig.position?.cost]).toEqual([0, 0n]);
  });
});

describe('a fee in lines', () => {
  const lines = [
    { name: 'brokerage', amount: toMinor(20n) },
    { name: 'stt', amount: toMinor(5n) },
    { name: 'rebate', amount: toMinor(-2n) },
  ];
  const aCharged = { qty: 10, price: 10_000, fee: rupees(23n), charges: lines };

  test('has a leg for each of them', () => {
    const rig = new LedgerRig();
    rig.fill('buy', aCharged);
    expect(legsOf(rig).slice(2)).toEqual([
      ['MAIN/charges/brokerage', 20n],
      ['MAIN/charges/stt', 5n],
      ['MAIN/charges/rebate', -2n],
      ['MAIN/cash', -23n],
    ]);
  });

  test('leaves what they do not come to without a name', () => {
    const rig = new LedgerRig();
    rig.fill('buy', { ...aCharged, fee: rupees(30n) });
    expect(rig.balance('charges')).toBe(7n);
  });

  test.each([23n, 0n, 30n])('comes back whole with a bust: %i', (paise) => {
    const rig = new LedgerRig();
    rig.bust(rig.fill('buy', { ...aCharged, fee: rupees(paise) }));
    expect(rig.book.balances().filter(({ balance }) => balance !== 0n)).toEqual([]);
    expect(rig.book.balances().map(({ ledgerAccount }) => ledgerAccount)).toContain(
      'MAIN/charges/stt',
    );
  });

  test('shows in the position as the fee it sums to', () => {
    const rig = new LedgerRig();
    rig.fill('buy', aCharged);
    expect(rig.position?.charges).toEqual(rupees(23n));
  });
});

const coin = aCoin();
const fills = fc.array(
  fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    qty: fc.integer({ min: 1, max: 300_000_000 }),
    price: fc.integer({ min: 1, max: 20_000 }),
    fee: fc.bigInt({ min: -50n, max: 50n }),
  }),
  { minLength: 1, maxLength: 30 },
);
const roundings = fc.constantFrom('halfEven' as const, 'up' as const, 'floor' as const);

/** Rounds half to even the slow way. */
function toPaise(exact: bigint): bigint {
  const unit = 10n ** BigInt(notionalScale(coin) - 2);
  const [floor, rest2] = [exact / unit, 2n * (exact % unit)];
  const size = rest2 < 0n ? -rest2 : rest2;
  const isUp = size > unit || (size === unit && floor % 2n !== 0n);
  return isUp ? floor + (exact < 0n ? -1n : 1n) : floor;
}

describe('over any fills of a divisible coin', () => {
  test('each currency sums to zero, whatever the rounding', () => {
    fc.assert(
      fc.property(fills, roundings, (all, rounding) => {
        const rig = new LedgerRig({ instrument: coin, rounding });
        for (const { side, fee, ...fill } of all) rig.fill(side, { ...fill, fee: rupees(fee) });
        expect([...rig.book.trialBalance().values()].every((sum) => sum === 0n)).toBe(true);
      }),
    );
  });

  test('cash is minus the rounded value of each fill and its charges, to the paisa', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const rig = new LedgerRig({ instrument: coin });
        let cash = 0n;
        for (const { side, fee, ...fill } of all) {
          rig.fill(side, { ...fill, fee: rupees(fee) });
          const signed = side === 'buy' ? fill.qty : -fill.qty;
          cash -= toPaise(exactNotional(coin, fill.price, signed)) + fee;
        }
        expect(rig.balance('cash')).toBe(cash);
      }),
    );
  });

  test('inventory is the rounded cost of the position', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const rig = new LedgerRig({ instrument: coin });
        for (const { side, fee, ...fill } of all) rig.fill(side, { ...fill, fee: rupees(fee) });
        expect(rig.balance('inventory')).toBe(toPaise(rig.position?.cost ?? 0n));
      }),
    );
  });

  test('the position shows what the ledger has realised and charged', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const rig = new LedgerRig({ instrument: coin });
        for (const { side, fee, ...fill } of all) rig.fill(side, { ...fill, fee: rupees(fee) });
        expect([rig.position?.realised.amount, rig.position?.charges.amount]).toEqual([
          -rig.balance('realised'),
          rig.balance('charges'),
        ]);
      }),
    );
  });

  test('busting them all, last first, leaves nothing', () => {
    fc.assert(
      fc.property(fills, (all) => {
        const rig = new LedgerRig({ instrument: coin });
        const done = all.map(({ side, fee, ...fill }) =>
          rig.fill(side, { ...fill, fee: rupees(fee) }),
        );
        for (const fill of done.reverse()) rig.bust(fill);
        expect(rig.book.balances().every(({ balance }) => balance === 0n)).toBe(true);
      }),
    );
  });

  test('busting them all in any order leaves no quantity and no cash', () => {
    fc.assert(
      fc.property(fills, fc.infiniteStream(fc.nat()), (all, picks) => {
        const rig = new LedgerRig({ instrument: coin });
        const done = all.map(({ side, fee, ...fill }) =>
          rig.fill(side, { ...fill, fee: rupees(fee) }),
        );
        while (done.length > 0) {
          const [picked] = done.splice((picks.next().value ?? 0) % done.length, 1);
          if (picked !== undefined) rig.bust(picked);
        }
        expect([rig.position?.qty, rig.balance('cash')]).toEqual([0, 0n]);
      }),
    );
  });
});
