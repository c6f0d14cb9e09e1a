import type { FanoutReport } from './fanout-run.ts';

const KIB = 1_024;

/** What a run of the fan-out has to say, by name. */
export function figuresOfFanout(report: FanoutReport): Readonly<Record<string, number | string>> {
  const { connections, symbols, rates, many } = report;
  const lines: Record<string, number | string> = {
    'connections, symbols of each': `${connections}, ${symbols}`,
  };
  for (const [name, rate] of Object.entries(rates)) {
    const { framesPerSecond, ticksPerSecond, framesPerCpuSecond, userMicrosPerFrame } = rate;
    lines[`${name} a frame, frames/s`] = Math.round(framesPerSecond);
    lines[`${name} a frame, ticks/s`] = Math.round(ticksPerSecond);
    lines[`${name} a frame, frames/CPU s`] = Math.round(framesPerCpuSecond);
    lines[`${name} a frame, µs of own code`] = Number(userMicrosPerFrame.toFixed(2));
    if (rate.delivered < 1) lines[`${name} a frame, delivered`] = rate.delivered;
  }
  for (const ticks of [1, 10]) {
    const ours = rates[`ours, ${ticks}`]?.framesPerCpuSecond ?? Number.NaN;
    for (const other of ['ws.send', 'rival']) {
      const theirs = rates[`${other}, ${ticks}`]?.framesPerCpuSecond ?? Number.NaN;
      lines[`${ticks} a frame, ratio to ${other}, by CPU`] = Number((ours / theirs).toFixed(2));
    }
  }
  return {
    ...lines,
    'connections at a time': many.connections,
    'until all are up, s': Number((many.upMillis / 1_000).toFixed(1)),
    'until all are back after a storm, s': Number((many.backMillis / 1_000).toFixed(1)),
    'KiB a connection, resident': Number((many.rssBytesEach / KIB).toFixed(1)),
    'KiB a connection, held by the engine': Number((many.heldBytesEach / KIB).toFixed(1)),
    'frames/s to all of them': Math.round(many.framesPerSecond),
  };
}
