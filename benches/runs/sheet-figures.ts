import type { SheetReport } from './sheet-run.ts';

/** The figures of the tear sheet's bench, a line each. */
export function figuresOfSheet(report: SheetReport): Readonly<Record<string, number | string>> {
  const { days, trades, bytes, whole, cpu, measure, draw, run, listening } = report;
  const textOf = ({ first, p50, p99, samples }: typeof whole): string =>
    `first ${first}, p50 ${p50}, p99 ${p99} of ${samples}`;
  return {
    'days, trades': `${days}, ${trades}`,
    'bytes of the document, of the page': `${bytes.json}, ${bytes.page}`,
    'measured, written and drawn, ms': textOf(whole),
    'the same, of the processor alone, ms': textOf(cpu),
    'measured, ms': textOf(measure),
    'written and drawn, ms': textOf(draw),
    'the run alone, ms': run,
    'the run with the sheet listening, ms': listening,
    'ratio of the runs': Number((listening / run).toFixed(2)),
  };
}
