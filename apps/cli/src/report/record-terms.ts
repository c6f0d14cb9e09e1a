import { dirname } from 'node:path';

import { readJournal } from '@argosy/journal';
import { nodeTermsOf, type NodeTerms } from '@argosy/server/parity';
import { arraySource, type BacktestConfig } from 'argosy/backtest';
import { ArgosyError, money, type AccountId, type Currency } from 'argosy/core';

import { originOf } from '../origin.ts';
import type { FoundRecord } from '../record/record-folder.ts';
import { openRun } from '../run/open-run.ts';

/** What a record is of. */
export type RecordTerms = {
  readonly title: string;
  readonly config: BacktestConfig;
  readonly strategies: readonly RecordStrategy[];
};

/** What is known of a strategy that has traded in it. */
type RecordStrategy = {
  readonly id: string;
  readonly book?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
};

/** Reads what a record is of: from its run file, or from what a node notes of its hosts. */
export async function termsOfRecord(
  record: FoundRecord,
  told: string | undefined,
): Promise<RecordTerms> {
  const { runFile, head, folder } = record;
  if (runFile !== null) {
    const isOwn = head !== null && told === undefined;
    const base = isOwn ? head.base : dirname(runFile);
    const { title, config } = await openRun(runFile, originOf(), base, 'terms');
    return { title, config, strategies: config.strategies };
  }
  const node = nodeTermsOf(folder);
  if (node !== null) return termsOfNode(record, node);
  const detail = `${folder}: no run.yaml in it says with which instruments and accounts, and no hosts.book of a node; --run FILE`;
  throw new ArgosyError('BAD_RECORD', detail);
}

/** Its accounts are those that opened in its journal. */
function termsOfNode(record: FoundRecord, node: NodeTerms): RecordTerms {
  const { instruments, calendars, strategies } = node;
  const accounts = [...openedIn(record)].map(([id, base]) => {
    const own = strategies.filter(({ account }) => account === id);
    const [one] = own;
    return {
      id,
      kind: one?.kind ?? ('margin' as const),
      mode: one?.mode ?? ('netting' as const),
      base,
      balances: [money(0n, base)],
      products: ['delivery', 'intraday', 'carryForward', 'margin'] as const,
      books: own.map(({ book, allotment }) => {
        return allotment === null ? { id: book } : { id: book, allotment };
      }),
    };
  });
  const sources = [arraySource('none', [])];
  const config = { instruments, calendars, accounts, sources, strategies: [], origin: originOf() };
  return { title: `The node ${record.folder}`, config, strategies };
}

/** The accounts that opened in a record, with the currency of the first of their money. */
function openedIn(record: FoundRecord): ReadonlyMap<AccountId, Currency> {
  const opened = new Map<AccountId, Currency>();
  for (const { entry } of readJournal({ folder: record.journal })) {
    if (entry.kind !== 'event' || entry.event.kind !== 'entry') continue;
    const { account, legs } = entry.event;
    const [leg] = legs;
    if (!entry.event.entry.startsWith('opening/') || leg === undefined) continue;
    if (!opened.has(account)) opened.set(account, leg.amount.currency);
  }
  return opened;
}
