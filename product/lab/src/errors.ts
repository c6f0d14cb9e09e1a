import { ArgosyError } from 'argosy/core';

/** Every code this room throws, and what it means. */
export const labErrors = {
  NO_SWEEP: 'a module of a sweep exports a function makeSweep',
  BAD_THREADS: 'the number of threads is out of bounds',
  POOL_CLOSED: 'a pool that was closed runs no sweep',
  BAD_TABLE: 'the table is not one of this sweep',
  THREAD_FAILED: 'a thread of the sweep ended with an error',
} as const;

/** The codes of `labErrors`. */
export type LabErrorCode = keyof typeof labErrors;

/** Makes an error of the room's table with the particulars of the case. */
export function labError(code: LabErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${labErrors[code]}: ${detail}`);
}
