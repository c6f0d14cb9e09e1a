import { toAccountId, toPrice } from 'argosy/core';
import { ReconciledRig, TradingRig, aQuote } from '@argosy/testkit';
import { expect, test } from 'vitest';

import type { BrokerQuery } from './broker-view.ts';
import { Reconciler } from './reconciler.ts';

const SECOND = 1_000_000;

/** A reconciler before a gate that a test fills and empties. */
function rig(passed: number, size: number) {
  const gate = { passed, size };
  const trading = new TradingRig();
  const reconciler = new Reconciler({ account: toAccountId('MAIN'), gate });
  /** What it asks until it has to wait. */
  const asked = (): readonly BrokerQuery['type'][] => {
    const queries: BrokerQuery['type'][] = [];
    const { machine } = trading;
    for (
      let step = reconciler.advance(machine, trading.now);
      step !== null;
      step = reconciler.advance(machine, trading.now)
    ) {
      for (const input of step.inputs) trading.take(input);
      queries.push(...step.queries.map(({ type }) => type));
    }
    return queries;
  };
  return { gate, trading, reconciler, asked };
}

const whole = ['orders', 'fills', 'positions', 'funds'];

test('nothing is asked while a request that was made before waits for the disk', () => {
  const { gate, asked } = rig(5, 1);
  expect(asked()).toEqual([]);
  gate.size = 0;
  expect(asked()).toEqual(whole);
});

test('requests that come later hold no question back', () => {
  const { gate, asked } = rig(5, 2);
  expect(asked()).toEqual([]);
  gate.passed = 9;
  gate.size = 5;
  expect(asked()).toEqual([]);
  gate.size = 4;
  expect(asked()).toEqual(whole);
});

test('a question that is held says when to look again, and its answer is waited for from when it left', () => {
  const { gate, trading, reconciler, asked } = rig(1, 1);
  asked();
  const held = reconciler.nextAt - trading.now;
  expect([held > 0, held < SECOND]).toEqual([true, true]);
  for (let second = 0; second < 60; second += 1)
    trading.take({ kind: 'time', availableAt: trading.now });
  gate.size = 0;
  asked();
  expect(reconciler.nextAt).toBeGreaterThan(trading.now);
});

test('an order that waited for the disk longer than any window is not found missing', () => {
  const all = new ReconciledRig();
  all.rig.feed(aQuote());
  all.reconcile();
  const order = all.rig.submit({ terms: { type: 'limit', limit: toPrice(10_000) } });
  all.gate.passed = 1;
  all.gate.size = 1;
  for (let round = 0; round < 10; round += 1) all.wait(60).round();
  all.gate.size = 0;
  all.send().hear();
  for (let round = 0; round < 10; round += 1) all.round();
  expect(all.rig.machine.order(order)?.state).toBe('ACCEPTED');
});
