import { ArgosyError, type Refusal } from 'argosy/core';
import { storageErrors, type StorageErrorCode } from '@argosy/storage';

/** What says that the records do not answer just now; whatever else breaks is a bug, and no reason to trust anybody. */
const awayCodes: ReadonlySet<string> = new Set([
  'DATABASE_AWAY',
  'DISK_FULL',
  'BUSY',
  'OVERLOADED',
  'CLOSED',
  'NO_ANSWER',
  'THREAD_ENDED',
  'TOO_MANY_CALLS',
]);

/** What whoever asks is told of it: that the disk is full, or that the records are away for whatever reason. */
export function awayRefusal(error: unknown): Refusal {
  const isFull = error instanceof ArgosyError && error.code === 'DISK_FULL';
  const code: StorageErrorCode = isFull ? 'DISK_FULL' : 'DATABASE_AWAY';
  return { code, reason: storageErrors[code] };
}

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
