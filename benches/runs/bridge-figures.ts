import type { BridgeReport, TickTimes } from './bridge-run.ts';

/** What a run of the bridge has to say, by name. */
export function figuresOfBridge(report: BridgeReport): Readonly<Record<string, number | string>> {
  const { ticks, rounds, steady, steadyNaive, pressed, pressedNaive } = report;
  const textOf = ({ least, median }: TickTimes): string => `median ${median}, least ${least}`;
  const ratio = (ours: TickTimes, theirs: TickTimes): number =>
    Number((theirs.median / ours.median).toFixed(2));
  return {
    'ticks of 500 instruments': `${ticks}, ${rounds} times`,
    'in and out, ns a tick': textOf(steady),
    'an array and maps, ns a tick': textOf(steadyNaive),
    ratio: ratio(steady, steadyNaive),
    'bytes a tick': Math.round(report.steadyBytes),
    'a quarter leaves, ns a tick': textOf(pressed),
    'an array and maps without a bound, ns a tick': textOf(pressedNaive),
    'ratio under pressure': ratio(pressed, pressedNaive),
    'conflated under pressure': report.pressedConflated,
    'no last value lost': String(report.hasLastValues),
    'a look-up of a bucket, ns': textOf(report.observe),
  };
}
