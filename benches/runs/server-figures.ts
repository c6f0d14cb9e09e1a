import type { PlaceReport } from './server/messages.ts';
import type { ServerReport } from './server-run.ts';

/** What a run of the whole platform has to say, by name. */
export function figuresOfServer(report: ServerReport): Readonly<Record<string, number | string>> {
  const { place, sustained, rival, listen, memoryMb, memoryAfterSeconds, starts, loads } = report;
  const lines: Record<string, number | string> = {
    'placed at 500/s, ms until safe': textOf(place),
    'placed at 10,000/min, ms until safe': textOf(sustained),
    'Fastify, ws, PostgreSQL, at 500/s, ms': rival === null ? 'skipped: no server' : textOf(rival),
  };
  if (rival !== null) lines['ratio to it at p99'] = Number((rival.p99 / place.p99).toFixed(2));
  lines['10,000 ticks/s to 100 sockets, ms'] =
    `p50 ${listen.p50}, p99 ${listen.p99}, p99.9 ${listen.p999} of ${listen.quotes} quotes in ${listen.messages} messages`;
  lines['resident MB at 5,000 ticks/s'] = `${memoryMb} after ${memoryAfterSeconds} s`;
  for (const [name, millis] of Object.entries(starts)) {
    lines[`ready, ${name}, ms`] = millis.join(', ');
  }
  return { ...lines, 'load before each part': loads.join(', ') };
}

function textOf({ sent, errors, firstError, p50, p95, p99, most }: PlaceReport): string {
  const failed = firstError === null ? '' : `, the first: ${firstError}`;
  return `p50 ${p50}, p95 ${p95}, p99 ${p99}, most ${most} of ${sent}; ${errors} errors${failed}`;
}
