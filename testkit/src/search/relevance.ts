import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { UniverseRow } from './universe-row.ts';

/** What has to come first for a query over the market of `searchUniverse`. */
export type RelevanceCase = {
  readonly query: string;
  /** What is meant, in order, in the words of the table; empty where nothing fits. */
  readonly expected: readonly string[];
  /** Whether rows begin as expected. */
  readonly isMetBy: (rows: readonly Named[]) => boolean;
};

type Named = Pick<UniverseRow, 'symbol' | 'exchange'> & { readonly kind: string };

const path = join(import.meta.dirname, '../../data/search-relevance.txt');

/** The table of queries in `data/search-relevance.txt`. */
export function relevanceCases(): readonly RelevanceCase[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.filter((line) => !line.startsWith('#')).map(toCase);
}

function toCase(line: string): RelevanceCase {
  const bar = line.lastIndexOf(' | ');
  const right = line.slice(bar + 3);
  const expected = right === '-' ? [] : right.split('; ');
  const isMetBy = (rows: readonly Named[]): boolean => {
    if (expected.length === 0) return rows.length === 0;
    return expected.every((name, at) => isNamed(rows[at], name));
  };
  return { query: line.slice(0, bar), expected, isMetBy };
}

/** `SBIN` is not the share at the other exchange, `SBIN@BSE` is that one. */
function isNamed(row: Named | undefined, name: string): boolean {
  const [symbol, exchange] = name.split('@');
  if (row === undefined || row.symbol !== symbol) return false;
  if (exchange !== undefined) return row.exchange === exchange;
  return row.kind !== 'equity' || row.exchange !== 'BSE';
}
