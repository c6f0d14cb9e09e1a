import { toInstrumentId, toMicros, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import type { RiskRules } from 'argosy/risk';
import {
  anAccount,
  anIndex,
  anInstrument,
  anOption,
  aTrade,
  rupees,
  TradingRig,
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
const free = { nakedWriters: null, closedBeforeExpiry: null, strikeDistanceBps: null };

function aRig(rules: RiskRules): TradingRig {
  const accounts = [anAccount({ kind: 'margin', balances: [rupees(100_000_00n)] })];
  const instruments = [anInstrument(), index, written, far, soon];
  return new TradingRig({ instruments, accounts, limits: { rules } });
}

function trade(rig: TradingRig, changes: Partial<OrderRequest>): string | null {
  const terms = { type: 'limit', limit: toPrice(100) } as const;
  const order = rig.submit({ qty: toQuantity(75), terms, ...changes });
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
