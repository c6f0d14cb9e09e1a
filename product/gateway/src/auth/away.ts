import { ArgosyError } from 'argosy/core';
import type { StorageErrorCode } from '@argosy/storage';

/** What says that the records do not answer just now; whatever else breaks is a bug, and no reason to trust anybody. */
const awayCodes: ReadonlySet<string> = new Set([
  'DATABASE_AWAY',
  'BUSY',
  'OVERLOADED',
  'CLOSED',
  'NO_ANSWER',
  'THREAD_ENDED',
  'TOO_MANY_CALLS',
]);

/** Whether an error says that the records do not answer just now. */
export function isAway(error: unknown): boolean {
  return error instanceof ArgosyError && awayCodes.has(error.code);
}

/** Waits for an answer of the records, but not for long: then they count as away. */
export async function within<Value>(asked: Promise<Value>, millis: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const code: StorageErrorCode = 'DATABASE_AWAY';
    timer = setTimeout(() => {
      reject(new ArgosyError(code, `no answer within ${millis} ms`));
    }, millis);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
