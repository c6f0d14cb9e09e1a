import { ok, type Result } from 'argosy/core';
import { expect, test } from 'vitest';

import { answerWithin, type Timer } from './within-call.ts';

const never: Timer = () => () => {};
const atOnce: Timer = (_, run) => {
  queueMicrotask(run);
  return () => {};
};
const pending = (): Promise<Result<number>> => new Promise(() => {});

test('an answer that comes in time is the answer', async () => {
  const answer = await answerWithin({ timeoutMs: 5 }, never, Promise.resolve(ok(7)));
  expect(answer).toEqual(ok(7));
});

test('work that takes too long answers that nothing is known', async () => {
  const answer = await answerWithin({ timeoutMs: 5 }, atOnce, pending());
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'TIMED_OUT' } });
});

test('whoever ends a call gets its answer at once', async () => {
  const end = new AbortController();
  const answer = answerWithin({ timeoutMs: 5, signal: end.signal }, never, pending());
  end.abort();
  expect(await answer).toMatchObject({ ok: false, refusal: { code: 'ABORTED' } });
});

test('a call that was ended before it began does not begin', async () => {
  const signal = AbortSignal.abort();
  const answer = await answerWithin({ timeoutMs: 5, signal }, never, Promise.resolve(ok(7)));
  expect(answer).toMatchObject({ ok: false, refusal: { code: 'ABORTED' } });
});

test('the timer is called off with the answer', async () => {
  let isOff = false;
  const timer: Timer = () => () => {
    isOff = true;
  };
  await answerWithin({ timeoutMs: 5 }, timer, Promise.resolve(ok(7)));
  expect(isOff).toBe(true);
});

test('a bug of the work is thrown on', async () => {
  const work = Promise.reject<Result<number>>(new Error('a bug'));
  await expect(answerWithin({ timeoutMs: 5 }, never, work)).rejects.toThrow('a bug');
});
