import {
  FolderStore,
  historyKinds,
  HistoryStore,
  toSeries,
  type HistoryKind,
  type Series,
} from '@argosy/catalog/history';
import { ArgosyError, parseTimestamp, type Timestamp } from 'argosy/core';

import { UsageError } from '../words.ts';
import { misused } from './data-subcommand.ts';

/** Where history lies unless told. */
export const HISTORY_FOLDER = 'data/history';

/** Does something with the history of a folder, and frees it. */
export async function withHistory<Value>(
  folder: string | undefined,
  work: (history: HistoryStore) => Promise<Value>,
): Promise<Value> {
  const store = await FolderStore.openExisting(folder ?? HISTORY_FOLDER).catch(asUsage);
  const history = new HistoryStore({ store });
  try {
    return await work(history);
  } catch (error) {
    return asUsage(error);
  } finally {
    await history.close();
  }
}

/** The series that words name: `quote SBIN.NSE`, `bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL`. */
export function seriesOf(words: readonly string[], usage: string): Series {
  const [kind, instrument, variant = '', ...more] = words;
  if (kind === undefined || instrument === undefined || more.length > 0) {
    throw misused('expected a kind, an instrument and, of bars, their length', usage);
  }
  try {
    return toSeries(kind, instrument, variant);
  } catch (error) {
    return asUsage(error);
  }
}

/** The kind of a name; null where there is none of it. */
export function historyKindOf(name: string): HistoryKind | null {
  return historyKinds.find((one) => one === name) ?? null;
}

/** An instant of an option: a day, or ISO 8601 with its zone. */
export function instantOf(option: string, text: string): Timestamp {
  const written = /^\d{4}-\d\d-\d\d$/u.test(text) ? `${text}T00:00:00Z` : text;
  const read = parseTimestamp(written);
  if (read.ok) return read.value.at;
  throw new UsageError(
    `--${option} ${text}: expected a day or an instant, 2026-11-20T09:15:00+05:30`,
  );
}

/** What a person can set right is told in a line; anything else is a bug. */
function asUsage(error: unknown): never {
  if (error instanceof ArgosyError) throw new UsageError(error.message);
  throw error;
}
