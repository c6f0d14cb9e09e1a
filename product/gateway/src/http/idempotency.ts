import { createHash } from 'node:crypto';

import { MICROS_PER_DAY, MICROS_PER_MINUTE, ok, toTimestamp, type Result } from 'argosy/core';

import { isAway, within } from '../auth/away.ts';
import type { Records } from '../platform/records.ts';
import { refuseMistakes, type Refused } from './problem.ts';

/** How long an answer is kept for those that come again. */
const KEPT_MICROS = MICROS_PER_DAY;
/** From when a request counts as dead that has no answer. */
const LEASE_MICROS = MICROS_PER_MINUTE;
/** How long the records may take over the key of a request that is done without it otherwise. */
const AWAY_MILLIS = 1_000;
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
  /** Whether it may be done twice, and is done though its key cannot be kept: what only reduces risk. */
  readonly mayRepeat?: boolean;
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
  { owner, key, form, nowMicros, mayRepeat = false }: KeyedRequest,
  run: () => Promise<Result<{ readonly status: number; readonly body: string }, Refused>>,
): Promise<Result<KeptAnswer, Refused>> {
  const begun = records.beginRequest({
    owner,
    key,
    bodyHash: createHash('sha256').update(form).digest(),
    at: toTimestamp(nowMicros),
    expiresAt: toTimestamp(nowMicros + KEPT_MICROS),
    leasedUntil: toTimestamp(nowMicros + LEASE_MICROS),
  });
  const turn = mayRepeat ? await orNull(begun) : await begun;
  if (turn === null) return unkept(await run());
  if (!turn.ok) return turn;
  if (turn.value.kind === 'answered') {
    const { status, answer } = turn.value;
    return ok({ status, body: Buffer.from(answer).toString(), isReplayed: true });
  }
  const done = await run();
  if (!done.ok) {
    const dropped = records.dropRequest({ owner, key });
    await (mayRepeat ? orNull(dropped) : dropped);
    return done;
  }
  const { status, body } = done.value;
  const answered = records.answerRequest({ owner, key }, { status, answer: Buffer.from(body) });
  const kept = mayRepeat ? await orNull(answered) : await answered;
  return kept === null || kept.ok ? unkept(done) : kept;
}

/** What the records answer; null where they are away. */
async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await within(asked, AWAY_MILLIS);
  } catch (error) {
    if (isAway(error)) return null;
    throw error;
  }
}

function unkept(
  done: Result<{ readonly status: number; readonly body: string }, Refused>,
): Result<KeptAnswer, Refused> {
  return done.ok ? ok({ ...done.value, isReplayed: false }) : done;
}
