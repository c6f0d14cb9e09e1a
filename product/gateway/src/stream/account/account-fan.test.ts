import { InstrumentTable } from 'argosy/domain';
import { ledgerScales, toQuantity, toTimestamp, unwrap } from 'argosy/core';
import { TestSocket } from '@argosy/testkit/stream';
import { DeskRig, mainAccount, owner } from '@argosy/testkit/live';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';

import type { Caller } from '../../auth/caller.ts';
import { orderShape } from '../../shape/order.ts';
import { fundsShape, positionShape } from '../../shape/position.ts';
import { FanOut } from '../engine/fan-out.ts';
import type { AccountKind } from './account-channels.ts';
import { AccountFan } from './account-fan.ts';

const SECOND = 1_000_000;
const kinds: readonly AccountKind[] = ['orders', 'fills', 'positions', 'funds'];
/** Prices move without an event: who compares texts looks at everything else. */
const noMarks = { begin: () => {}, of: () => null };
const rigs: DeskRig[] = [];

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.stop();
});

/** A rig whose events are told to a fan, from where it begins. */
async function aFan() {
  const rig = await DeskRig.start();
  rigs.push(rig);
  const { clock } = rig.shard;
  const { now, after } = clock;
  const time = { wall: now, elapsed: now, after, soon: (run: () => void) => run() };
  const fanOut = new FanOut({ time, metrics: new Metrics(metricTable) });
  const scales = {
    instruments: new InstrumentTable(rig.shard.life.demo.market.instruments),
    scales: ledgerScales({}),
  };
  const log = new Log({ now: clock.now }).logger({});
  // Funds that nobody hears rest for ever: whoever comes is told of them all the same.
  const rest = (isHeard: boolean): Promise<void> =>
    isHeard ? Promise.resolve() : new Promise(() => {});
  const fan = new AccountFan({ fanOut, scales, desk: rig.desk, marks: noMarks, log, rest });
  let told = 0;
  const tell = (): void => {
    for (const event of rig.shard.events.slice(told)) fan.take(event);
    told = rig.shard.events.length;
    fanOut.endBatch();
  };
  const hear = (caller = aCaller()): TestSocket => {
    const socket = new TestSocket();
    const connection = fanOut.add(socket, 'json');
    fanOut.identify(connection, caller);
    for (const kind of kinds) {
      const channel = fan.find(kind, mainAccount, caller);
      if (channel?.mode !== 'log') continue;
      const heard = fanOut.hearLog(connection, channel, null);
      fanOut.tellLog(connection, channel, heard);
    }
    return socket;
  };
  return { rig, fan, tell, hear, scales };
}

test('whoever begins to hear, whenever, comes to what the desk says, without a gap or a double', async () => {
  const step = fc.constantFrom('buy', 'sell', 'rest', 'cancel', 'amend', 'pass', 'hear');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const { rig, fan, tell, hear, scales } = await aFan();
      await rig.place(rig.aTicket());
      await rig.place(rig.aTicket({ terms: { type: 'market' } }));
      tell();
      const { inputs } = rig.shard.live;
      const begun = fan.begin([mainAccount]);
      await rig.shard.hear(rig.desk.place(rig.aTicket(), owner));
      tell();
      await rig.shard.hear(begun);
      const sockets = [hear()];
      for (const what of steps) {
        if (what === 'hear') sockets.push(hear());
        else await act(rig, what);
        tell();
      }
      await rig.shard.pass(3 * SECOND);
      tell();
      await rig.shard.pass(SECOND);
      const now = await rig.shard.hear(rig.desk.snapshot(owner));
      for (const socket of sockets) {
        const stand = standOf(socket);
        const open = [...stand.orders.values()].filter(({ isOpen }) => isOpen === true);
        expect(open).toEqual(now.orders.map((order) => orderShape(order, scales)));
        const positions = now.positions.map((held) =>
          positionShape({ ...held, mark2: null }, scales),
        );
        expect([...stand.positions.values()]).toEqual(positions);
        expect([...stand.funds.values()]).toEqual(now.funds.map((row) => fundsShape(row, scales)));
        expect(stand.trades).toEqual(tradesSince(rig, inputs));
      }
      await rig.stop();
    }),
    { numRuns: 8 },
  );
});

test('a fill is told as the API tells it, and remembered for those who come later', async () => {
  const { rig, fan, tell, hear } = await aFan();
  await rig.shard.hear(fan.begin([mainAccount]));
  const early = hear();
  const { fills, request } = await rig.place(rig.aTicket({ terms: { type: 'market' } }));
  tell();
  const items = early.of('event').filter(({ channel }) => channel === `fills:${mainAccount}`);
  expect(items).toHaveLength(fills.length);
  expect(items[0]).toMatchObject({
    seq: 1,
    item: {
      type: 'filled',
      trade: {
        order: request.id,
        account: mainAccount,
        side: 'buy',
        trade: fills[0]?.trade,
        qty: String(fills[0]?.qty),
        liquidity: 'taker',
        bustedAt: null,
      },
    },
  });
  const late = hear();
  const told = late.of('snapshot').find(({ channel }) => channel === `fills:${mainAccount}`);
  expect(told?.['items']).toEqual(items.map(({ item }) => item));
});

test('nobody hears an account that they may not see, nor any before how it stands is known', async () => {
  const { rig, fan } = await aFan();
  expect(fan.find('orders', mainAccount, aCaller())).toBeNull();
  await rig.shard.hear(fan.begin([mainAccount]));
  expect(fan.find('orders', mainAccount, aCaller())).not.toBeNull();
  expect(fan.find('orders', mainAccount, { ...aCaller(), accounts: [] })).toBeNull();
  expect(fan.find('orders', 'ELSE', { ...aCaller(), accounts: 'all' })).toBeNull();
});

test('what a kill switch does is an alert', async () => {
  const { rig, fan, tell } = await aFan();
  await rig.shard.hear(fan.begin([mainAccount]));
  const scope = { kind: 'account' } as const;
  const what = { account: mainAccount, scope, reason: 'a test' };
  unwrap(await rig.shard.hear(rig.desk.kill(what, owner)));
  tell();
  const channel = fan.find('alerts', mainAccount, aCaller());
  const text = channel?.mode === 'log' ? channel.snapshotFrame().toString() : '';
  expect(text).toContain('"code":"state.HALTED"');
  expect(text).toContain('a test');
});

async function act(rig: DeskRig, what: string): Promise<void> {
  const [order] = await rig.shard.hear(rig.desk.openOrders(owner));
  if (what === 'pass') await rig.shard.pass(SECOND);
  else if (what === 'cancel' && order !== undefined) {
    await rig.shard.hear(rig.desk.cancel(order.request.id, owner));
  } else if (what === 'amend' && order !== undefined) {
    const change = { qty: toQuantity(order.qty + 1), terms: null };
    await rig.shard.hear(rig.desk.amend(order.request.id, change, owner));
  } else if (what === 'buy' || what === 'sell') {
    const ticket = rig.aTicket({ side: what, terms: { type: 'market' } });
    await rig.shard.hear(rig.desk.place(ticket, owner));
  } else await rig.shard.hear(rig.desk.place(rig.aTicket(), owner));
}

function tradesSince(rig: DeskRig, inputs: number): readonly string[] {
  return rig.shard.events.flatMap((event) =>
    event.kind === 'order' && event.change.type === 'filled' && event.number >= inputs
      ? [event.change.fill.trade]
      : [],
  );
}

/** What a client that folds all it was told has, by what tells items apart; a gap or a double throws. */
function standOf(socket: TestSocket) {
  const seqs = new Map<unknown, number>();
  const stand = {
    orders: new Map<unknown, Record<string, unknown>>(),
    positions: new Map<unknown, Record<string, unknown>>(),
    funds: new Map<unknown, Record<string, unknown>>(),
    trades: new Array<unknown>(),
  };
  const put = (channel: unknown, item: unknown): void => {
    const row = item as Record<string, unknown>;
    const [kind] = String(channel).split(':');
    if (kind === 'orders') stand.orders.set(row['id'], row);
    if (kind === 'positions') {
      stand.positions.set(`${row['book']}/${row['instrument']}/${row['product']}`, row);
    }
    if (kind === 'fills') stand.trades.push((row['trade'] as { trade: string }).trade);
    if (kind === 'funds') stand.funds.set(row['currency'], row);
  };
  for (const { type, channel, seq, items, item } of socket.texts) {
    if (type === 'snapshot') {
      seqs.set(channel, Number(seq));
      for (const one of items as readonly unknown[]) put(channel, one);
    } else if (type === 'event') {
      expect(seq).toBe((seqs.get(channel) ?? Number.NaN) + 1);
      seqs.set(channel, Number(seq));
      put(channel, item);
    }
  }
  return stand;
}

function aCaller(): Caller {
  return {
    user: 'u-1',
    name: 'owner',
    role: 'owner',
    ownAccount: mainAccount,
    accounts: [mainAccount],
    session: 's-1',
    provedAt: toTimestamp(0),
    expiresAt: toTimestamp(Number.MAX_SAFE_INTEGER),
  };
}
