import type { Currency, LedgerScales, Timestamp } from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';
import type { ReturnOptions } from 'argosy/quant';
import type { AccountConfig } from 'argosy/trading';

import { inOrder, SAMPLE_EVERY_DEFAULT, type BacktestConfig } from './config.ts';
import { resolveConfig } from './setup.ts';

/** What reading the events of a run needs to know of its configuration. */
export type RunTerms = {
  /** Those of the configuration, and one for each of its series. */
  readonly instruments: InstrumentTable;
  readonly scales: LedgerScales;
  /** By id; figures of all of them together are in the currency of the first. */
  readonly accounts: readonly AccountConfig[];
  readonly currency: Currency | null;
  /** How far the calendar of the first instrument is ahead of UTC, in microseconds: days end by it. */
  readonly offsetAt: (at: Timestamp) => number;
  /** How often equity is sampled where no bars flow, in microseconds. */
  readonly sampleEvery: number;
  /** How the figures of days become those of a year. */
  readonly statistics: Required<ReturnOptions>;
};

/** Looks a configuration over and says what reading the events of its runs needs; throws as a run would. */
export function runTermsOf(config: BacktestConfig): RunTerms {
  const setup = resolveConfig(config);
  const { accounts, sampleEvery = SAMPLE_EVERY_DEFAULT } = inOrder(setup.config);
  const { instruments, scales, statistics, dayClock } = setup;
  return {
    instruments,
    scales,
    accounts,
    currency: accounts[0]?.base ?? null,
    offsetAt: (at) => dayClock?.offsetAt(at) ?? 0,
    sampleEvery,
    statistics,
  };
}
