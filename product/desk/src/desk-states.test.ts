import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOriginCode,
  toStrategyId,
  unwrap,
} from 'argosy/core';
import { DeskRig, handBook, listed, mainAccount, owner, stranger } from '@argosy/testkit/live';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const SECOND = 1_000_000;
const market = { terms: { type: 'market' } } as const;

let rig: DeskRig;

beforeEach(async () => {
  rig = await DeskRig.start();
});

afterEach(async () => {
  await rig.stop();
});

describe('what is held', () => {
  const all = { account: mainAccount, book: handBook, instrument: null };

  test('shows with its mark, and its money', async () => {
    await rig.place(rig.aTicket(market));
    const [position] = await rig.shard.hear(rig.desk.positions(owner));
    expect(position).toMatchObject({ qty: 10, key: { book: 'HAND' } });
    expect(position?.mark2).toBeGreaterThan(0);
    const [funds] = await rig.shard.hear(rig.desk.funds(owner));
    expect(funds).toMatchObject({ account: 'MAIN', currency: 'INR', margin: null });
    expect(funds?.available.amount).toBe(funds?.cash.amount);
    expect(funds?.cash.amount).toBeLessThan(100_000_000n);
    expect(await rig.shard.hear(rig.desk.positions(stranger))).toEqual([]);
    expect(await rig.shard.hear(rig.desk.funds(stranger))).toEqual([]);
  });

  test('is closed though its exits work', async () => {
    await rig.shard.hear(rig.desk.placeList(rig.aBracket(), owner));
    await rig.shard.pass(2 * SECOND);
    const flat = unwrap(await rig.shard.hear(rig.desk.flatten(all, owner)));
    const { orders: closing, left } = flat.value;
    expect(left).toEqual([]);
    expect(closing.map(({ request }) => [request.side, request.qty, request.reduceOnly])).toEqual([
      ['sell', 10, true],
    ]);
    await rig.shard.pass(2 * SECOND);
    expect(rig.shard.trading.positions().map(({ qty }) => qty)).toEqual([0]);
    expect(rig.shard.trading.openOrders()).toEqual([]);
    expect(rig.shard.trading.checkInvariants()).toEqual([]);
  });

  test('stays where orders do not end', async () => {
    await rig.place(rig.aTicket(market));
    await rig.place(rig.aTicket());
    const flat = rig.desk.flatten(all, owner);
    rig.shard.life.demo.adapter.loseLine('practice');
    expect(await rig.shard.hear(flat)).toMatchObject({
      ok: false,
      refusal: { code: 'STILL_WORKING' },
    });
    expect(rig.shard.trading.positions().map(({ qty }) => qty)).toEqual([10]);
  });
});

describe('the states', () => {
  const book = { account: mainAccount, scope: { kind: 'book', book: handBook } } as const;

  test('are set, told, and outlive a restart', async () => {
    const reducing = { ...book, state: 'REDUCING', reason: 'lunch' } as const;
    expect(await rig.shard.hear(rig.desk.setState(reducing, owner))).toEqual({
      ok: true,
      value: { value: null, number: rig.shard.events.at(-1)?.number },
    });
    expect((await rig.place(rig.aTicket())).state).toBe('DENIED');
    await rig.restart();
    expect(await rig.shard.hear(rig.desk.states(owner))).toEqual([reducing]);
    expect(await rig.shard.hear(rig.desk.states(stranger))).toEqual([]);
  });

  test('of a kill are HALTED, and what works is cancelled', async () => {
    await rig.place(rig.aTicket());
    await rig.shard.hear(rig.desk.kill({ ...book, reason: 'enough' }, owner));
    await rig.shard.pass(2 * SECOND);
    expect(rig.shard.trading.openOrders()).toEqual([]);
    expect(rig.shard.trading.stateOf(mainAccount, book.scope)).toBe('HALTED');
  });

  test('of the firm, the storage and of others are not everybody’s to set', async () => {
    const halt = { account: mainAccount, state: 'HALTED', reason: 'no' } as const;
    const accounts = [mainAccount, toAccountId('OTHER')];
    const wide = rig.aDesk({ origin: toOriginCode('ELSE'), accounts });
    const answers = await rig.shard.hear(
      Promise.all([
        wide.setState({ ...halt, scope: { kind: 'firm' } }, owner),
        rig.desk.setState({ ...halt, scope: { kind: 'storage' } }, owner),
        rig.desk.setState({ ...halt, scope: { kind: 'reconciliation' } }, owner),
        rig.desk.kill({ ...book, reason: 'no' }, stranger),
      ]),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code));
    expect(codes).toEqual([
      'SCOPE_FORBIDDEN',
      'SCOPE_FORBIDDEN',
      'SCOPE_FORBIDDEN',
      'ACCOUNT_FORBIDDEN',
    ]);
    const firm = { ...halt, scope: { kind: 'firm' } } as const;
    expect(await rig.shard.hear(rig.desk.setState(firm, owner))).toMatchObject({ ok: true });
  });

  test('and limits are refused where they cannot be', async () => {
    const limit = { ...book, limit: 'orderQty', value: 5n, until: null, reason: 'small' } as const;
    expect(await rig.shard.hear(rig.desk.setLimit(limit, owner))).toMatchObject({ ok: true });
    expect((await rig.place(rig.aTicket())).state).toBe('DENIED');
    expect(await rig.shard.hear(rig.desk.limits(owner))).toEqual([
      { ...limit, used: null, currency: null, from: 'person' },
    ]);
    const loss = { ...limit, limit: 'dailyLoss' } as const;
    const refused = await rig.shard.hear(rig.desk.setLimit(loss, owner));
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'BAD_LIMIT' } });
  });
});

describe('a desk that knows the places there are', () => {
  const strategy = { id: toStrategyId('S'), account: mainAccount, book: toBookId('S-BOOK') };
  const places = { books: [handBook], strategies: [strategy] };
  const scope = { account: mainAccount, reason: 'a test' };

  test('takes no order into a book that is nobody’s, or a strategy’s', async () => {
    const desk = rig.aDesk({ places });
    for (const book of [toBookId('TYPO'), strategy.book]) {
      const ticket = rig.aTicket({ book });
      for (const asked of [
        desk.place(ticket, owner),
        desk.placeList([listed(ticket), listed(ticket)], owner),
        desk.preview(ticket, owner),
      ]) {
        expect(await rig.shard.hear<{ readonly ok: boolean }>(asked)).toMatchObject({
          ok: false,
          refusal: { code: 'BOOK_UNKNOWN' },
        });
      }
    }
    expect((await rig.shard.hear(desk.place(rig.aTicket(), owner))).ok).toBe(true);
  });

  test('lays nothing on a name that is not there, and closes what a strategy holds', async () => {
    const desk = rig.aDesk({ places });
    for (const named of [
      { kind: 'book', book: toBookId('TYPO') },
      { kind: 'strategy', strategy: toStrategyId('nope') },
      { kind: 'instrument', instrument: toInstrumentId('TYPO.DEMO') },
    ] as const) {
      const killed = await rig.shard.hear(desk.kill({ ...scope, scope: named }, owner));
      expect(killed).toMatchObject({ ok: false, refusal: { code: 'SCOPE_UNKNOWN' } });
    }
    for (const named of [
      { kind: 'book', book: strategy.book },
      { kind: 'strategy', strategy: strategy.id },
      { kind: 'instrument', instrument: rig.aTicket().instrument },
      { kind: 'account' },
    ] as const) {
      const killed = await rig.shard.hear(desk.kill({ ...scope, scope: named }, owner));
      expect(killed).toMatchObject({ ok: true, value: { value: null } });
    }
    const all = { account: mainAccount, book: strategy.book, instrument: null };
    expect((await rig.shard.hear(desk.flatten(all, owner))).ok).toBe(true);
  });
});
