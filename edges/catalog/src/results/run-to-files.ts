import {
  Backtest,
  type BacktestConfig,
  type BacktestResult,
  type RunSink,
  type RunState,
} from 'argosy/backtest';
import { ledgerScales } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import type { LogRecord } from 'argosy/engine';

import { driveBacktest, type DriveOptions } from './drive-backtest.ts';
import { openRunFiles, type RunFiles } from './run-files.ts';

/** Keeps the record of a run while it goes on. */
export type RunKeeper = {
  readonly sink: Pick<RunSink, 'entry' | 'taped'>;
  /** Awaited after each slice. */
  flush(): Promise<void>;
  /** Awaited at the end, before results are written: where it fails there are none. */
  finish(result: BacktestResult): Promise<void>;
};

/** Listens to a run, and makes a document of it that is kept with its results. */
export type RunReporter = {
  readonly sink: Pick<RunSink, 'event' | 'taped' | 'equity'>;
  /** The text of `sheet.json`. */
  document(result: BacktestResult): string;
};

/** How a run is driven, and where its files go. */
export type RunToFilesOptions = Omit<DriveOptions, 'afterSlice'> & {
  /** The folder of the results; null writes none. */
  readonly out: string | null;
  /** Called around making the run and each slice of it, to watch over what strategies reach for. */
  readonly guard?: <Value>(work: () => Value) => Value;
  readonly keeper?: RunKeeper | null;
  readonly reporter?: RunReporter | null;
  /** Hears of every line that strategies log. */
  readonly onLog?: (record: LogRecord) => void;
};

/** How a run ended. */
export type DrivenRun = {
  readonly state: Exclude<RunState, 'running'>;
  readonly result: BacktestResult;
};

/**
 * Runs a backtest and leaves its results in a folder: all of them, or after an error none. Where no
 * `signal` is given, an interrupt (ctrl-C) or a request to end cancels the run, whose partial result
 * is written and says so.
 *
 * @example
 * const { result } = await runToFiles(config, { out: 'runs/sma' });
 */
export async function runToFiles(
  config: BacktestConfig,
  options: RunToFilesOptions,
): Promise<DrivenRun> {
  const files = options.out === null ? null : openFiles(config, options.out);
  try {
    const { guard = unguarded, keeper = null, reporter = null, onLog } = options;
    const log = (record: LogRecord): void => {
      files?.log?.(record);
      onLog?.(record);
    };
    const sink = sinkOf([files, keeper?.sink, reporter?.sink]);
    const run = guard(() => new Backtest(config, { ...files, ...sink, log }));
    const state = await driveUntilStopped(run, options);
    const result = run.result();
    await keeper?.finish(result);
    files?.finish(result, reporter?.document(result));
    return { state, result };
  } finally {
    files?.abandon();
  }
}

/** What several want to hear; where nobody does, the run need not say it. */
function sinkOf(
  sinks: readonly (RunSink | null | undefined)[],
): Pick<RunSink, 'event' | 'entry' | 'taped' | 'equity'> {
  const some = sinks.filter((sink) => sink !== null && sink !== undefined);
  const wants = (name: keyof RunSink): boolean => some.some((sink) => sink[name] !== undefined);
  return {
    ...(wants('event') && { event: (event) => some.forEach((sink) => sink.event?.(event)) }),
    ...(wants('entry') && { entry: (entry) => some.forEach((sink) => sink.entry?.(entry)) }),
    ...(wants('taped') && {
      taped: (number, input) => some.forEach((sink) => sink.taped?.(number, input)),
    }),
    ...(wants('equity') && { equity: (sample) => some.forEach((sink) => sink.equity?.(sample)) }),
  };
}

function openFiles(
  { instruments, ledgerScales: raised = {} }: BacktestConfig,
  out: string,
): RunFiles {
  const scales = ledgerScales(raised);
  return openRunFiles(out, { instruments: new InstrumentTable(instruments), scales });
}

async function driveUntilStopped(
  run: Backtest,
  { guard = unguarded, signal, keeper, ...options }: RunToFilesOptions,
): Promise<DrivenRun['state']> {
  const stop = new AbortController();
  const onStop = (): void => stop.abort();
  const names = signal === undefined ? stopSignals : [];
  for (const name of names) process.once(name, onStop);
  const guarded = {
    get progress() {
      return run.progress;
    },
    advance: (inputsMax: number) => guard(() => run.advance(inputsMax)),
    cancel: () => run.cancel(),
  };
  try {
    const afterSlice = async (): Promise<void> => keeper?.flush();
    return await driveBacktest(guarded, {
      ...options,
      afterSlice,
      signal: signal ?? stop.signal,
    });
  } finally {
    for (const name of names) process.removeListener(name, onStop);
  }
}

function unguarded<Value>(work: () => Value): Value {
  return work();
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const;
