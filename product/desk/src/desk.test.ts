import { toAccountId, toBookId, toOrderId, toQuantity, unwrap, type OrderId } from 'argosy/core';
import { DeskRig, mainAccount, owner, stranger } from '@argosy/testkit/live';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ListedTicket } from './desk-face.ts';
import type { Ticket } from './ticket.ts';

const SECOND = 1_000_000;
const market = { terms: { type: 'market' } } as const;

let rig: DeskRig;

beforeEach(async () => {
  rig = await DeskRig.start();
});

afterEach(async () => {
  await rig.stop();
});

describe('a ticket', () => {
  test('becomes an order, and is answered once that is safe', async () => {
    let isAnswered = false;
    const promised = rig.desk.place(rig.aTicket({ note: 'dip' }), owner).then((placed) => {
      isAnswered = true;
      return unwrap(placed);
    });
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    const { order, number, isRepeat } = await rig.shard.hear(promised);
    expect(order).toMatchObject({ state: 'SUBMITTED', request: { tag: 'dip', strategy: null } });
    expect([order.request.id, isRepeat]).toEqual(['0000HAND000000', false]);
    expect(rig.shard.events.find((event) => event.kind === 'order')?.number).toBe(number);
    expect(order.touches.decision.bid).not.toBeNull();
  });

  test('that a check denies is an order all the same; a command that is refused is none', async () => {
    const denied = unwrap(
      await rig.shard.hear(rig.desk.place(rig.aTicket({ qty: toQuantity(9_999_999) }), owner)),
    );
    expect(denied.order).toMatchObject({ state: 'DENIED' });
    const half = { ...rig.aTicket(), qty: 1.5 } as Ticket;
    const refused = await rig.shard.hear(rig.desk.place(half, owner));
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'BAD_COMMAND' } });
  });

  test.each([
    ['for another account', { account: toAccountId('OTHER') }, 'ACCOUNT_FORBIDDEN'],
    ['with a long note', { note: 'sixteen letters!' }, 'BAD_NOTE'],
    ['with an empty key', { key: '' }, 'BAD_KEY'],
  ])('%s is refused', async (_, changes, code) => {
    const before = rig.shard.live.inputs;
    const refused = await rig.shard.hear(rig.desk.place(rig.aTicket(changes), owner));
    expect(refused).toMatchObject({ ok: false, refusal: { code } });
    expect(rig.shard.trading.openOrders()).toEqual([]);
    expect(rig.shard.live.inputs).toBeGreaterThanOrEqual(before);
  });

  test('of a shard that has stopped is refused', async () => {
    await rig.stop();
    const refused = await rig.desk.place(rig.aTicket(), owner);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'STOPPED' } });
  });

  test('gets an id behind those of earlier lives', async () => {
    await rig.place(rig.aTicket());
    await rig.losePower();
    const { request } = await rig.place(rig.aTicket());
    expect(request.id).toBe('0000HAND000001');
  });
});

describe('a key', () => {
  test('places once, however often it comes, and answers with the same order', async () => {
    const ticket = rig.aTicket({ key: 'k-1', note: 'dip' });
    const answers = await rig.shard.hear(
      Promise.all([1, 2, 3].map(() => rig.desk.place(ticket, owner).then(unwrap))),
    );
    expect(new Set(answers.map(({ order }) => order.request.id)).size).toBe(1);
    expect(answers.map(({ isRepeat }) => isRepeat)).toEqual([false, true, true]);
    expect(rig.shard.trading.openOrders().length).toBe(1);
    expect(rig.shard.trading.openOrders()[0]?.request.tag).toMatch(/^dip~[\w-]{16}$/);
  });

  test('outlives a loss of power, for an order that has closed too', async () => {
    const [resting, filled] = [
      rig.aTicket({ key: 'rests' }),
      rig.aTicket({ ...market, key: 'fills' }),
    ];
    const [one, two] = [await rig.place(resting), await rig.place(filled)];
    expect(two.state).toBe('FILLED');
    await rig.losePower();
    const again = await rig.shard.hear(
      Promise.all([resting, filled].map((ticket) => rig.desk.place(ticket, owner).then(unwrap))),
    );
    expect(again.map(({ isRepeat }) => isRepeat)).toEqual([true, true]);
    expect(again.map(({ order }) => order.request.id)).toEqual([one.request.id, two.request.id]);
  });

  test('of another user is another key', async () => {
    const ticket = rig.aTicket({ key: 'k-1' });
    const both = [owner, { ...owner, user: 'u-9' }].map((by) =>
      rig.desk.place(ticket, by).then(unwrap),
    );
    const placed = await rig.shard.hear(Promise.all(both));
    expect(placed.map(({ isRepeat }) => isRepeat)).toEqual([false, false]);
  });

  test.each([
    ['quantity', { qty: toQuantity(11) }],
    ['terms', { terms: { type: 'market' } as const }],
    ['note', { note: 'else' }],
    ['instructions', { instructions: { ...noInstructions(), postOnly: true } }],
  ])('with another %s is refused', async (_, changes) => {
    const ticket = rig.aTicket({ key: 'k-1' });
    await rig.shard.hear(rig.desk.place(ticket, owner));
    const reused = await rig.shard.hear(rig.desk.place({ ...ticket, ...changes }, owner));
    expect(reused).toMatchObject({ ok: false, refusal: { code: 'KEY_REUSED' } });
    expect(rig.shard.trading.openOrders().length).toBe(1);
  });

  test('of a command that was refused is free again', async () => {
    const half = { ...rig.aTicket({ key: 'k-1' }), qty: 1.5 } as Ticket;
    await rig.shard.hear(rig.desk.place(half, owner));
    const placed = unwrap(await rig.shard.hear(rig.desk.place(rig.aTicket({ key: 'k-1' }), owner)));
    expect(placed.isRepeat).toBe(false);
  });
});

describe('a list', () => {
  test('of an entry with its exits goes out as a bracket', async () => {
    const placed = unwrap(await rig.shard.hear(rig.desk.placeList(rig.aBracket(), owner)));
    await rig.shard.pass(2 * SECOND);
    const states = placed.map(({ order }) => rig.shard.trading.order(order.request.id)?.state);
    expect(states).toEqual(['FILLED', 'ACCEPTED', 'ACCEPTED']);
    const [entry, ...exits] = placed.map(({ order }) => order.request);
    expect(exits.map(({ link }) => link?.parent)).toEqual([entry?.id, entry?.id]);
  });

  test('with keys is placed once, after a loss of power too', async () => {
    const bracket = rig.aBracket(['k-1', null, 'k-3']);
    const first = unwrap(await rig.shard.hear(rig.desk.placeList(bracket, owner)));
    await rig.shard.pass(2 * SECOND);
    await rig.losePower();
    const again = unwrap(await rig.shard.hear(rig.desk.placeList(bracket, owner)));
    expect(again.map(({ order }) => order.request.id)).toEqual(
      first.map(({ order }) => order.request.id),
    );
    expect(again.every(({ isRepeat }) => isRepeat)).toBe(true);
    const [, target, stop] = bracket;
    const other = [bracket[0], target, { ...stop, key: 'k-4' }] as readonly ListedTicket[];
    const reused = await rig.shard.hear(rig.desk.placeList(other, owner));
    expect(reused).toMatchObject({ ok: false, refusal: { code: 'KEY_REUSED' } });
  });

  test('is refused where a parent comes behind, and where two have one key', async () => {
    const [entry, target, stop] = rig.aBracket(['k', null, 'k']);
    if (entry === undefined || target === undefined || stop === undefined) throw new Error('three');
    const lists = [[entry, target, stop], [target, { ...stop, key: null }], [entry]];
    for (const list of lists) {
      const refused = await rig.shard.hear(rig.desk.placeList(list, owner));
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'BAD_LIST' } });
    }
  });
});

test('a batch places each for itself', async () => {
  const tickets = [rig.aTicket(), rig.aTicket({ account: toAccountId('OTHER') }), rig.aTicket()];
  const answers = await rig.shard.hear(rig.desk.placeBatch(tickets, owner));
  expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
});

describe('an order at work', () => {
  let id: OrderId;

  beforeEach(async () => {
    ({ id } = (await rig.place(rig.aTicket())).request);
  });

  test('is amended, and a change that a check refuses is refused', async () => {
    const change = { qty: toQuantity(12), terms: null };
    const amended = unwrap(await rig.shard.hear(rig.desk.amend(id, change, owner)));
    expect(amended.value.pending).toBe('update');
    await rig.shard.pass(2 * SECOND);
    expect(rig.shard.trading.order(id)?.qty).toBe(12);
    const tooMuch = { qty: toQuantity(9_999_999), terms: null };
    const refused = await rig.shard.hear(rig.desk.amend(id, tooMuch, owner));
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'INSUFFICIENT_CASH' } });
  });

  test('is cancelled once', async () => {
    const canceled = unwrap(await rig.shard.hear(rig.desk.cancel(id, owner)));
    expect(canceled.value.pending).toBe('cancel');
    await rig.shard.pass(2 * SECOND);
    const again = await rig.shard.hear(rig.desk.cancel(id, owner));
    expect(again).toMatchObject({ ok: false, refusal: { code: 'ORDER_NOT_OPEN' } });
  });

  test('has behind the number of an answer all that the answer tells of', async () => {
    const { events } = rig.shard;
    const told = (type: string, order: OrderId): number | undefined =>
      events.findLast(
        (event) => event.kind === 'order' && event.order === order && event.change.type === type,
      )?.number;
    const change = { qty: toQuantity(12), terms: null };
    const amended = unwrap(await rig.shard.hear(rig.desk.amend(id, change, owner)));
    expect(amended.number).toBe(told('pendingUpdate', id));
    await rig.shard.pass(2 * SECOND);
    const tooMuch = { qty: toQuantity(9_999_999), terms: null };
    const refused = await rig.shard.hear(rig.desk.amend(id, tooMuch, owner));
    expect(refused).toMatchObject({ refusal: { number: told('modifyRejected', id) } });
    const other = (await rig.place(rig.aTicket())).request.id;
    const canceled = unwrap(await rig.shard.hear(rig.desk.cancel(id, owner)));
    expect(canceled.number).toBe(told('pendingCancel', id));
    const all = { account: mainAccount, book: null, instrument: null };
    const rest = unwrap(await rig.shard.hear(rig.desk.cancelAll(all, owner)));
    expect(rest.number).toBe(told('pendingCancel', other));
    await rig.shard.pass(2 * SECOND);
    const none = unwrap(await rig.shard.hear(rig.desk.cancelAll(all, owner)));
    expect(none).toEqual({ value: [], number: null });
  });

  test('is nobody else’s to see or to touch', async () => {
    const refused = await rig.shard.hear(
      Promise.all([
        rig.desk.order(id, stranger),
        rig.desk.cancel(id, stranger),
        rig.desk.amend(id, { qty: toQuantity(1), terms: null }, stranger),
        rig.desk.order(toOrderId('0000HAND0000ZZ'), owner),
      ]),
    );
    for (const answer of refused) expect(answer).toMatchObject({ ok: false });
    expect(await rig.shard.hear(rig.desk.openOrders(stranger))).toEqual([]);
    expect((await rig.shard.hear(rig.desk.openOrders(owner))).length).toBe(1);
  });

  test('of every book is cancelled with all others', async () => {
    const elsewhere = await rig.place(rig.aTicket({ book: toBookId('ELSE') }));
    const all = { account: mainAccount, book: null, instrument: null };
    const foreign = await rig.shard.hear(rig.desk.cancelAll(all, stranger));
    expect(foreign).toMatchObject({ ok: false, refusal: { code: 'ACCOUNT_FORBIDDEN' } });
    const asked = unwrap(await rig.shard.hear(rig.desk.cancelAll(all, owner)));
    expect([...asked.value].sort()).toEqual([id, elsewhere.request.id].sort());
    await rig.shard.pass(2 * SECOND);
    expect(rig.shard.trading.openOrders()).toEqual([]);
  });
});

function noInstructions(): NonNullable<Ticket['instructions']> {
  return { triggerBy: null, display: null, postOnly: false, expiresAt: null };
}
