import { doubtful, fine, wrong, type Finding } from './finding.ts';
import type { Machine } from './machine.ts';

/** The oldest Node that runs it, as `package.json` says. */
const NODE_MIN = [24, 7] as const;
const OPEN_FILES_MIN = 4096;
const GIB = 1024 ** 3;
const MEMORY_FREE_MIN = GIB / 2;
const MEMORY_MIN = GIB;
/** When this was written: no clock that is right says an earlier time. */
const WRITTEN_AT = Date.UTC(2026, 0, 1);
const WATCH_MILLIS = 100;
const DRIFT_MILLIS_MAX = 20;

/** The version of Node. */
export function checkNode({ nodeVersion }: Machine): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const [leastMajor, leastMinor] = NODE_MIN;
  const isNew = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  if (isNew) return fine('node', nodeVersion);
  return wrong('node', nodeVersion, `install Node ${NODE_MIN.join('.')} or newer, or run npm ci`);
}

/** What memory there is. */
export function checkMemory({ memory: { total, free } }: Machine): Finding {
  const detail = `${inGib(free)} free of ${inGib(total)}`;
  if (total < MEMORY_MIN) {
    return wrong('memory', detail, 'a node with its hosts takes about half of 1 GiB: give it more');
  }
  if (free >= MEMORY_FREE_MIN) return fine('memory', detail);
  return doubtful('memory', detail, 'end what is not needed: a node takes about half of 1 GiB');
}

/** How many files and connections may be open. */
export function checkOpenFiles({ openFilesMax }: Machine): Finding {
  if (openFilesMax === null) return fine('open files', 'the system does not say');
  if (openFilesMax >= OPEN_FILES_MIN) return fine('open files', `${openFilesMax}`);
  const advice = `each connection is one: raise the limit to ${OPEN_FILES_MIN} or more (ulimit -n)`;
  return doubtful('open files', `${openFilesMax}`, advice);
}

/** Whether the clock can be right: orders and logins go by it. */
export async function checkClock(
  machine: Machine,
  pause: (millis: number) => Promise<unknown>,
): Promise<Finding> {
  const { wall, elapsed } = machine;
  const now = wall();
  const told = new Date(now).toISOString();
  if (now < WRITTEN_AT) {
    return wrong('clock', told, 'it is set wrongly: let the system keep its time (NTP)');
  }
  const before = elapsed();
  await pause(WATCH_MILLIS);
  const drift = Math.abs(wall() - now - (elapsed() - before));
  if (drift <= DRIFT_MILLIS_MAX) return fine('clock', told);
  const detail = `${told}, ${drift.toFixed(0)} ms off within ${WATCH_MILLIS} ms`;
  return doubtful('clock', detail, 'something is setting it: look at what keeps its time');
}

/** Bytes as people say them. */
export function inGib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
