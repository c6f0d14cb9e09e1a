import { statfsSync } from 'node:fs';

import type { HealthBook, PartHealth } from '@argosy/telemetry';

import type { LiveCore } from './live-core.ts';

const MIB = 1024 * 1024;
/** Behind so little nothing is written any more, and what adds risk is refused. */
const FREE_LEAST = MIB;
/** What the next files of journal and tape take. */
const FREE_GOOD = 64 * MIB;

/** Adds the parts of the machines' thread to a book, and the disk of its data; each is asked when somebody looks. */
export function watchCore(health: HealthBook, core: LiveCore, folder: string): void {
  const watch = (
    part: string,
    neededFor: 'live' | 'ready' | 'none',
    check: () => PartHealth,
  ): void => {
    health.register(part, { neededFor, staleAfter: null, check });
  };
  watch('broker', 'ready', () => brokerHealth(core));
  watch('reconciliation', 'ready', () =>
    core.live.isReady ? up : degraded('accounts do not agree with their broker yet'),
  );
  for (const { name, check } of core.marketParts) watch(name, 'none', check);
  watch('journal', 'live', () =>
    core.journal.room === 'reserved' ? degraded('the disk is nearly full') : up,
  );
  watch('disk', 'ready', () => diskHealth(statfsSync(folder)));
  watch('tape', 'none', () =>
    core.tape.state === 'taping' ? up : degraded(`it is ${core.tape.state}`),
  );
}

const up: PartHealth = { state: 'up', reason: null };

function degraded(reason: string): PartHealth {
  return { state: 'degraded', reason };
}

/** How a disk is by the room that it has left. */
export function diskHealth({
  bavail,
  bsize,
}: {
  readonly bavail: number;
  readonly bsize: number;
}): PartHealth {
  const free = bavail * bsize;
  const left = `${Math.floor(free / MIB)} MiB are free`;
  if (free < FREE_LEAST) {
    const reason = `it is full: what adds risk is refused until there is room, ${left}`;
    return { state: 'down', reason };
  }
  return free < FREE_GOOD ? degraded(`it is nearly full, ${left}`) : up;
}

function brokerHealth({ connection: { state, reason } }: LiveCore): PartHealth {
  if (state === 'connected') return up;
  return { state: 'down', reason: reason === null ? state : `${state}: ${reason}` };
}
