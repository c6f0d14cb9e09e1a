import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { HostedStrategy } from '@argosy/fleet';
import type { AccountId, StrategyId, TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { HOST_BOOK_FILE, readHostBook, type HostEntry } from './host-book.ts';

/** What a node's record is of, as far as its hosts were told. */
export type NodeTerms = {
  readonly instruments: readonly Instrument[];
  readonly calendars: readonly TradingCalendar[];
  /** Every strategy that has run there, as it ran last. */
  readonly strategies: readonly NodeStrategy[];
};

/** A strategy of a node: where it trades, and with what. */
export type NodeStrategy = Pick<HostedStrategy, 'parameters'> &
  Pick<HostedStrategy['seat'], 'book' | 'currency' | 'allotment' | 'kind' | 'mode'> & {
    readonly id: StrategyId;
    readonly account: AccountId;
  };

/** Reads what a node has noted of its hosts in what it keeps; null where it has had none. */
export function nodeTermsOf(data: string): NodeTerms | null {
  const path = join(data, HOST_BOOK_FILE);
  const entries = existsSync(path) ? readHostBook(path) : [];
  const plans = entries.flatMap((entry) => (entry.kind === 'attached' ? [entry.plan] : []));
  if (plans.length === 0) return null;
  const hosted = entries.flatMap(hostedIn);
  const strategies = hosted.map(({ parameters, seat }) => {
    const { id, account, book, currency, allotment, kind, mode } = seat;
    return { id, account, book, currency, allotment, kind, mode, parameters };
  });
  const calendars = plans.flatMap((plan) => plan.calendars);
  return {
    instruments: listedIn(entries),
    calendars: lastOfEach(calendars),
    strategies: lastOfEach(strategies),
  };
}

/** All that any of its hosts knew; the last word on each counts. */
export function listedIn(book: readonly HostEntry[]): readonly Instrument[] {
  const listed = book.flatMap((entry) => {
    if (entry.kind === 'attached') return entry.plan.instruments;
    return entry.kind === 'listed' ? entry.instruments : [];
  });
  return lastOfEach(listed);
}

function hostedIn(entry: HostEntry): readonly HostedStrategy[] {
  if (entry.kind === 'attached') return entry.plan.strategies;
  return entry.kind === 'joined' ? [entry.hosted] : [];
}

function lastOfEach<One extends { readonly id: string }>(all: readonly One[]): readonly One[] {
  return [...new Map(all.map((one) => [one.id, one])).values()];
}
