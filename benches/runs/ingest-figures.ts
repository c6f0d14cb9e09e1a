import type { IngestPart, IngestReport } from './ingest-run.ts';

/** What a run of a feed has to say, by name. */
export function figuresOfIngest(report: IngestReport): Readonly<Record<string, number | string>> {
  const lines = report.parts.map((part) => {
    const name = `${part.perSecond} rows/s of ${report.instruments} instruments`;
    return [name, textOf(part)] as const;
  });
  const { p50, p99, p999, quotes, conflated, dropped, load } = report.listen;
  const heard = `p50 ${p50}, p99 ${p99}, p99.9 ${p999} of ${quotes} quotes; ${conflated} conflated, ${dropped} dropped; load ${load}`;
  return { ...Object.fromEntries(lines), '10,000 rows/s to 100 sockets, ms': heard };
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
