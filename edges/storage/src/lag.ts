import type { Progress } from './project/projection-target.ts';

/** How far tables are behind their journal. */
export type ProjectionLag = {
  /** How many records are not in the tables yet. */
  readonly records: number;
  /** How old what the tables say is, in microseconds; 0 where they know everything, null where they know nothing. */
  readonly micros: number | null;
};

/** How far tables are behind a journal whose last position is known, at an instant. */
export function lagOf(
  progress: Pick<Progress, 'position' | 'at'>,
  lastPosition: number,
  now: number,
): ProjectionLag {
  const records = Math.max(0, lastPosition - progress.position);
  if (records === 0) return { records, micros: 0 };
  return { records, micros: progress.at === 0 ? null : Math.max(0, now - progress.at) };
}
