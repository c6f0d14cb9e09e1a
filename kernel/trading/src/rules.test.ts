import {
  toAccountId,
  toBrokerOrderId,
  toInstrumentId,
  toMicros,
  toOrderId,
  toOriginCode,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
  type AccountId,
  type OrderId,
  type Quantity,
} from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { linkOto } from 'argosy/orders';
import type { RiskRules } from 'argosy/risk';
import {
  anAccount,
  anIndex,
  anIndexPrice,
  anInstrument,
  anOption,
  aTrade,
  rupees,
  TradingRig,
  anOrderRequest,
  aTouch,
} from '@argosy/testkit';
import { expect, test } from 'vitest';

const index = anIndex();
const written = anOption({ strike: toPrice(10_000) });
const far = anOption({
  id: toInstrumentId('NIFTY-FAR.NFO'),
  strike: toPrice(11_000),
  expiresAt: written.expiresAt,
});
const soon = anOption({
  id: toInstrumentId('NIFTY-SOON.NFO'),
  strike: toPrice(11_000),
  expiresAt: toTimestamp(written.expiresAt - 1),
});
const at100 = { type: 'limit', limit: toPrice(100) } as const;
const free = { nakedWriters: null, closedBeforeExpiry: null, strikeDistanceBps: null };

function aRig(rules: RiskRules): TradingRig {
  const accounts = [anAccount({ kind: 'margin', balances: [rupees(100_000_00n)] })];
  const instruments = [anInstrument(), index, written, far, soon];
  return new TradingRig({ instruments, accounts, limits: { rules } });
}

function trade(rig: TradingRig, changes: Partial<OrderRequest>): string | null {
  const order = rig.submit({ qty: toQuantity(75), terms: at100, ...changes });
  const { state } = rig.machine.order(order) ?? {};
  if (state === 'DENIED') return rig.machine.order(order)?.reason ?? 'denied';
  rig.fill(order, { qty: toQuantity(75), price: toPrice(100), trade: `T-${order}` });
  return null;
}

test('bought options that live as long cover a written one, once', () => {
  const rig = aRig({ options: { ...free, nakedWriters: [] } });
  const sell = { side: 'sell', instrument: written.id } as const;
  expect(trade(rig, { instrument: soon.id })).toBeNull();
  expect(trade(rig, sell)).toContain('would have written 75, covered 0');
  expect(trade(rig, { instrument: far.id })).toBeNull();
  expect(trade(rig, sell)).toBeNull();
  expect(trade(rig, sell)).toContain('would have written 150, covered 75');
});

test('the strike of an option is held against the last price of its underlying', () => {
  const rig = aRig({ options: { ...free, strikeDistanceBps: 1_000 } });
  const buy = { instrument: written.id };
  expect(trade(rig, buy)).toContain(index.id);
  rig.feed(aTrade({ instrument: index.id, price: toPrice(9_000) }));
  expect(trade(rig, buy)).toContain('at 90.000');
  rig.feed(aTrade({ instrument: index.id, price: toPrice(10_000) }));
  expect(trade(rig, buy)).toBeNull();
});

test('the strike of an option on an index without quotes is held against its level', () => {
  const rig = aRig({ options: { ...free, strikeDistanceBps: 1_000 } });
  rig.feed(anIndexPrice({ instrument: index.id, price: toPrice(9_000) }));
  expect(trade(rig, { instrument: written.id })).toContain('at 90.000');
});

test('a position is held against what the account is worth now', () => {
  const rig = aRig({ concentrationBps: 5_000 });
  rig.feed(aTrade({ price: toPrice(100) }));
  expect(trade(rig, {})).toBeNull();
  rig.feed(aTrade({ price: toPrice(200) }));
  const [qty, terms] = [toQuantity(40_000), { type: 'market' } as const];
  expect(trade(rig, { qty, terms })).toBe(
    'CONCENTRATION_LIMIT: would be worth 80150.00 INR, equity 100075.00, limit 5000 bps',
  );
});

test('a price goes stale from when trading knew it', () => {
  const staleAfter = toMicros(2_000_000);
  const rig = aRig({ collar: { bps: null, references: new Map(), staleAfter } });
  const at = toTimestamp(1_000_000);
  rig.feed(aTrade({ price: toPrice(100), availableAt: at }));
  const market = { qty: toQuantity(75), terms: { type: 'market' } } as const;
  const reasons = [0, 1].map(() => trade(rig, market));
  expect(reasons).toEqual([null, expect.stringContaining('3000000 µs old')]);
});

test('an account that binds too much only reduces, and is free again once it binds clearly less', () => {
  const rig = aRig({ utilisation: { enterBps: 9_000, leaveBps: 8_500 } });
  const [half, rest] = [toQuantity(46_000), toQuantity(4_000)];
  const buy = (qty: Quantity): OrderId => rig.submit({ qty, terms: at100 });
  const first = buy(toQuantity(90_000));
  expect(rig.said()).toContain('REDUCING');
  rig.cancel(first);
  rig.report(first, { type: 'canceled', reason: null });
  expect(rig.said()).not.toContain('ACTIVE');
  const second = buy(half);
  expect(rig.said().slice(0, 2)).toEqual(['ACTIVE', 'initialized']);
  expect(rig.machine.order(second)?.state).toBe('SUBMITTED');
  expect(rig.machine.order(buy(rest))?.state).toBe('SUBMITTED');
});

test('what a person has restricted is not let go for the margin it binds', () => {
  const rig = aRig({ utilisation: { enterBps: 9_000, leaveBps: 8_500 } });
  rig.setState('REDUCING');
  expect(rig.machine.order(rig.submit({ terms: at100 }))?.reason).toContain('ACCOUNT_REDUCING');
});

test('the firm is worth what all its accounts hold and work on', () => {
  const other = toAccountId('OTHER');
  const most = new Map([[rupees(0n).currency, rupees(300_00n).amount]]);
  const accounts = [anAccount(), anAccount({ id: other })];
  const rig = new TradingRig({ accounts, limits: { rules: { maxFirmValue: most } } });
  rig.feed(aTrade({ price: toPrice(100) }));
  const buy = (account: AccountId, qty: number): string | null | undefined =>
    rig.machine.order(rig.submit({ account, qty: toQuantity(qty), terms: at100 }))?.reason;
  const held = rig.submit({ qty: toQuantity(100), terms: at100 });
  rig.fill(held, { qty: toQuantity(100), price: toPrice(100) });
  expect(buy(other, 150)).toBeNull();
  expect(buy(anAccount().id, 51)).toBe(
    'FIRM_VALUE_LIMIT: all accounts would be worth 301.00 INR, limit 300.00 INR',
  );
  expect(buy(other, 50)).toBeNull();
});

test('all accounts and strategies share the rate of the firm', () => {
  const firmRate = { count: 2, within: toMicros(1_000_000_000) };
  const accounts = [anAccount(), anAccount({ id: toAccountId('OTHER') })];
  const rig = new TradingRig({ accounts, originPolicy: 'any', limits: { rules: { firmRate } } });
  const reasons = [{}, { account: toAccountId('OTHER') }, { strategy: toStrategyId('OTHER') }].map(
    (changes) => rig.machine.order(rig.submit({ terms: at100, ...changes }))?.reason,
  );
  expect(reasons).toEqual([
    null,
    null,
    expect.stringContaining('all accounts would send 3, limit 2'),
  ]);
});

test('whoever sends a command is asked about, for new orders, lists and amendments', () => {
  const actors = new Map([
    [toOriginCode('TEST'), { accounts: null, actions: ['submit'] }],
    [toOriginCode('HAND'), { accounts: null, actions: ['amend'] }],
  ] as const);
  const rig = new TradingRig({ limits: { rules: { actors } } });
  const order = rig.work({ terms: at100 });
  const change = { type: 'amend', order, qty: toQuantity(9), terms: null } as const;
  rig.said();
  rig.command(change);
  expect(rig.said()).toEqual(['pendingUpdate', 'modifyRejected']);
  rig.command(change, { strategy: null, origin: 'HAND' });
  expect(rig.said()).toEqual(['pendingUpdate']);
  const request = anOrderRequest({ id: toOrderId('0000HAND000001'), strategy: null, terms: at100 });
  const sender = { strategy: null, origin: 'HAND' };
  rig.command({ type: 'submit', request, touch: aTouch() }, sender);
  expect(rig.said()).toEqual(['initialized', 'denied']);
  const [parent, child] = [toOrderId('0000HAND000002'), toOrderId('0000HAND000003')];
  const list = linkOto({ ...request, id: parent }, [{ ...request, id: child }], 'whenDone');
  rig.command(
    { type: 'submitList', orders: list.map((one) => ({ request: one, touch: aTouch() })) },
    sender,
  );
  expect(rig.said()).toEqual(['initialized', 'initialized', 'denied', 'denied']);
});

test('a child is amended by whoever may, and let go by its parent without asking anyone', () => {
  const actors = new Map([
    [toOriginCode('TEST'), { accounts: null, actions: ['submit'] as const }],
  ]);
  const rig = new TradingRig({ limits: { rules: { actors } } });
  const [parent, child] = [toOrderId('0000TEST000001'), toOrderId('0000TEST000002')];
  const requests = linkOto(
    anOrderRequest({ id: parent, terms: at100 }),
    [anOrderRequest({ id: child, side: 'sell', terms: at100 })],
    'eachFill',
  );
  const orders = requests.map((request) => ({ request, touch: aTouch() }));
  rig.command({ type: 'submitList', orders });
  rig.said();
  const dearer = { type: 'limit', limit: toPrice(105) } as const;
  rig.command({ type: 'amend', order: child, qty: null, terms: dearer });
  expect(rig.said()).toEqual(['commandRefused']);
  rig.fill(parent, { qty: toQuantity(4), price: toPrice(100), trade: 'T-1' });
  rig.report(child, { type: 'accepted', brokerId: toBrokerOrderId('B-2') });
  rig.fill(parent, { qty: toQuantity(6), price: toPrice(100), trade: 'T-2' });
  expect(rig.effects.map(({ type }) => type)).toEqual(['submit', 'submit', 'amend']);
});
