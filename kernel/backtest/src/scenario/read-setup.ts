import { toTimestamp, type LedgerScales, type Timestamp } from 'argosy/core';
import type { DatedAction, Instrument, Series } from 'argosy/domain';
import type { RiskLimits } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';

import type { VenueModels } from '../config.ts';
import type { Fields } from '../reading/fields.ts';
import { readAccount } from '../reading/read-account.ts';
import { readAction } from '../reading/read-actions.ts';
import { readInstrument } from '../reading/read-instrument.ts';
import { readLimits } from '../reading/read-limits.ts';
import { readSeries } from '../reading/read-series.ts';
import { readScales } from '../reading/read-scales.ts';
import { readVenue } from '../reading/read-venue.ts';

/** What a scenario's first line sets up. */
export type ScenarioSetup = {
  readonly title: string;
  readonly instruments: readonly Instrument[];
  /** What is reckoned from the data of the lines. */
  readonly series: readonly Series[];
  /** What issuers do, booked by itself at its instant. */
  readonly actions: readonly DatedAction[];
  readonly accounts: readonly AccountConfig[];
  /** Null: reports come from the lines only. */
  readonly venue: VenueModels | null;
  readonly limits: RiskLimits;
  readonly scales: LedgerScales;
  /** What all chance in the venue comes from. */
  readonly seed: number;
  /** Orders before this instant are refused. */
  readonly activeFrom: Timestamp;
  readonly isLoose: boolean;
};

/** Reads the first line. */
export function readSetup(fields: Fields): ScenarioSetup {
  const scales = readScales(fields.object('ledgerScales'));
  const instruments = fields.list('instruments').map(readInstrument);
  const units = { instruments, calendars: [] };
  const accounts = fields.list('accounts').map((account) => readAccount(account, scales));
  const setup = {
    title: fields.text('title'),
    instruments,
    series: fields.list('series').map((one) => readSeries(one, units)),
    actions: fields.list('actions').map((one) => readAction(one, units)),
    accounts,
    venue: fields.raw('venue') === 'script' ? null : readVenue(fields.object('venue'), instruments),
    limits: readLimits(fields.object('limits'), { instruments, accounts, scales }),
    scales,
    seed: fields.whole('seed', 0),
    activeFrom: fields.instant('activeFrom', toTimestamp(0)),
    isLoose: fields.flag('loose'),
  };
  fields.finish();
  return setup;
}
