import type { IngestPart, IngestReport } from './ingest-run.ts';

/** What a run of a feed has to say, by name. */
export function figuresOfIngest(report: IngestReport): Readonly<Record<string, number | string>> {
  const lines = report.parts.map((part) => {
    return [`${part.perSecond} rows/s of ${report.instruments} instruments`, textOf(part)];
  });
  return Object.fromEntries(lines);
}

function textOf(part: IngestPart): string {
  const { feedMs, machinesMs } = part;
  return [
    `${part.sent} rows at ${part.reached}/s, load ${part.load}`,
    `${part.dropped} dropped, ${part.missing} missing, ${part.conflated} conflated, ${part.heldBack} held back`,
    `last values wrong at ${part.wrongAtClient} client, ${part.wrongInCache} cache, ${part.wrongOnTape} tape`,
    `ms to the bridge ${feedMs.join('/')}, to the machines ${machinesMs.join('/')} (p50/p99)`,
    `processor time a row: node ${part.nodeMicros} µs, feeder ${part.feederMicros} µs`,
  ].join('; ');
}
