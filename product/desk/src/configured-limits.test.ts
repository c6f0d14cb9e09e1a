import { toCurrency, toInstrumentId, toMinor, toQuantity, type Timestamp } from 'argosy/core';
import { DeskRig, mainAccount, owner } from '@argosy/testkit/live';
import { afterEach, expect, test } from 'vitest';

const INR = toCurrency('INR');
const first = toInstrumentId('BANK01.DEMO');
const market = { terms: { type: 'market' } } as const;
let rig: DeskRig;

afterEach(async () => {
  await rig.stop();
});

async function startWith(limits: object): Promise<void> {
  rig = await DeskRig.start({ limits });
}

async function rows(): Promise<readonly (readonly unknown[])[]> {
  const limits = await rig.shard.hear(rig.desk.limits(owner));
  return limits.map(({ limit, scope, value, used, from }) => {
    return [limit, scope.kind, value, used, from];
  });
}

test('limits of the configuration are told with what is used of each, of each account by itself', async () => {
  await startWith({
    maxDailyLoss: toMinor(25_000_00n),
    maxOpenNotional: new Map([[INR, toMinor(9_000_000_00n)]]),
    maxOrderQty: { default: toQuantity(500), byInstrument: new Map([[first, toQuantity(100)]]) },
    maxPosition: { default: toQuantity(1_000), byInstrument: new Map() },
    cashBufferBps: 50,
  });
  const ticket = rig.aTicket(market);
  await rig.place(ticket);
  const working = await rig.place(rig.aTicket());
  await rig.shard.pass(100_000);
  const { terms, qty } = working.request;
  const openValue = BigInt(qty) * BigInt(terms.type === 'limit' ? terms.limit : 0);
  expect(await rows()).toEqual([
    ['dailyLoss', 'account', 25_000_00n, expect.any(BigInt), 'configuration'],
    ['openValue', 'account', 9_000_000_00n, openValue, 'configuration'],
    ['position', 'account', 1_000n, 10n, 'configuration'],
    ['orderQty', 'account', 500n, null, 'configuration'],
    ['orderQty', 'instrument', 100n, null, 'configuration'],
    ['cashBufferBps', 'account', 50n, null, 'configuration'],
  ]);
  const [loss, open] = await rig.shard.hear(rig.desk.limits(owner));
  expect(loss).toMatchObject({ account: mainAccount, currency: null, until: null, reason: '' });
  expect(open?.currency).toBe('INR');
});

test('an instrument with a limit of its own is not held against that of all others', async () => {
  await startWith({});
  const { instrument } = rig.aTicket();
  await rig.stop();
  await startWith({
    maxPosition: {
      default: toQuantity(1_000),
      byInstrument: new Map([[instrument, toQuantity(50)]]),
    },
  });
  await rig.place(rig.aTicket(market));
  await rig.shard.pass(100_000);
  expect(await rows()).toEqual([
    ['position', 'account', 1_000n, 0n, 'configuration'],
    ['position', 'instrument', 50n, 10n, 'configuration'],
  ]);
});

test('one that is set on the firm takes its place for as long as it holds', async () => {
  await startWith({ maxDailyLoss: toMinor(25_000_00n) });
  const set = (value: bigint | null, until: Timestamp | null = null) =>
    rig.shard.hear(
      rig.desk.setLimit(
        {
          account: mainAccount,
          scope: { kind: 'firm' },
          limit: 'dailyLoss',
          value,
          until,
          reason: 'a week',
        },
        owner,
      ),
    );
  await set(5_000_00n);
  expect(await rows()).toEqual([['dailyLoss', 'firm', 5_000_00n, 0n, 'person']]);
  await set(null);
  expect(await rows()).toEqual([['dailyLoss', 'account', 25_000_00n, 0n, 'configuration']]);
});
