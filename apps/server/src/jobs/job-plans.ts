import {
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  toMicros,
  type Micros,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import type { PartReport } from '@argosy/telemetry';

import type { JobsConfig } from '../config/server-config.ts';
import type { JobPlan } from './job-board.ts';
import type { JobSchedule } from './job-schedule.ts';
import {
  checkSession,
  lookAtHealth,
  purge,
  reconcileAccounts,
  refreshInstruments,
  type BrokerLogin,
  type InstrumentRefreshPort,
  type PurgeOptions,
  type ReconciliationPort,
} from './standing-jobs.ts';

/** What a node's jobs reach. A job without what it is for is left out. */
export type JobPorts = {
  readonly config: JobsConfig;
  readonly now: () => Timestamp;
  /** The exchange's: days begin and end by it. */
  readonly clock: SessionClock;
  readonly reconciliation: ReconciliationPort;
  readonly health: () => Promise<readonly PartReport[]>;
  readonly broker: BrokerLogin;
  readonly instruments: InstrumentRefreshPort | null;
  /** How long a day of the exchange takes where its time runs fast; null where it is a day. */
  readonly fastDay: Micros | null;
  /** Keeps a snapshot of the machines, and says which. */
  readonly snapshot: () => Promise<string>;
  /** Puts small files of history together, and says what it has done. */
  readonly compaction: (signal: AbortSignal) => Promise<string>;
  readonly purge: PurgeOptions;
  /** Puts market data away, and says what it has done. */
  readonly tape: (signal: AbortSignal) => Promise<string>;
};

const MINUTE = toMicros(MICROS_PER_MINUTE);
const HOUR = toMicros(MICROS_PER_HOUR);

/** The jobs of a node, as they are configured. */
export function jobPlans(ports: JobPorts): readonly JobPlan[] {
  const { config, now, clock, reconciliation, broker, instruments } = ports;
  const every = (micros: Micros): JobSchedule => ({ kind: 'every', micros });
  const daily = (at: Micros): JobSchedule => ({ kind: 'daily', at, clock });
  const reconcile = (signal: AbortSignal): Promise<string> =>
    reconcileAccounts(reconciliation, signal);
  const plan = (
    name: string,
    schedule: JobSchedule,
    [deadline, run]: readonly [Micros, JobPlan['run']],
  ): JobPlan => ({ name, schedule, deadline, run });
  return [
    plan('order-reconciliation', every(config.orderReconciliation), [MINUTE, reconcile]),
    plan('position-sync', every(config.positionSync), [MINUTE, reconcile]),
    plan('health', every(config.health), [MINUTE, async () => lookAtHealth(await ports.health())]),
    plan('snapshots', every(config.snapshots), [MINUTE, () => ports.snapshot()]),
    plan('purge', every(config.purge), [MINUTE, () => purge(ports.purge, now())]),
    plan('tape-archive', every(config.tape), [HOUR, (signal) => ports.tape(signal)]),
    plan('session-check', every(config.sessionCheck), [MINUTE, () => checkSession(broker, now())]),
    plan('compaction', daily(config.compactionAt), [HOUR, (signal) => ports.compaction(signal)]),
    ...(instruments === null
      ? []
      : [
          plan('instrument-refresh', refreshed(ports), [
            HOUR,
            (signal) => refreshInstruments(instruments, clock.tradingDay(now()), signal),
          ]),
        ]),
  ];
}

function refreshed({ fastDay, config, clock }: JobPorts): JobSchedule {
  if (fastDay !== null) return { kind: 'every', micros: fastDay };
  return { kind: 'daily', at: config.instrumentRefreshAt, clock };
}
