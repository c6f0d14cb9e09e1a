import type { OrderId } from 'argosy/core';

import type { EquityWatchState } from './losses/equity-watch.ts';
import type { EventEmitterState } from './event-emitter.ts';
import type { ExecutionDeskState } from './executions/execution-desk.ts';
import type { TouchTableState } from './touch-table.ts';
import type { TradingFoldState } from './trading-fold-state.ts';
import { requireFit } from './trading-memory.ts';
import type { TradingParts } from './trading-parts.ts';

/** A trading machine as plain data. */
export type TradingMachineState = {
  readonly version: 1;
  readonly fold: TradingFoldState;
  readonly touches: TouchTableState;
  readonly equity: EquityWatchState;
  /** The orders that have seen the first of the two prices that let them go. */
  readonly armed: readonly OrderId[];
  readonly executions: ExecutionDeskState;
  readonly emitter: EventEmitterState;
};

/** What a machine is made of, as plain data. */
export function exportMachine(parts: TradingParts): TradingMachineState {
  const { fold, touches, equity, executions, emitter } = parts;
  return {
    version: 1,
    fold: fold.exportState(),
    touches: touches.exportState(),
    equity: equity.exportState(),
    armed: fold.emulated.exportArmed(),
    executions: executions.exportState(),
    emitter: emitter.exportState(),
  };
}

/** Goes on where another machine of the same configuration stood. */
export function importMachine(parts: TradingParts, state: TradingMachineState): void {
  const { config, fold, touches, equity, executions, emitter } = parts;
  requireFit(state, config);
  fold.importState(state.fold);
  touches.importState(state.touches);
  equity.importState(state.equity);
  fold.emulated.importArmed(state.armed);
  executions.importState(state.executions, fold.executions);
  emitter.importState(state.emitter);
}
