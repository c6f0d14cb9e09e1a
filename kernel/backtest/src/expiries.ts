import { toTimestamp, TRADING_ORIGIN, type Timestamp } from 'argosy/core';
import { toInputNumber, type Command, type InstrumentTable } from 'argosy/domain';

import type { Agenda } from './agenda.ts';
import type { BacktestConfig } from './config.ts';

/** What the ends of a run's dated instruments go by. */
export type ExpiryTerms = Pick<BacktestConfig, 'atExpiry' | 'settlementPrices'> & {
  readonly from: Timestamp;
};

/**
 * Lets every dated instrument end at its instant, behind all else that was planned for it. What ended
 * before the run begins is over already.
 */
export function scheduleExpiries(
  agenda: Agenda,
  instruments: InstrumentTable,
  { atExpiry = 'settle', settlementPrices = {}, from }: ExpiryTerms,
): void {
  if (atExpiry === 'keep') return;
  for (const listed of instruments.all) {
    if (!('expiresAt' in listed) || listed.expiresAt < from) continue;
    const { id, expiresAt } = listed;
    const command: Command = {
      kind: 'command',
      origin: TRADING_ORIGIN,
      strategy: null,
      readTo: toInputNumber(0),
      at: toTimestamp(expiresAt),
      body: { type: 'expire', instrument: id, price: settlementPrices[id] ?? null },
    };
    agenda.add(command, expiresAt, 5);
  }
}
