import {
  BACKTEST_SESSION,
  OrderIdFactory,
  toBookId,
  toCurrency,
  toOriginCode,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import { toInputNumber, type OrderRequest } from 'argosy/domain';
import { recoverAccount } from '@argosy/bridge';
import { anOrderRequest, aTouch } from '@argosy/testkit';
import { LiveRig, mainAccount } from '@argosy/testkit/live';
import { afterEach, beforeEach, expect, test } from 'vitest';

const HAND = toOriginCode('HAND');
const INR = toCurrency('INR');
const SECOND = 1_000_000;

let rig: LiveRig;

function share(): OrderRequest['instrument'] {
  const [found] = rig.shares;
  if (found === undefined) throw new Error('no share is listed');
  return found.id;
}

function place(changes: Partial<OrderRequest>): OrderId {
  const lastCounter = rig.trading.lastCounter(BACKTEST_SESSION, HAND);
  const id = new OrderIdFactory({ session: BACKTEST_SESSION, origin: HAND, lastCounter }).next();
  const own = {
    account: mainAccount,
    book: toBookId('HAND'),
    strategy: null,
    instrument: share(),
  };
  const request = anOrderRequest({ ...own, product: 'delivery', ...changes, id });
  const body = { type: 'submit', request, touch: aTouch() } as const;
  const head = { kind: 'command', origin: HAND, strategy: null, readTo: toInputNumber(0) } as const;
  expect(rig.live.command({ ...head, at: rig.live.now, body })).toBeNull();
  return id;
}

/** Where the two sides' books do not agree. */
async function differences(): Promise<readonly string[]> {
  const { adapter } = rig.life.demo;
  const here = recoverAccount(rig.trading, mainAccount, [INR]);
  const call = { timeoutMs: 1_000 };
  const asked = [
    adapter.accounts.ask(mainAccount, { type: 'positions' }, call),
    adapter.accounts.ask(mainAccount, { type: 'funds' }, call),
  ];
  await rig.pass(SECOND);
  const [positions, funds] = await Promise.all(asked);
  const found: string[] = [];
  if (positions?.type === 'positions' && positions.result.ok) {
    const sum = (all: readonly { readonly qty: number }[]): number =>
      all.reduce((total, { qty }) => total + qty, 0);
    if (sum(positions.result.value) !== sum(here.positions)) found.push('positions');
  } else found.push('positions are not told');
  if (funds?.type === 'funds' && funds.result.ok) {
    if (funds.result.value[0]?.amount !== here.funds[0]?.amount) found.push('cash');
  } else found.push('cash is not told');
  return [...found, ...rig.trading.checkInvariants().map((violation) => JSON.stringify(violation))];
}

beforeEach(async () => {
  rig = await LiveRig.start();
});

afterEach(async () => {
  await rig.stop();
});

test('quotes come, an order fills at their prices, and both sides have the same books', async () => {
  expect(rig.live.inputs).toBeGreaterThan(50);
  const order = place({ side: 'buy', qty: toQuantity(10), terms: { type: 'market' } });
  await rig.pass(5 * SECOND);
  expect(rig.trading.order(order)).toMatchObject({ state: 'FILLED', filled: 10 });
  expect(rig.trading.book.cash(mainAccount, INR)).toBeLessThan(100_000_000n);
  expect(await differences()).toEqual([]);
});

test('a start asks its broker nothing before it is connected', () => {
  expect(rig.findings).toEqual([]);
});

test('a round with the broker is counted once every account has had it', async () => {
  const { rounds } = rig.live;
  expect(rounds).toBeGreaterThan(0);
  rig.live.reconcile();
  await rig.pass(SECOND);
  expect(rig.live.rounds).toBe(rounds + 1);
});

test('after the power went the next process has the order, and it fills once', async () => {
  const bought = place({ side: 'buy', qty: toQuantity(10), terms: { type: 'market' } });
  await rig.pass(5 * SECOND);
  const bid = rig.trading.touchOf(share(), rig.live.now)?.bid ?? 0;
  const far = { type: 'limit', limit: toPrice(bid - 200) } as const;
  const resting = place({ side: 'buy', qty: toQuantity(7), terms: far, tif: 'DAY' });
  await rig.pass(2 * SECOND);
  expect(rig.trading.order(resting)?.state).toBe('ACCEPTED');
  const hash = rig.trading.hash();
  await rig.losePower();
  expect(rig.life.recoveredHash).toBe(hash);
  expect(rig.trading.order(bought)?.state).toBe('FILLED');
  expect(rig.trading.order(resting)?.state).toBe('ACCEPTED');
  await rig.pass(60 * SECOND);
  expect(await differences()).toEqual([]);
  expect(rig.trading.positions().reduce((sum, { qty }) => sum + qty, 0)).toBeGreaterThan(9);
});
