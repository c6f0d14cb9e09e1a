import type { HealthBook, PartHealth } from '@argosy/telemetry';

import type { LiveCore } from './live-core.ts';

/** Adds the parts of the machines' thread to a book; each is asked when somebody looks. */
export function watchCore(health: HealthBook, core: LiveCore): void {
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
  watch('tape', 'none', () =>
    core.tape.state === 'taping' ? up : degraded(`it is ${core.tape.state}`),
  );
}

const up: PartHealth = { state: 'up', reason: null };

function degraded(reason: string): PartHealth {
  return { state: 'degraded', reason };
}

function brokerHealth({ connection: { state, reason } }: LiveCore): PartHealth {
  if (state === 'connected') return up;
  return { state: 'down', reason: reason === null ? state : `${state}: ${reason}` };
}
