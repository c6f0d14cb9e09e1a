import { formatScaled } from 'argosy/core';

import type { InstrumentMaster } from './instrument-master.ts';
import type { InstrumentRow } from './instrument-row.ts';

/** What may change of an instrument that stays. */
export type ChangedTerm = 'symbol' | 'name' | 'series' | 'isin' | 'lot' | 'tick';

/** One term of one instrument, as it was and as it is. */
export type InstrumentChange = {
  readonly id: string;
  readonly what: ChangedTerm;
  readonly before: string;
  readonly after: string;
};

/** What is otherwise between two days. Ids are in the order of their masters. */
export type MasterDiff = {
  readonly listed: readonly string[];
  /** Gone before its end, if it has one. */
  readonly delisted: readonly string[];
  /** Contracts whose last day lies before the later day. */
  readonly expired: readonly string[];
  readonly changes: readonly InstrumentChange[];
};

/** What is otherwise on a later day. */
export function diffMasters(before: InstrumentMaster, after: InstrumentMaster): MasterDiff {
  const listed: string[] = [];
  const changes: InstrumentChange[] = [];
  for (let row = 0; row < after.size; row += 1) {
    const id = after.columns.ids.at(row);
    const old = before.findId(id);
    if (old === -1) listed.push(id);
    else if (!isAlike(before, old, { after, row }))
      changes.push(...changesOf(before.row(old), after.row(row)));
  }
  return { listed, ...gone(before, after), changes };
}

function gone(
  before: InstrumentMaster,
  after: InstrumentMaster,
): Pick<MasterDiff, 'delisted' | 'expired'> {
  const delisted: string[] = [];
  const expired: string[] = [];
  const { ids, expiries } = before.columns;
  for (let row = 0; row < before.size; row += 1) {
    const id = ids.at(row);
    if (after.findId(id) !== -1) continue;
    const expiry = expiries[row] ?? -1;
    if (expiry !== -1 && expiry < after.day) expired.push(id);
    else delisted.push(id);
  }
  return { delisted, expired };
}

type Later = { readonly after: InstrumentMaster; readonly row: number };

/** Whether nothing that is told can have changed; most rows are as they were, and are not made for it. */
function isAlike(before: InstrumentMaster, old: number, { after, row }: Later): boolean {
  const [one, other] = [before.columns, after.columns];
  return (
    one.lots[old] === other.lots[row] &&
    one.ticks[old] === other.ticks[row] &&
    one.words[one.names[old] ?? 0] === other.words[other.names[row] ?? 0] &&
    one.words[one.series[old] ?? 0] === other.words[other.series[row] ?? 0] &&
    one.isins.at(old) === other.isins.at(row) &&
    (!one.symbols.isEmpty(old)
      ? other.symbols.is(row, one.symbols.at(old))
      : before.symbolOf(old) === after.symbolOf(row))
  );
}

function changesOf(before: InstrumentRow, after: InstrumentRow): readonly InstrumentChange[] {
  const terms = [termsOf(before), termsOf(after)] as const;
  return terms[0].flatMap(([what, was], place) => {
    const now = terms[1][place]?.[1] ?? '';
    return was === now ? [] : [{ id: after.id, what, before: was, after: now }];
  });
}

function termsOf(row: InstrumentRow): readonly (readonly [ChangedTerm, string])[] {
  return [
    ['symbol', row.symbol],
    ['name', row.name],
    ['series', row.series],
    ['isin', row.isin ?? ''],
    ['lot', String(row.lot)],
    ['tick', formatScaled(row.tick, row.pricePrecision)],
  ];
}
