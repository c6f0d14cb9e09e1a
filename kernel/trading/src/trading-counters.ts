import type { AnomalyType, TradingEvent } from 'argosy/domain';

/** How often each thing out of the ordinary has happened, and how many events there were. */
export type TradingCounters = Readonly<Record<AnomalyType, number>> & {
  readonly events: number;
  readonly denied: number;
};

/** Counts events as they pass; a fold like any other. */
export class CounterTable {
  #counters: { -readonly [Name in keyof TradingCounters]: number } = {
    transitionRefused: 0,
    duplicateFill: 0,
    lateFill: 0,
    tooLargeFill: 0,
    unknownOrder: 0,
    unknownTrade: 0,
    overdrawn: 0,
    commandRefused: 0,
    siblingFill: 0,
    cashDiffers: 0,
    positionDiffers: 0,
    orderConfirmed: 0,
    exitMissing: 0,
    actionCrossed: 0,
    positionTurned: 0,
    reportUnreadable: 0,
    fundingUnpaid: 0,
    events: 0,
    denied: 0,
  };

  /** Counts an event. */
  apply(event: TradingEvent): void {
    this.#counters.events += 1;
    if (event.kind === 'anomaly') this.#counters[event.type] += 1;
    else if (event.kind === 'order' && event.change.type === 'denied') this.#counters.denied += 1;
  }

  /** The counts so far. */
  exportState(): TradingCounters {
    return { ...this.#counters };
  }

  /** Takes the place of the counts so far. */
  importState(counters: TradingCounters): void {
    this.#counters = { ...counters };
  }
}
