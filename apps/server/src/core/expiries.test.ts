import { parseTimestamp, toBookId, toPrice, toQuantity, unwrap } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { anAccount, rupees } from '@argosy/testkit';
import { DeskRig, mainAccount, owner } from '@argosy/testkit/live';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { expiriesDue } from './expiries.ts';
import { PaperMirror } from './paper-mirror.ts';

const SECOND = 1_000_000;
const { at: beforeTheEnd } = unwrap(parseTimestamp('2026-11-24T23:57:00Z'));
const chain = {
  expiries: 1,
  strikes: 2,
  strikeStep: 100,
  volatility: 0.14,
  skew: -0.06,
  curvature: 0.02,
};

let rig: DeskRig;

beforeEach(async () => {
  const account = anAccount({
    kind: 'margin',
    balances: [rupees(100_000_000n)],
    products: ['delivery', 'carryForward'],
    scanMargin: {},
    leverage: { delivery: '1', carryForward: '1' },
  });
  rig = await DeskRig.start({ accounts: [account], market: { chain }, from: beforeTheEnd });
});

afterEach(async () => {
  await rig.stop();
});

test('what is held of a contract at its end is settled once, and both sides have the same books', async () => {
  const { shard } = rig;
  const { demo, trading, live } = shard.life;
  const listed = new InstrumentTable(demo.market.instruments);
  const option = demo.market.instruments.find(({ kind }) => kind === 'option');
  if (option?.kind !== 'option') throw new Error('no option is listed');
  const { ask } = trading.touchOf(option.id, live.now) ?? {};
  const bought = await rig.place(
    rig.aTicket({
      instrument: option.id,
      product: 'carryForward',
      book: toBookId('HAND'),
      qty: toQuantity(option.lot),
      terms: { type: 'limit', limit: toPrice((ask ?? 0) + 20) },
    }),
  );
  expect(bought.state).toBe('FILLED');
  const mirror = new PaperMirror(demo.adapter, trading.book, listed);
  mirror.begin(live.inputs);
  expect(expiriesDue(trading, listed, live.now)).toEqual([]);
  await shard.pass(240 * SECOND);
  const due = expiriesDue(trading, listed, live.now);
  expect(due.map(({ body }) => body)).toEqual([
    { type: 'expire', instrument: option.id, price: null },
  ]);
  const said = shard.events.length;
  for (const command of due) expect(live.command(command)).toBeNull();
  await shard.pass(SECOND);
  for (const event of shard.events.slice(said)) mirror.hear(event);
  expect(expiriesDue(trading, listed, live.now)).toEqual([]);
  const held = await shard.hear(rig.desk.positions(owner));
  expect(held.filter(({ qty }) => qty !== 0)).toEqual([]);
  live.reconcile();
  await shard.pass(5 * SECOND);
  expect(shard.findings).toEqual([]);
  const asked = demo.adapter.accounts.ask(mainAccount, { type: 'funds' }, { timeoutMs: 1_000 });
  const funds = await shard.hear(asked);
  expect(funds).toMatchObject({ result: { value: trading.book.cashBalances(mainAccount) } });
});
