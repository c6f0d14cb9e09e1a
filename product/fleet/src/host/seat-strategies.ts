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

/** How many instruments may be listed while a host runs. */
const LISTED_LATER_MAX = 20_000;

/** An engine with the strategies of a plan, and what their callbacks cost. */
export type SeatedEngine = {
  readonly engine: EngineMachine;
  readonly instruments: InstrumentTable;
  readonly watches: readonly CallbackWatch[];
  /** Those of the plan that are not in it. */
  readonly failures: readonly SeatFailure[];
};

/** A strategy that cannot be seated; null where they do not go together. */
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

/** Loads and makes every strategy of a plan: those that can be are seated, of the others it says what is wrong. */
export async function seatStrategies(
  plan: HostPlan,
  { out, clock, deadlineMicros }: SeatOptions,
): Promise<SeatedEngine | SeatFailure> {
  const room = plan.instruments.length + LISTED_LATER_MAX;
  const instruments = new InstrumentTable(plan.instruments, { room });
  const failures: SeatFailure[] = [];
  const seats: LoadedSeat[] = [];
  for (const hosted of plan.strategies) {
    // One after the other: what a file does while it loads is watched.
    const seat = await loadSeat(hosted, { instruments, clock, deadlineMicros });
    if ('code' in seat) failures.push(seat);
    else seats.push(seat);
  }
  const { externalBars, scales } = plan;
  const calendars = new Map(plan.calendars.map((one) => [one.id, new SessionClock(one)]));
  const random = Random.fromSeed(plan.seed);
  const strategies = seats.map(({ setup }) => setup);
  const parts = { instruments, calendars, externalBars, scales, random, out, strategies };
  const engine = refusalOf(null, () => new EngineMachine(parts));
  if (!(engine instanceof EngineMachine)) return engine;
  return { engine, instruments, watches: seats.map(({ watch }) => watch), failures };
}

/** A strategy that can be seated, and what will be counted of it. */
export type LoadedSeat = { readonly setup: SeatSetup; readonly watch: CallbackWatch };

/** How a strategy is loaded. */
export type LoadOptions = {
  readonly instruments: InstrumentTable;
  readonly clock: MicroClock;
  readonly deadlineMicros: number;
  /** Reads its files again, though they were loaded before. */
  readonly isAnew?: boolean;
};

/** What our own code says against a plan is an answer; anything else a bug. */
function refusalOf<Made>(strategy: StrategyId | null, make: () => Made): Made | SeatFailure {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    return { strategy, code: error.code, detail: error.message };
  }
}

/** Loads and makes one strategy. */
export async function loadSeat(
  { file, name, parameters, seat, isScanned }: HostedStrategy,
  { instruments, clock, deadlineMicros, isAnew = false }: LoadOptions,
): Promise<LoadedSeat | SeatFailure> {
  const { id: strategy } = seat;
  const loaded = await tryLoading(file, name, { isAnew });
  if (!loaded.ok) return { strategy, code: loaded.code, detail: `${file}: ${loaded.detail}` };
  return refusalOf(strategy, () => {
    const watch = new CallbackWatch(strategy, clock, deadlineMicros);
    const values = readWritten(loaded.type, parameters);
    const created = createStrategy(timeStrategy(loaded.type, watch), values);
    if (!created.ok) {
      const detail = created.mistakes.map((one) => `${one.name}: ${one.reason}`).join('; ');
      return { strategy, code: 'PARAMETER_VALUE', detail: `${file}: ${detail}` };
    }
    const scan = isScanned ? new ScanModel(instruments) : undefined;
    return { setup: { ...seat, scan, strategy: created.strategy }, watch };
  });
}
