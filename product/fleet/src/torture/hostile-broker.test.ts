import type { LineEnds } from 'argosy/backtest';
import { Random, toAccountId, toOrderId, toTimestamp } from 'argosy/core';
import type { Effect, Report, ReportBody } from 'argosy/domain';
import { aFill, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import * as brokers from './hostile-broker.ts';

const account = toAccountId('MAIN');
const order = toOrderId('0000TEST000001');
const now = toTimestamp(1_000_000);
const span = { from: 0, until: 100_000_000 };
const submit: Effect = { type: 'submit', account, order, request: anOrderRequest() };
const cancel: Effect = { type: 'cancel', account, order };
const { flags: _, ...fill } = aFill({ qty: 5 });

/** What a broker of a seed does with requests and with what its venue says. */
function livesOf(make: brokers.MakeLine, seed: string): { sent: number; told: readonly Report[] } {
  const line = make(Random.fromSeed(seed), span)();
  const told: Report[] = [];
  let sent = 0;
  const ends: LineEnds = {
    toVenue: () => {
      sent += 1;
    },
    toUs: (report) => void told.push(report),
  };
  const say = (body: ReportBody, at: number): void => {
    const availableAt = toTimestamp(at);
    line.report({ kind: 'report', account, order, eventAt: availableAt, availableAt, body }, ends);
  };
  for (let round = 1; round <= 20; round += 1) {
    line.send(submit, now, ends);
    line.send(cancel, now, ends);
    say({ type: 'filled', fill }, round * 4_000_000);
    say({ type: 'canceled', reason: null }, round * 4_000_000 + 1);
  }
  return { sent, told };
}

const kindsOf = (make: brokers.MakeLine, seed = 'a'): ReadonlySet<string> =>
  new Set(livesOf(make, seed).told.map(({ body }) => body.type));

describe.each(Object.entries(brokers))('%s', (_name, make) => {
  test('is the same for the same seed, and reports nothing before it happens', () => {
    const lives = livesOf(make, 'a');
    expect(livesOf(make, 'a')).toEqual(lives);
    expect(lives.told.every(({ eventAt, availableAt }) => availableAt >= eventAt)).toBe(true);
  });

  test('does something that an honest broker would not', () => {
    const honest = { sent: 40, told: 40 };
    const isOdd = ['a', 'b', 'c', 'd'].some((seed) => {
      const { sent, told } = livesOf(make, seed);
      const isLate = told.some(({ eventAt, availableAt }) => availableAt > eventAt);
      return sent !== honest.sent || told.length !== honest.told || isLate;
    });
    expect(isOdd).toBe(true);
  });
});

test.each([
  [brokers.rejections, 'rejected'],
  [brokers.lostAnswers, 'unanswered'],
  [brokers.busts, 'busted'],
  [brokers.refusedCancels, 'cancelRejected'],
] as const)('%o says %s', (make, type) => {
  expect(kindsOf(make)).toContain(type);
});

test('a late fill comes behind the end of its order', () => {
  const { told } = livesOf(brokers.lateFills, 'a');
  const late = told.filter(
    ({ body }) => body.type === 'filled' && body.fill.trade.endsWith('late'),
  );
  expect(late.length).toBeGreaterThan(0);
});
