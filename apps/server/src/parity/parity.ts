import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { indianCharges } from '@argosy/sim';
import { money, ok, type Currency, type Money, type Result } from 'argosy/core';
import type { RecordLogs } from '@argosy/journal';

import { serverRefusal } from '../errors.ts';
import { fillCauses, type FillCause } from './fill-causes.ts';
import { HOST_BOOK_FILE, readHostBook, type HostEntry } from './host-book.ts';
import { listedIn } from './node-terms.ts';
import { replayDecisions, type StrategyParity } from './replay-decisions.ts';
import { replayFills, type OrderParity } from './replay-fills.ts';

/** What a record came to beside a backtest of it. */
export type ParityReport = {
  /** Whether every decision came out the same. */
  readonly isSame: boolean;
  readonly strategies: readonly StrategyParity[];
  readonly fills: FillParity;
  /** How many inputs neither journal nor tape has: what came of them cannot be done again. */
  readonly missing: number;
};

/** What fills came to. */
export type FillParity = {
  readonly orders: number;
  /** Orders whose fills are the same in all. */
  readonly same: number;
  /** How many orders differ, by cause; one may have two. */
  readonly causes: Readonly<Record<FillCause, number>>;
  /** What was charged more than the backtest charges. */
  readonly charged: readonly Money[];
  /** Those that differ. */
  readonly differing: readonly OrderParity[];
};

/** How a record is laid beside a backtest. */
export type ParityOptions = {
  /** What a node keeps. */
  readonly data: string;
  /** Whose charges the backtest charges, by the dated rules of India. */
  readonly charges: string;
};

/**
 * Does what a node has recorded again: the decisions of its strategies, of the inputs that they had, and the fills of
 * their orders, by the venue of a backtest.
 */
export async function examineParity({
  data,
  charges,
}: ParityOptions): Promise<Result<ParityReport>> {
  const logs: RecordLogs = {
    journal: join(data, 'journal'),
    tape: join(data, 'tape'),
    archive: join(data, 'archive'),
  };
  for (const folder of [logs.journal, logs.tape]) {
    if (!existsSync(folder)) return serverRefusal('NO_RECORD', folder);
  }
  const book = readHostBook(join(data, HOST_BOOK_FILE));
  const plan = lastPlan(book);
  if (plan === null) return serverRefusal('NO_RECORD', `no host in ${join(data, HOST_BOOK_FILE)}`);
  const { strategies, missing } = await replayDecisions(logs, book);
  const { calendars } = plan;
  const instruments = listedIn(book);
  const fees = indianCharges(charges, instruments[0]?.exchange ?? null);
  const orders = replayFills(logs, { instruments, calendars, fees });
  return ok({
    isSame: strategies.every(({ difference, reason }) => difference === null && reason === null),
    strategies,
    fills: fillParity(orders),
    missing,
  });
}

function lastPlan(
  book: readonly HostEntry[],
): Extract<HostEntry, { readonly kind: 'attached' }>['plan'] | null {
  return book.findLast((entry) => entry.kind === 'attached')?.plan ?? null;
}

function fillParity(orders: readonly OrderParity[]): FillParity {
  const filled = orders.filter(({ recorded, again }) => recorded.length + again.length > 0);
  const differing = filled.filter(({ causes }) => causes.length > 0);
  const countOf = (cause: FillCause): number =>
    differing.filter(({ causes }) => causes.includes(cause)).length;
  const counts = fillCauses.map((cause) => [cause, countOf(cause)] as const);
  return {
    orders: filled.length,
    same: filled.length - differing.length,
    causes: { latency: 0, queue: 0, charges: 0, ...Object.fromEntries(counts) },
    charged: chargedMore(filled),
    differing,
  };
}

/** What was charged more than the backtest charges. */
function chargedMore(orders: readonly OrderParity[]): readonly Money[] {
  const charged = new Map<Currency, bigint>();
  const add = (fills: OrderParity['recorded'], sign: bigint): void => {
    for (const { fee } of fills) {
      charged.set(fee.currency, (charged.get(fee.currency) ?? 0n) + sign * fee.amount);
    }
  };
  for (const { recorded, again } of orders) {
    add(recorded, 1n);
    add(again, -1n);
  }
  return [...charged].map(([currency, amount]) => money(amount, currency));
}
