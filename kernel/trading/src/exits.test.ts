import {
  toAccountId,
  toBrokerOrderId,
  toMicros,
  toOrderId,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';
import {
  TradingRig,
  aQuote,
  aStatus,
  aTouch,
  anInstrument,
  anAccount,
  anOrderRequest,
  rupees,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const id = (n: number): OrderId => toOrderId(`0000TEST${String(n).padStart(6, '0')}`);
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: id(n), ...changes });
/** A bracket of ten whose entry is the n-th order, its target the next and its stop the one after. */
const bracket = (n: number): readonly OrderRequest[] =>
  linkOto(
    request(n, { terms: limit(10_000) }),
    linkOuo([
      request(n + 1, { side: 'sell', terms: limit(10_100) }),
      request(n + 2, { side: 'sell', terms: stop(9_900) }),
    ]),
    'eachFill',
  );

function rigOf(options: TradingRigOptions = {}): TradingRig {
  const account = anAccount({ kind: 'margin', balances: [rupees(1_000_000_00n)] });
  const rig = new TradingRig({ accounts: [account], ...options });
  rig.feed(aQuote());
  return rig;
}

function sendBracket(rig: TradingRig, n: number): void {
  const orders = bracket(n).map((one) => ({ request: one, touch: aTouch() }));
  rig.command({ type: 'submitList', orders });
}

/** A bracket whose entry has filled and whose exits work. */
function enter(rig: TradingRig, n: number): void {
  sendBracket(rig, n);
  rig.fill(id(n), { trade: `E-${n}`, qty: 10 });
}

const sell = (qty: number, changes: Partial<OrderRequest> = {}): Partial<OrderRequest> => ({
  side: 'sell',
  qty: toQuantity(qty),
  terms: limit(10_200),
  ...changes,
});
const reasonOf = (rig: TradingRig, order: OrderId): string | null | undefined =>
  rig.machine.order(order)?.reason;

const accept = (rig: TradingRig, n: number): void =>
  rig.report(id(n), { type: 'accepted', brokerId: toBrokerOrderId(`B-${n}`) });

/** The broker does the amendments it was asked for last, of one order or of all. */
function answer(rig: TradingRig, only: number | null = null): void {
  for (const effect of rig.effects.splice(0)) {
    const isMeant = only === null || effect.order === id(only);
    if (effect.type !== 'amend' || !isMeant) continue;
    const { qty, terms } = effect;
    rig.report(effect.order, { type: 'updated', qty, terms });
  }
}

/** What was said of exits that are missing: the order, and why. */
const missing = (rig: TradingRig): readonly (readonly [OrderId | null, string])[] =>
  rig
    .of('anomaly')
    .filter(({ type }) => type === 'exitMissing')
    .map(({ order, detail }) => [order, detail]);

function haltInstrument(rig: TradingRig): void {
  rig.feed(aStatus({ state: 'halted' }));
}

describe('exits of one bracket count once', () => {
  /** A position of twenty, ten of which a bracket’s exits cover. */
  function twenty(options: TradingRigOptions = {}): TradingRig {
    const rig = rigOf(options);
    enter(rig, 1);
    rig.fill(rig.submit({ id: id(10), terms: limit(10_000) }), { trade: 'P', qty: 10 });
    return rig;
  }

  test('where an account only reduces: the rest of the position may be closed', () => {
    const rig = twenty();
    rig.setState('REDUCING');
    const ten = rig.submit({ id: id(11), ...sell(10) });
    const one = rig.submit({ id: id(12), ...sell(1) });
    expect([reasonOf(rig, ten), reasonOf(rig, one)?.split(':')[0]]).toEqual([
      null,
      'ACCOUNT_REDUCING',
    ]);
  });

  test('where an order only reduces', () => {
    const rig = twenty();
    const ten = rig.submit({ id: id(11), ...sell(10, { reduceOnly: true }) });
    const one = rig.submit({ id: id(12), ...sell(1, { reduceOnly: true }) });
    expect([reasonOf(rig, ten), reasonOf(rig, one)?.split(':')[0]]).toEqual([
      null,
      'REDUCE_ONLY_WOULD_INCREASE',
    ]);
  });

  test('towards the largest position', () => {
    const maxPosition = { default: toQuantity(20), byInstrument: new Map() };
    const rig = twenty({ limits: { maxPosition } });
    const most = rig.submit({ id: id(11), ...sell(30) });
    const more = rig.submit({ id: id(12), ...sell(1) });
    expect([reasonOf(rig, most), reasonOf(rig, more)]).toEqual([
      null,
      'POSITION_LIMIT: position would be 21, limit 20',
    ]);
  });
});

describe('a position is not left without its stop', () => {
  test('by a limit on messages: what a fill releases is not asked for again', () => {
    const limits = { accountRate: { count: 1, within: toMicros(3_600_000_000) } };
    const rig = rigOf({ limits });
    enter(rig, 1);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    const third = rig.submit({ id: id(9), terms: limit(9_990) });
    expect(reasonOf(rig, third)).toContain('RATE_LIMIT');
  });

  test.each([
    ['account', { kind: 'account' }],
    ['instrument', { kind: 'instrument', instrument: anOrderRequest().instrument }],
  ] as const)('by a halt of the %s: an entry at work whose exits wait is ended', (_, scope) => {
    const rig = rigOf();
    sendBracket(rig, 1);
    const plain = rig.work({ id: id(9), terms: limit(9_990) });
    const account = toAccountId('MAIN');
    const body = { type: 'setState', account, scope, state: 'HALTED', reason: 'by hand' } as const;
    rig.command(body, { strategy: null });
    expect(rig.machine.order(id(1))?.pending).toBe('cancel');
    expect(rig.machine.order(plain)?.pending).toBeNull();
    rig.report(id(1), { type: 'canceled', reason: null });
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual(['CANCELED', 'CANCELED']);
  });
});

describe('exits stay within the position', () => {
  test('a plain sale beside a bracket ends its exits with the position', () => {
    const rig = rigOf();
    enter(rig, 1);
    for (const n of [2, 3]) accept(rig, n);
    rig.fill(rig.submit({ id: id(9), ...sell(10) }), { trade: 'P', qty: 10 });
    expect([2, 3].map((n) => rig.machine.order(id(n))?.pending)).toEqual(['cancel', 'cancel']);
  });

  test('a part of it shrinks them, and they grow back no further than their entry', () => {
    const rig = rigOf();
    enter(rig, 1);
    for (const n of [2, 3]) accept(rig, n);
    rig.fill(rig.submit({ id: id(9), ...sell(6) }), { trade: 'P', qty: 6 });
    answer(rig);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.qty)).toEqual([4, 4]);
    const buy = rig.submit({ id: id(10), qty: toQuantity(20), terms: limit(10_000) });
    rig.fill(buy, { trade: 'Q', qty: 20 });
    answer(rig);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.qty)).toEqual([10, 10]);
  });

  test('of two brackets the earlier keeps its exits, whichever filled first', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    enter(rig, 4);
    rig.fill(id(1), { trade: 'E-1', qty: 10 });
    for (const n of [2, 3, 5, 6]) accept(rig, n);
    rig.fill(rig.submit({ id: id(9), ...sell(7) }), { trade: 'P', qty: 7 });
    answer(rig);
    expect([2, 3, 5, 6].map((n) => rig.machine.order(id(n))?.qty)).toEqual([10, 10, 3, 3]);
  });

  test('an entry of which a part closes a short position protects the rest', () => {
    const rig = rigOf();
    rig.fill(rig.submit({ id: id(1), ...sell(6) }), { trade: 'S', qty: 6 });
    sendBracket(rig, 2);
    rig.fill(id(2), { trade: 'E-1', qty: 5 });
    expect(rig.machine.order(id(3))?.state).toBe('INITIALIZED');
    rig.fill(id(2), { trade: 'E-2', qty: 5 });
    expect([3, 4].map((n) => rig.machine.order(id(n))?.qty)).toEqual([4, 4]);
  });

  test('a position that is gone ends the rest of its entry too', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    rig.fill(rig.submit({ id: id(9), ...sell(4) }), { trade: 'P', qty: 4 });
    expect([1, 2, 3].map((n) => rig.machine.order(id(n))?.pending)).toEqual([
      'cancel',
      'cancel',
      'cancel',
    ]);
    rig.fill(id(1), { trade: 'E-2', qty: 6 });
    expect(missing(rig)).toEqual([[id(1), 'trade E-2 of 6 units came after its exits had ended']]);
  });

  test('an exit that has done its work ends what is left of its entry', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    rig.fill(id(2), { trade: 'X', qty: 4, price: 10_100 });
    expect([1, 3].map((n) => rig.machine.order(id(n))?.pending)).toEqual(['cancel', 'cancel']);
  });

  test('exits that their owner has canceled leave the entry alone', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    for (const n of [2, 3]) {
      rig.cancel(id(n));
      rig.report(id(n), { type: 'canceled', reason: null });
    }
    expect(rig.machine.order(id(1))?.pending).toBeNull();
  });

  test('a child may buy back what its parent has sold', () => {
    const rig = rigOf();
    rig.fill(rig.submit({ id: id(1), terms: limit(10_000) }), { trade: 'P', qty: 10 });
    const list = linkOto(request(2, { side: 'sell', terms: limit(10_100) }), [
      request(3, { terms: limit(9_900) }),
    ]);
    const orders = list.map((one) => ({ request: one, touch: aTouch() }));
    rig.command({ type: 'submitList', orders });
    rig.fill(id(2), { trade: 'S', qty: 10, price: 10_100 });
    expect(rig.machine.order(id(3))?.state).toBe('SUBMITTED');
  });

  test('a bracket that only closes a short position has nothing to protect', () => {
    const rig = rigOf();
    rig.fill(rig.submit({ id: id(1), ...sell(10) }), { trade: 'S', qty: 10 });
    const exits = [limit(10_100), stop(9_900)].map((terms, n) =>
      request(3 + n, { side: 'sell', terms }),
    );
    const list = linkOto(request(2, { terms: limit(10_000) }), linkOuo(exits));
    const orders = list.map((one) => ({ request: one, touch: aTouch() }));
    rig.command({ type: 'submitList', orders });
    rig.fill(id(2), { trade: 'E', qty: 10 });
    expect([3, 4].map((n) => rig.machine.order(id(n))?.state)).toEqual(['CANCELED', 'CANCELED']);
    expect(reasonOf(rig, id(3))).toContain('LIST_POSITION_GONE');
  });

  test('two exits without a contingency share what there is, in their order', () => {
    const rig = rigOf();
    const half = { side: 'sell', qty: toQuantity(5) } as const;
    const list = linkOto(
      request(1, { terms: limit(10_000) }),
      [2, 3].map((n) => request(n, { ...half, terms: limit(10_100 + 5 * n) })),
      'eachFill',
    );
    const orders = list.map((one) => ({ request: one, touch: aTouch() }));
    rig.command({ type: 'submitList', orders });
    rig.fill(id(1), { trade: 'E', qty: 10 });
    rig.fill(rig.submit({ id: id(9), ...sell(3) }), { trade: 'P', qty: 3 });
    answer(rig);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.qty)).toEqual([5, 2]);
  });

  test('exits become smaller in whole lots', () => {
    const instruments = [anInstrument({ lot: toQuantity(5) })];
    const rig = rigOf({ instruments });
    enter(rig, 1);
    for (const n of [2, 3]) accept(rig, n);
    rig.fill(rig.submit({ id: id(9), ...sell(5) }), { trade: 'P', qty: 3 });
    answer(rig);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.qty)).toEqual([5, 5]);
  });
});

describe('an exit that does not go out', () => {
  test('is told of, and what is left of its entry ends', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    haltInstrument(rig);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    expect(missing(rig).map(([order]) => order)).toEqual([id(2), id(3)]);
    expect(missing(rig)[0]?.[1]).toMatch(/^INSTRUMENT_HALTED: /u);
    expect(rig.machine.order(id(1))?.pending).toBe('cancel');
  });

  test('because the broker refuses it, likewise', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    rig.report(id(3), { type: 'rejected', reason: 'circuit' });
    expect(missing(rig)).toEqual([[id(3), 'the broker refused it: circuit']]);
    expect([1, 2].map((n) => rig.machine.order(id(n))?.pending)).toEqual(['cancel', null]);
  });

  test('or does not grow, by a check or by the broker’s word', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    for (const n of [2, 3]) accept(rig, n);
    rig.fill(id(1), { trade: 'E-2', qty: 2 });
    rig.report(id(2), { type: 'modifyRejected', reason: 'busy' });
    answer(rig, 3);
    haltInstrument(rig);
    rig.fill(id(1), { trade: 'E-3', qty: 2 });
    expect(missing(rig).map(([order]) => order)).toEqual([id(2), id(2), id(3)]);
    expect(missing(rig)[2]?.[1]).toMatch(/^it does not grow to 8: INSTRUMENT_HALTED/u);
  });

  test('is no word about a child that exits nothing', () => {
    const rig = rigOf();
    const list = linkOto(request(1, { terms: limit(10_000) }), [
      request(2, { terms: limit(9_900) }),
    ]);
    const orders = list.map((one) => ({ request: one, touch: aTouch() }));
    rig.command({ type: 'submitList', orders });
    haltInstrument(rig);
    rig.fill(id(1), { trade: 'E', qty: 10 });
    expect(rig.machine.order(id(2))?.state).toBe('DENIED');
    expect(missing(rig)).toEqual([]);
  });
});

describe('what lists let go by themselves', () => {
  const maxRepeats = { count: 2, within: toMicros(3_600_000_000) };

  test('does not count as what a strategy repeats', () => {
    const rig = rigOf({ limits: { maxRepeats } });
    enter(rig, 1);
    enter(rig, 4);
    const short = rig.submit({ id: id(9), ...sell(30) });
    const third = rig.submit({ id: id(10), terms: limit(9_990) });
    expect(reasonOf(rig, short)).toBeNull();
    expect(reasonOf(rig, third)).toContain('would buy SBIN.NSE 3 times');
  });

  test('is not refused as a repetition', () => {
    const rig = rigOf({ limits: { maxRepeats: { ...maxRepeats, count: 1 } } });
    const list = linkOto(request(1, { terms: limit(10_000) }), [
      request(2, { terms: limit(9_900) }),
    ]);
    const orders = list.map((one) => ({ request: one, touch: aTouch() }));
    rig.command({ type: 'submitList', orders });
    rig.fill(id(1), { trade: 'E', qty: 10 });
    expect(rig.machine.order(id(2))?.state).toBe('SUBMITTED');
  });
});

describe('while an account is not known to agree with its broker', () => {
  const reconcile = (rig: TradingRig, state: 'HALTED' | 'ACTIVE'): void => {
    const scope = { kind: 'reconciliation' } as const;
    const account = toAccountId('MAIN');
    rig.command({ type: 'setState', account, scope, state, reason: 'start' }, { strategy: null });
  };

  test('exits wait, and go out once it does', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    reconcile(rig, 'HALTED');
    rig.fill(id(1), { trade: 'E', qty: 10 });
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual([
      'INITIALIZED',
      'INITIALIZED',
    ]);
    rig.recall();
    reconcile(rig, 'ACTIVE');
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    expect(missing(rig)).toEqual([]);
  });

  test('exits at work grow once it does', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    rig.fill(id(1), { trade: 'E', qty: 4 });
    for (const n of [2, 3]) accept(rig, n);
    reconcile(rig, 'HALTED');
    rig.fill(id(1), { trade: 'E-2', qty: 6 });
    rig.restart();
    reconcile(rig, 'ACTIVE');
    answer(rig);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.qty)).toEqual([10, 10]);
  });

  test('exits are not kept waiting by a halt of somebody’s own', () => {
    const rig = rigOf();
    sendBracket(rig, 1);
    reconcile(rig, 'HALTED');
    rig.setState('HALTED');
    rig.fill(id(1), { trade: 'E', qty: 10 });
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual(['DENIED', 'DENIED']);
    expect(missing(rig)).toHaveLength(2);
  });
});
