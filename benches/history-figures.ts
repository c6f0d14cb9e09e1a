import type { Costs, HistoryReport } from './runs/history-run.ts';
import type { RecordingReport } from './runs/recording-run.ts';

type Figures = Readonly<Record<string, number | string>>;

/** A symbol of a history of ten million bars into columns, and all of it to bars of an hour. */
export function historyFigures(report: HistoryReport): Figures {
  const { bars, scan, resample, hourBars, streamed, csv, hyparquet, agree } = report;
  return {
    bars,
    'one symbol of 100,000 into columns, ms': textOf(scan),
    'all to bars of an hour, ms': textOf(resample),
    'bars of an hour': hourBars,
    'a million as rows in order, M/s': streamed,
    'the same symbol from CSV, ms': textOf(csv),
    'the same symbol by hyparquet, ms': hyparquet === null ? 'not installed' : textOf(hyparquet),
    'all find the same': String(agree),
  };
}

/** Ticks recorded at a steady rate by a process that is killed, and what of them is left. */
export function recordingFigures(report: RecordingReport): Figures {
  const { seconds, perSecond, given, kept, lostMs, missing, leftOut } = report;
  return {
    'seconds until it is killed': seconds,
    'ticks recorded a second': perSecond,
    'ticks given, kept': `${given}, ${kept}`,
    'lost at the end, ms': lostMs,
    'missing before it': missing,
    'left out for want of room': leftOut,
    'told by the next start': String(report.isToldOf),
    'rolled into Parquet, rows/s': report.rolledPerSecond,
    'each there once': String(report.isWhole),
  };
}

/** The middle one by the clock, and of processors: on a busy machine only the second says something. */
function textOf({ wall, cpu }: Costs): string {
  return `${middle(wall)} (${middle(cpu)} of processors; cold ${wall[0]})`;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
