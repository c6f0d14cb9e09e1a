import type { Position, Strategy } from '@argosy/contract';

/** How long a strategy may be silent before that is shown: its host tells of it each second. */
const SILENT_MS = 5_000;

/** The positions of a strategy's book. */
export function positionsOf(
  positions: readonly Position[],
  { book }: Pick<Strategy, 'book'>,
): readonly Position[] {
  return positions.filter((position) => position.book === book);
}

/** How many of them are open. */
export function heldCount(positions: readonly Position[]): number {
  return positions.filter(({ qty }) => /[1-9]/u.test(qty)).length;
}

/** How long a strategy has not been heard of; null where it never was. */
export function silenceOf({ heardAt }: Pick<Strategy, 'heardAt'>, now: number): number | null {
  return heardAt === null ? null : Math.max(0, now - Date.parse(heardAt));
}

/** Whether one that should run is silent for too long. */
export function isSilent(
  { heardAt, state }: Pick<Strategy, 'heardAt' | 'state'>,
  now: number,
): boolean {
  const isUp = state === 'running' || state === 'paused';
  const silence = silenceOf({ heardAt }, now);
  return isUp && silence !== null && silence > SILENT_MS;
}

/** A value of a parameter as people read it. */
export function showParameter(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
