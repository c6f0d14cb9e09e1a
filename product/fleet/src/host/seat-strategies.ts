import { ArgosyError, Random, SessionClock, type StrategyId } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import {
  createStrategy,
  EngineMachine,
  readWritten,
  type EngineOutbox,
  type SeatSetup,
} from 'argosy/engine';
import { ScanModel } from 'argosy/risk';

import { tryLoading } from '../trial/load-strategy.ts';
import type { HostedStrategy, HostPlan } from './messages.ts';
import { CallbackWatch, timeStrategy, type MicroClock } from './timed-strategy.ts';

/** An engine with the strategies of a plan, and what their callbacks cost. */
export type SeatedEngine = {
  readonly engine: EngineMachine;
  readonly instruments: InstrumentTable;
  readonly watches: readonly CallbackWatch[];
};

/** A strategy of the plan cannot be seated; null where they do not go together. */
export type SeatFailure = {
  readonly strategy: StrategyId | null;
  readonly code: string;
  readonly detail: string;
};

/** How an engine is made of a plan. */
export type SeatOptions = {
  readonly out: EngineOutbox;
  readonly clock: MicroClock;
  /** How long a callback may take. */
  readonly deadlineMicros: number;
};

/** Loads and makes every strategy of a plan; says what is wrong with those that cannot be, all at once. */
export async function seatStrategies(
  plan: HostPlan,
  { out, clock, deadlineMicros }: SeatOptions,
): Promise<SeatedEngine | readonly SeatFailure[]> {
  const instruments = new InstrumentTable(plan.instruments);
  const watches: CallbackWatch[] = [];
  const failures: SeatFailure[] = [];
  const seats: SeatSetup[] = [];
  for (const hosted of plan.strategies) {
    const watch = new CallbackWatch(hosted.seat.id, clock, deadlineMicros);
    // One after the other: what a file does while it loads is watched.
    const seat = await seatOf(hosted, { watch, instruments });
    if ('code' in seat && 'detail' in seat) failures.push(seat);
    else seats.push(seat);
    watches.push(watch);
  }
  if (failures.length > 0) return failures;
  const { externalBars, scales } = plan;
  const calendars = new Map(plan.calendars.map((one) => [one.id, new SessionClock(one)]));
  const random = Random.fromSeed(plan.seed);
  const parts = { instruments, calendars, externalBars, scales, random, out };
  const engine = refusalOf(null, () => new EngineMachine({ ...parts, strategies: seats }));
  return engine instanceof EngineMachine ? { engine, instruments, watches } : [engine];
}

/** What our own code says against a plan is an answer; anything else a bug. */
function refusalOf<Made>(strategy: StrategyId | null, make: () => Made): Made | SeatFailure {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    return { strategy, code: error.code, detail: error.message };
  }
}

async function seatOf(
  { file, name, parameters, seat, isScanned }: HostedStrategy,
  { watch, instruments }: { readonly watch: CallbackWatch; readonly instruments: InstrumentTable },
): Promise<SeatSetup | SeatFailure> {
  const { id: strategy } = seat;
  const loaded = await tryLoading(file, name);
  if (!loaded.ok) return { strategy, code: loaded.code, detail: `${file}: ${loaded.detail}` };
  return refusalOf(strategy, () => {
    const values = readWritten(loaded.type, parameters);
    const created = createStrategy(timeStrategy(loaded.type, watch), values);
    if (!created.ok) {
      const detail = created.mistakes.map((one) => `${one.name}: ${one.reason}`).join('; ');
      return { strategy, code: 'PARAMETER_VALUE', detail: `${file}: ${detail}` };
    }
    const scan = isScanned ? new ScanModel(instruments) : undefined;
    return { ...seat, scan, strategy: created.strategy };
  });
}
