import {
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { ExecutionPlan, Instrument, OrderRequest, Quote } from 'argosy/domain';
import { progressOf, type ExecutionProgress } from 'argosy/orders';
import { anInstrument, anOrderRequest, aQuote, aStatus, aTouch, TradingRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const id = toOrderId('0000TEST000001');
const nse = anInstrument();
const bse: Instrument = { ...nse, id: toInstrumentId('SBIN.BSE'), exchange: 'BSE' };
const SECOND = 1_000_000;

type Options = NonNullable<ConstructorParameters<typeof TradingRig>[0]>;

/** Two listings, the one at 100.05 and the other at 100.10, each showing 100. */
function aRig(options: Options = {}): TradingRig {
  const rig = new TradingRig({ cash: 100_000_000n, instruments: [nse, bse], ...options });
  rig.feed(quoteAt(nse, 10_005), quoteAt(bse, 10_010));
  rig.said();
  return rig;
}

const quoteAt = ({ id: instrument }: Instrument, ask: number): Quote =>
  aQuote({ instrument, bid: ask - 5, ask });

function execute(
  rig: TradingRig,
  changes: Partial<OrderRequest> = {},
  plan: Partial<ExecutionPlan> = {},
): void {
  const terms = { type: 'limit', limit: toPrice(10_020) } as const;
  const request = anOrderRequest({ id, qty: toQuantity(150), terms, ...changes });
  const endAt = toTimestamp(rig.now + 60 * SECOND);
  const whole = {
    algorithm: { type: 'twap', slices: 1 },
    startAt: null,
    endAt,
    atEnd: 'cancel',
  } as const;
  rig.command({
    type: 'execute',
    request,
    touch: aTouch(),
    plan: { ...whole, routes: [bse.id], ...plan },
  });
}

/** Where the children went, and how much of each. */
function children(rig: TradingRig): readonly unknown[] {
  return rig.effects.flatMap((effect) =>
    effect.type === 'submit' ? [[effect.request.instrument, effect.request.qty]] : [],
  );
}

function progress(rig: TradingRig): ExecutionProgress | undefined {
  const [execution] = rig.machine.executions();
  return execution === undefined ? undefined : progressOf(execution);
}

describe('a parent with two listings', () => {
  test('takes what the cheaper one shows, and the rest at the other', () => {
    const rig = aRig();
    execute(rig);
    expect(children(rig)).toEqual([
      [nse.id, 100],
      [bse.id, 50],
    ]);
    rig.fill(toOrderId(`${id}0`), { qty: 100, price: 10_005 });
    rig.fill(toOrderId(`${id}1`), { qty: 50, price: 10_010, trade: 'T2' });
    expect(progress(rig)).toMatchObject({ outcome: 'filled', filled: 150, left: 0 });
  });

  test('counts the fee of each', () => {
    const estimateFee: Options['estimateFee'] = ({ instrument, qty }) => ({
      amount: BigInt(instrument === nse.id ? qty * 10 : 0) as never,
      currency: nse.currency,
    });
    const rig = aRig({ estimateFee });
    execute(rig, { qty: toQuantity(50) });
    expect(children(rig)).toEqual([[bse.id, 50]]);
  });

  test('goes where trading is on', () => {
    const rig = aRig();
    rig.feed(aStatus({ instrument: nse.id, state: 'halted' }));
    execute(rig, { qty: toQuantity(50) });
    expect(children(rig)).toEqual([[bse.id, 50]]);
    expect(progress(rig)?.held).toBeNull();
  });

  test('is held where none takes it, and goes on with the first that does', () => {
    const rig = aRig();
    rig.feed(...[nse, bse].map((one) => aStatus({ instrument: one.id, state: 'halted' })));
    execute(rig, { qty: toQuantity(50) });
    expect(progress(rig)).toMatchObject({ held: 'INSTRUMENT_HALTED', children: 0 });
    rig.feed(aStatus({ instrument: bse.id, state: 'open' }));
    expect(children(rig)).toEqual([[bse.id, 50]]);
  });

  test('tries the other after a refusal', () => {
    const rig = aRig();
    execute(rig, { qty: toQuantity(50) });
    rig.report(toOrderId(`${id}0`), { type: 'rejected', reason: 'no' });
    rig.take({ kind: 'time', availableAt: rig.now });
    expect(children(rig)).toEqual([
      [nse.id, 50],
      [bse.id, 50],
    ]);
  });

  test('prefers, at one price, the one that answers sooner', () => {
    const rig = aRig();
    rig.feed(quoteAt(bse, 10_005));
    execute(rig, { qty: toQuantity(300) }, { algorithm: { type: 'twap', slices: 10 } });
    rig.take({ kind: 'time', availableAt: rig.now });
    rig.report(toOrderId(`${id}0`), { type: 'accepted', brokerId: toBrokerOrderId('B0') });
    expect(rig.machine.executions()[0]?.answers).toEqual([[bse.id, 2 * SECOND]]);
  });

  test('ends with a kill of either', () => {
    const rig = aRig();
    execute(rig);
    const { account } = anOrderRequest();
    const scope = { kind: 'instrument', instrument: bse.id } as const;
    rig.command({ type: 'kill', account, scope, reason: 'stop' }, { strategy: null });
    expect(progress(rig)?.state).toBe('ending');
  });

  test.each([
    ['that is not listed', { routes: [toInstrumentId('X.X')] }],
    ['that is itself', { routes: [nse.id] }],
    ['that is named twice', { routes: [bse.id, bse.id] }],
  ])('and a route %s is denied', (_, plan) => {
    const rig = aRig();
    execute(rig, {}, plan);
    expect(progress(rig)).toMatchObject({ outcome: 'denied' });
  });
});
