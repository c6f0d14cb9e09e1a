import { toBookId, toPrice, toQuantity } from 'argosy/core';
import type { CommandBody, OrderTerms, Product } from 'argosy/domain';
import { TradingRig, aQuote, anAccount, anInstrument, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

type Move = Extract<CommandBody, { readonly type: 'movePosition' }>;

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const place = (book: string, product: Product = 'delivery'): Move['from'] => ({
  book: toBookId(book),
  product,
  position: null,
});

function aMove(changes: Partial<Move> = {}): Move {
  return {
    type: 'movePosition',
    account: anAccount().id,
    entry: 'move-1',
    instrument: anInstrument().id,
    qty: toQuantity(4),
    from: place('TEST'),
    to: place('OTHER'),
    ...changes,
  };
}

/** A rig whose book TEST has bought ten shares at 100.00. */
function holding(options = {}): TradingRig {
  const rig = new TradingRig(options);
  rig.feed(aQuote());
  rig.fill(rig.work({ qty: toQuantity(10), terms: limit(10_000) }), { qty: 10, price: 10_000 });
  rig.events.splice(0);
  return rig;
}

/** A person asks for a move. */
function move(rig: TradingRig, changes: Partial<Move> = {}): void {
  rig.command(aMove(changes), { strategy: null });
}

const held = (rig: TradingRig): readonly string[] =>
  rig.machine
    .positions()
    .map(({ key, qty, cost }) => `${key.book} ${key.product} ${qty} for ${cost}`);
const refusals = (rig: TradingRig): readonly (string | undefined)[] =>
  rig.of('anomaly').map(({ detail }) => detail.split(':')[0]);

describe('a move', () => {
  test('takes quantity and cost from one book to another', () => {
    const rig = holding();
    move(rig);
    expect(held(rig)).toEqual(['TEST delivery 6 for 60000', 'OTHER delivery 4 for 40000']);
  });

  test('leaves on margin what the exits of a position would close', () => {
    const rig = holding({ accounts: [anAccount({ kind: 'margin' })] });
    rig.work({ side: 'sell', qty: toQuantity(7), terms: limit(10_100) });
    move(rig);
    expect(refusals(rig)).toEqual(['POSITION_RESERVED']);
    move(rig, { entry: 'move-2', qty: toQuantity(3) });
    expect(held(rig)).toEqual(['TEST delivery 7 for 70000', 'OTHER delivery 3 for 30000']);
  });

  test('asked for again is a repeat, also when nothing is left where it came from', () => {
    const rig = holding();
    move(rig, { qty: toQuantity(10) });
    move(rig, { qty: toQuantity(10) });
    expect(refusals(rig)).toEqual(['REPLAYED']);
    expect(held(rig)).toEqual(['TEST delivery 0 for 0', 'OTHER delivery 10 for 100000']);
  });

  test.each<[string, Partial<Move>]>([
    ['to another book', { to: place('THIRD') }],
    ['to another product', { to: place('OTHER', 'intraday') }],
    ['of another quantity', { qty: toQuantity(3) }],
  ])('under the id of another one, %s, is refused as such', (_, changes) => {
    const rig = holding();
    move(rig);
    move(rig, changes);
    expect(refusals(rig)).toEqual(['ENTRY_CONFLICT']);
    expect(held(rig)).toEqual(['TEST delivery 6 for 60000', 'OTHER delivery 4 for 40000']);
  });

  test('is said as an entry and the two positions', () => {
    const rig = holding();
    move(rig);
    expect(rig.said()).toEqual(['entry move', 'position 6', 'position 4']);
  });

  test('converts a product', () => {
    const rig = holding();
    move(rig, { to: place('TEST', 'intraday'), qty: toQuantity(10) });
    expect(held(rig)).toEqual(['TEST delivery 0 for 0', 'TEST intraday 10 for 100000']);
  });

  test('moves no money', () => {
    const rig = holding();
    const { currency } = rupees(0n);
    const before = rig.machine.book.cash(anAccount().id, currency);
    move(rig);
    expect([
      rig.machine.book.cash(anAccount().id, currency),
      rig.machine.checkInvariants(),
    ]).toEqual([before, []]);
  });

  test('asked for twice is done once, and says so', () => {
    const rig = holding();
    move(rig);
    rig.events.splice(0);
    move(rig);
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test.each([
    ['more than is held', { qty: toQuantity(11) }, 'POSITION_RESERVED'],
    ['to where it is', { to: place('TEST') }, 'MOVE_NOWHERE'],
    ['what was never held', { from: place('NONE') }, 'POSITION_UNKNOWN'],
    [
      'of a hedging position into a netting book',
      { to: { ...place('OTHER'), position: '0000TEST000001' as never } },
      'MOVE_UNFIT',
    ],
  ])('of %s is refused', (_, changes, code) => {
    const rig = holding();
    move(rig, changes);
    expect(refusals(rig)).toEqual([code]);
  });

  test('of what an open sale has set aside is refused', () => {
    const rig = holding();
    rig.submit({ side: 'sell', qty: toQuantity(7), terms: limit(10_500) });
    move(rig, { qty: toQuantity(3) });
    move(rig, { qty: toQuantity(1), entry: 'move-2' });
    expect(refusals(rig)).toEqual(['POSITION_RESERVED']);
  });

  test('to a product that the account has not is refused', () => {
    const rig = holding({ accounts: [anAccount({ products: ['delivery'] })] });
    move(rig, { to: place('TEST', 'intraday') });
    expect(refusals(rig)).toEqual(['MOVE_UNFIT']);
  });

  test('is not a strategy’s to ask for', () => {
    const rig = holding();
    rig.command(aMove());
    expect(refusals(rig)).toEqual(['NOT_PERMITTED']);
  });

  test('to a product that binds more is refused for the want of margin', () => {
    const account = anAccount({
      kind: 'margin',
      balances: [rupees(250_00n)],
      leverage: { intraday: '5', delivery: '1' },
    });
    const rig = new TradingRig({ accounts: [account] });
    rig.feed(aQuote({ bid: 10_000, ask: 10_000 }));
    const bought = rig.work({ product: 'intraday', qty: toQuantity(10), terms: limit(10_000) });
    rig.fill(bought, { qty: 10, price: 10_000 });
    const from = place('TEST', 'intraday');
    move(rig, { from, to: place('TEST'), qty: toQuantity(1) });
    expect(rig.of('anomaly')[0]?.detail).toBe('MOVE_UNFIT: binds 80.00 INR more, free 50.00');
  });

  test('to a book whose allotment it would exceed is refused', () => {
    const books = [{ id: toBookId('OTHER'), allotment: rupees(399_99n).amount }];
    const rig = holding({ accounts: [anAccount({ books })] });
    move(rig);
    expect(rig.of('anomaly')[0]?.detail).toBe(
      'MOVE_UNFIT: book OTHER would bind 400.00 INR more, allotted 399.99',
    );
  });

  test('against a position of the other side is refused', () => {
    const account = anAccount({ kind: 'margin' });
    const rig = holding({ accounts: [account] });
    const other = { book: toBookId('OTHER'), side: 'sell', qty: toQuantity(1) } as const;
    rig.fill(rig.work({ ...other, terms: limit(10_000) }), { trade: 'T-2', qty: 1 });
    move(rig);
    expect(refusals(rig)).toEqual(['MOVE_CROSSES']);
  });

  test('of any parts, in any order, loses nothing', () => {
    const moves = fc.array(
      fc.record({
        qty: fc.integer({ min: 1, max: 12 }),
        from: fc.constantFrom('TEST', 'OTHER', 'THIRD'),
        to: fc.constantFrom('TEST', 'OTHER', 'THIRD'),
      }),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(moves, fc.integer({ min: 1_900, max: 2_100 }), (all, ticks) => {
        const rig = holding();
        const more = rig.work({ qty: toQuantity(3), terms: limit(ticks * 5) });
        rig.fill(more, { trade: 'T-2', qty: 3, price: ticks * 5 });
        for (const [n, { qty, from, to }] of all.entries()) {
          const asked = { entry: `m-${n}`, from: place(from), to: place(to), qty: toQuantity(qty) };
          move(rig, asked);
        }
        const positions = rig.machine.positions();
        const qty = positions.reduce((sum, one) => sum + one.qty, 0);
        const cost = positions.reduce((sum, one) => sum + one.cost, 0n);
        expect([qty, cost, rig.machine.checkInvariants()]).toEqual([
          13,
          BigInt(100_000 + 3 * ticks * 5),
          [],
        ]);
      }),
    );
  });
});
