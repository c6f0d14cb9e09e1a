import { setImmediate as nextTurn } from 'node:timers/promises';

import type { RunProgress, RunState } from 'argosy/backtest';

/** How many inputs are handled before others on this thread get their turn. */
export const SLICE_INPUTS_DEFAULT = 50_000;
/** The shortest time between two reports of progress. */
const PROGRESS_EVERY_MS = 100;

/** A run of the kernel that goes on a slice at a time; `Backtest` is one. */
export type SlicedRun = {
  readonly progress: RunProgress;
  /** Handles up to so many inputs. */
  advance(inputsMax: number): RunState;
  /** Ends it here; what it came to so far stays. */
  cancel(): void;
};

/** How a run is driven. */
export type DriveOptions = {
  readonly signal?: AbortSignal;
  /** Called at most ten times a second, and once at the end. */
  readonly onProgress?: (progress: RunProgress) => void;
  readonly sliceInputs?: number;
  /** Awaited after each slice: a disk that is slow holds the run up, and memory stays bounded. */
  readonly afterSlice?: () => Promise<void>;
  /** Milliseconds from any start that never run backwards; the machine's unless told. */
  readonly now?: () => number;
};

/**
 * Runs a backtest to its end without blocking the thread: between slices the event loop turns. An
 * abort cancels the run, whose partial result can still be read.
 *
 * @example
 * await driveBacktest(run, { signal: AbortSignal.timeout(60_000) });
 */
export async function driveBacktest(
  run: SlicedRun,
  options: DriveOptions = {},
): Promise<Exclude<RunState, 'running'>> {
  const { signal, sliceInputs = SLICE_INPUTS_DEFAULT, afterSlice } = options;
  const report = progressReporter(run, options);
  for (;;) {
    if (signal?.aborted === true) run.cancel();
    const state = run.advance(sliceInputs);
    report(state);
    await afterSlice?.();
    if (state !== 'running') return state;
    await nextTurn();
  }
}

function progressReporter(
  run: SlicedRun,
  { onProgress, now = () => performance.now() }: DriveOptions,
): (state: RunState) => void {
  let reportedAtMs = now();
  return (state) => {
    const nowMs = now();
    if (state === 'running' && nowMs - reportedAtMs < PROGRESS_EVERY_MS) return;
    reportedAtMs = nowMs;
    onProgress?.(run.progress);
  };
}
