import { toInstrumentId, toQuantity, unwrap } from 'argosy/core';
import { DeskRig, owner, stranger } from '@argosy/testkit/live';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Preview } from './desk-face.ts';
import type { Ticket } from './ticket.ts';

let rig: DeskRig;

beforeEach(async () => {
  rig = await DeskRig.start();
});

afterEach(async () => {
  await rig.stop();
});

async function preview(ticket: Ticket): Promise<Preview> {
  return unwrap(await rig.shard.hear(rig.desk.preview(ticket, owner)));
}

test('a preview says what placing then sets aside, under the id that the order then has', async () => {
  const ticket = rig.aTicket({ note: 'dip', key: 'k' });
  const before = rig.shard.live.inputs;
  const hash = rig.shard.trading.hash();
  const { request, denial, value, margin, available, charges, price } = await preview(ticket);
  expect([denial, rig.shard.trading.hash()]).toEqual([null, hash]);
  expect(rig.shard.trading.openOrders()).toEqual([]);
  const { order } = unwrap(await rig.shard.hear(rig.desk.place(ticket, owner)));
  expect(order.request).toEqual(request);
  expect(rig.shard.trading.book.holdOf(request.id)?.money).toEqual(margin);
  expect(value?.amount).toBe(BigInt(10 * (price ?? 0)));
  expect(available).toEqual({ amount: 100_000_000n, currency: 'INR' });
  const total = charges.reduce((sum, { amount }) => sum + amount.amount, 0n);
  expect(charges.map(({ name }) => name)).toContain('stt');
  expect(total).toBeGreaterThan(0n);
  expect(rig.shard.live.inputs).toBeGreaterThan(before);
});

test('a preview has the denial that placing then has', async () => {
  for (const ticket of [
    rig.aTicket({ qty: toQuantity(9_999_999) }),
    rig.aTicket({ side: 'sell' }),
    rig.aTicket({ tif: 'AT_OPEN', reduceOnly: true }),
    rig.aTicket({ qty: toQuantity(0) }),
  ]) {
    const { denial } = await preview(ticket);
    const { order } = unwrap(await rig.shard.hear(rig.desk.place(ticket, owner)));
    expect(order.state).toBe('DENIED');
    expect(order.reason).toBe(`${denial?.code}: ${denial?.reason}`);
  }
});

test.each([
  ['of another account', {}, stranger, 'ACCOUNT_FORBIDDEN'],
  ['of what nobody lists', { instrument: toInstrumentId('NONE.NSE') }, owner, 'INSTRUMENT_UNKNOWN'],
  ['of half a share', { qty: 1.5 as Ticket['qty'] }, owner, 'BAD_COMMAND'],
])('a preview %s is refused', async (_, changes, by, code) => {
  const refused = await rig.shard.hear(rig.desk.preview(rig.aTicket(changes), by));
  expect(refused).toMatchObject({ ok: false, refusal: { code } });
});

test('a broker says what it would bind, and one that does not answer in time says nothing', async () => {
  const ticket = rig.aTicket();
  const { brokerMargin, value } = await preview(ticket);
  expect(brokerMargin).toEqual(value);
  for (const margin of [null, { estimate: () => late() }]) {
    const asked = rig.aDesk({ margin }).preview(ticket, owner);
    expect(unwrap(await rig.shard.hear(asked)).brokerMargin).toBeNull();
  }
});

/** What an adapter answers with when a call's time is up. */
function late(): Promise<{
  readonly ok: false;
  readonly refusal: { readonly code: string; readonly reason: string };
}> {
  return Promise.resolve({ ok: false, refusal: { code: 'UNANSWERED', reason: 'in 2,000 ms' } });
}

test('nudges come with the market of now', async () => {
  await rig.place(rig.aTicket({ terms: { type: 'market' } }));
  const sale = rig.aTicket({ side: 'sell', qty: toQuantity(11), terms: { type: 'market' } });
  const { nudges } = await preview(sale);
  expect(nudges.map(({ code }) => code)).toContain('TURNS_POSITION');
});
