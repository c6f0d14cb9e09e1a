import type { Backtest } from '@argosy/contract';

/** How long a run still takes, in milliseconds, if it goes on as it went; null while nobody can know. */
export function timeLeft(
  { status, progress, startedAt }: Pick<Backtest, 'status' | 'progress' | 'startedAt'>,
  now: number,
): number | null {
  const KNOWN_FROM = 0.02;
  if (status !== 'running' || startedAt === null || progress < KNOWN_FROM) return null;
  const taken = Math.max(0, now - Date.parse(startedAt));
  return (taken * (1 - progress)) / progress;
}

/** Whether a run has yet to end. */
export function isUnderWay({ status }: Pick<Backtest, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}
