import { toBookId, toInstrumentId, toMicros, toQuantity, unwrap, type BookId } from 'argosy/core';
import { defaultLimits } from 'argosy/risk';
import { anAccount, rupees } from '@argosy/testkit';
import { DeskRig, handBook, mainAccount, owner, type LiveRigOptions } from '@argosy/testkit/live';
import { afterEach, expect, test } from 'vitest';

import { CLOSING_ORDERS_MAX } from './close-out.ts';

const SECOND = 1_000_000;
const everything = { account: mainAccount, book: null, instrument: null };
const elsewhere = toBookId('ELSE');

let rig: DeskRig;

afterEach(async () => {
  await rig.stop();
});

async function begin(limits: LiveRigOptions['limits'] = {}): Promise<void> {
  const accounts = [
    anAccount({ kind: 'margin', leverage: {}, balances: [rupees(100_000_000_000n)] }),
  ];
  rig = await DeskRig.start({ accounts, limits });
}

/** One after the other, as orders of two books of one account may not meet. */
async function hold(book: BookId, qty: number, part = Math.abs(qty)): Promise<void> {
  for (let left = Math.abs(qty); left > 0; left -= part) {
    const { state, reason } = await rig.place(
      rig.aTicket({
        book,
        product: 'intraday',
        side: qty > 0 ? 'buy' : 'sell',
        qty: toQuantity(Math.min(part, left)),
        terms: { type: 'market' },
      }),
    );
    expect([state, reason]).toEqual(['FILLED', null]);
  }
}

function held(): Readonly<Record<string, number>> {
  const rows = rig.shard.trading.positions().filter(({ qty }) => qty !== 0);
  return Object.fromEntries(rows.map(({ key, qty }) => [key.book, qty]));
}

test('a limit on single orders does not keep a book from closing against another', async () => {
  await begin({ maxOrderQty: { ...defaultLimits.maxOrderQty, default: toQuantity(30) } });
  await hold(handBook, 100, 30);
  await hold(elsewhere, -80, 20);
  const { value } = unwrap(
    await rig.shard.hear(rig.desk.flatten({ ...everything, book: handBook }, owner)),
  );
  expect(value.left).toEqual([]);
  const sizes = value.orders.map(({ request }) => Number(request.qty));
  expect(sizes.reduce((sum, qty) => sum + qty)).toBe(100);
  expect(Math.max(...sizes)).toBe(30);
  await rig.shard.pass(2 * SECOND);
  expect(held()).toEqual({ ELSE: -80 });
});

test('books that oppose each other are closed one behind the other', async () => {
  await begin({ maxOrderQty: { ...defaultLimits.maxOrderQty, default: toQuantity(30) } });
  await hold(handBook, 100, 30);
  await hold(elsewhere, -80, 20);
  const { value } = unwrap(await rig.shard.hear(rig.desk.flatten(everything, owner)));
  expect(value.left).toEqual([]);
  expect(value.orders.every(({ state }) => state !== 'DENIED')).toBe(true);
  await rig.shard.pass(2 * SECOND);
  expect(held()).toEqual({});
  expect(rig.shard.trading.checkInvariants()).toEqual([]);
});

test('what no order may close is told, with why', async () => {
  await begin({ maxPosition: { ...defaultLimits.maxPosition, default: toQuantity(50) } });
  await hold(handBook, 50);
  await hold(elsewhere, -80);
  const { value, number } = unwrap(
    await rig.shard.hear(rig.desk.flatten({ ...everything, book: handBook }, owner)),
  );
  expect(value.orders.map(({ request }) => request.qty)).toEqual([20]);
  expect(value.left).toMatchObject([
    { key: { book: 'HAND' }, qty: 30, why: { code: 'POSITION_LIMIT' } },
  ]);
  expect(number).not.toBeNull();
  const again = await rig.shard.hear(rig.desk.flatten({ ...everything, book: handBook }, owner));
  expect(again).toMatchObject({
    ok: false,
    refusal: { code: 'POSITION_LIMIT', reason: expect.stringContaining('in HAND') as string },
  });
});

test('a rate is waited for', async () => {
  await begin({ accountRate: { count: 2, within: toMicros(SECOND) } });
  for (const book of ['A', 'B', 'C', 'D', 'E']) await hold(toBookId(book), 10);
  const { value } = unwrap(await rig.shard.hear(rig.desk.flatten(everything, owner)));
  expect([value.orders.length, value.left]).toEqual([5, []]);
  await rig.shard.pass(2 * SECOND);
  expect(held()).toEqual({});
});

test('closing out makes so many orders and no more', async () => {
  await begin();
  await hold(handBook, 2 * CLOSING_ORDERS_MAX);
  await hold(elsewhere, -2 * CLOSING_ORDERS_MAX);
  const limit = { limit: 'orderQty', value: 1n, until: null, reason: 'small' } as const;
  const scope = { kind: 'account' } as const;
  unwrap(await rig.shard.hear(rig.desk.setLimit({ account: mainAccount, scope, ...limit }, owner)));
  const { value } = unwrap(
    await rig.shard.hear(rig.desk.flatten({ ...everything, book: handBook }, owner)),
  );
  expect(value.orders.length).toBe(CLOSING_ORDERS_MAX);
  expect(value.left).toMatchObject([{ qty: CLOSING_ORDERS_MAX, why: { code: 'TOO_MANY_PARTS' } }]);
});

test('a book or an instrument that is not there is refused: what was meant would stay open', async () => {
  await begin();
  const desk = rig.aDesk({ places: { books: [handBook], strategies: [] } });
  const named = [{ book: toBookId('TYPO') }, { instrument: toInstrumentId('TYPO.DEMO') }];
  for (const where of named) {
    const asked = { ...everything, ...where };
    const answers = await rig.shard.hear(
      Promise.all([desk.flatten(asked, owner), desk.cancelAll(asked, owner)]),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'SCOPE_UNKNOWN' } });
    }
  }
});
