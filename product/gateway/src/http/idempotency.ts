import { createHash } from 'node:crypto';

import { MICROS_PER_DAY, MICROS_PER_MINUTE, ok, toTimestamp, type Result } from 'argosy/core';

import type { Records } from '../platform/records.ts';
import { refuseMistakes, type Refused } from './problem.ts';

/** How long an answer is kept for those that come again. */
const KEPT_MICROS = MICROS_PER_DAY;
/** From when a request counts as dead that has no answer. */
const LEASE_MICROS = MICROS_PER_MINUTE;
const keyPattern = /^[!-~]{1,120}$/u;

/** An answer as it goes out, and as it is kept. */
export type KeptAnswer = {
  readonly status: number;
  readonly body: string;
  /** Whether it was given before, and nothing was done this time. */
  readonly isReplayed: boolean;
};

/** A request under a key. */
export type KeyedRequest = {
  readonly owner: string;
  readonly key: string;
  /** What is asked: the same key for something else is refused. */
  readonly form: string;
  readonly nowMicros: number;
};

/** The key of a request; null where it has none. */
export function readKey(header: string | string[] | undefined): Result<string | null, Refused> {
  if (header === undefined) return ok(null);
  if (typeof header === 'string' && keyPattern.test(header)) return ok(header);
  const reason = 'expected 1 to 120 printable characters without spaces';
  return refuseMistakes([{ path: 'headers.idempotency-key', reason }]);
}

/**
 * Does a request once: one that comes again with its key gets the first answer. What was refused is forgotten, for
 * nothing was done. What broke is not: whether anything was done is not known, and its key waits until it counts as
 * dead.
 */
export async function doOnce(
  records: Pick<Records, 'beginRequest' | 'answerRequest' | 'dropRequest'>,
  { owner, key, form, nowMicros }: KeyedRequest,
  run: () => Promise<Result<{ readonly status: number; readonly body: string }, Refused>>,
): Promise<Result<KeptAnswer, Refused>> {
  const turn = await records.beginRequest({
    owner,
    key,
    bodyHash: createHash('sha256').update(form).digest(),
    at: toTimestamp(nowMicros),
    expiresAt: toTimestamp(nowMicros + KEPT_MICROS),
    leasedUntil: toTimestamp(nowMicros + LEASE_MICROS),
  });
  if (!turn.ok) return turn;
  if (turn.value.kind === 'answered') {
    const { status, answer } = turn.value;
    return ok({ status, body: Buffer.from(answer).toString(), isReplayed: true });
  }
  const done = await run();
  if (!done.ok) {
    await records.dropRequest({ owner, key });
    return done;
  }
  const { status, body } = done.value;
  const kept = await records.answerRequest({ owner, key }, { status, answer: Buffer.from(body) });
  return kept.ok ? ok({ status, body, isReplayed: false }) : kept;
}
