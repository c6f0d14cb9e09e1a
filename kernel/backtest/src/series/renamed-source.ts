import type { InstrumentId } from 'argosy/core';
import { barsOf, type DatedAction, type Instrument, type MarketData } from 'argosy/domain';

import { contentText } from '../row-guard.ts';
import type { Source, SourceContent, SourceReader } from '../source.ts';

/** What a name became, and until when rows have it. */
type Renaming = { readonly into: InstrumentId; readonly until: number };
type Renamings = ReadonlyMap<InstrumentId, readonly Renaming[]>;

/**
 * A source whose rows of an old name are those of the one instrument that bears another by now. A name
 * that was given up and is listed again is what it says from then on.
 */
export function renamedSource(
  source: Source,
  actions: readonly DatedAction[],
  instruments: readonly Pick<Instrument, 'id'>[],
): Source {
  const renamings = renamingsOf(actions);
  const isTouched = source.contents.some(({ instrument }) => renamings.has(instrument));
  if (!isTouched) return source;
  const listed = new Set(instruments.map(({ id }) => id));
  return {
    ...source,
    contents: contentsUnder(source.contents, renamings, listed),
    open: () => renamedReader(source.open(), renamings),
  };
}

function renamingsOf(actions: readonly DatedAction[]): Renamings {
  const byName = new Map<InstrumentId, Renaming[]>();
  for (const action of actions) {
    if (action.type !== 'rename') continue;
    const { was, instrument: into, exAt: until } = action;
    byName.set(
      was,
      [...(byName.get(was) ?? []), { into, until }].sort((a, b) => a.until - b.until),
    );
  }
  return byName;
}

function renamedReader(reader: SourceReader, renamings: Renamings): SourceReader {
  return {
    hashesItself: reader.hashesItself,
    hash: () => reader.hash(),
    close: () => reader.close(),
    notes: () => reader.notes?.() ?? [],
    next: () => reader.next()?.map((row) => renamedRow(row, renamings)) ?? null,
  };
}

/** A name may lead to another old one: it was changed twice. */
function renamedRow(row: MarketData, renamings: Renamings): MarketData {
  const id = nameAt(row.instrument, row.kind === 'bar' ? row.opensAt : row.eventAt, renamings);
  if (id === row.instrument) return row;
  if (row.kind !== 'bar') return { ...row, instrument: id };
  return { ...row, instrument: id, spec: barsOf(id, row.spec) };
}

function nameAt(id: InstrumentId, at: number, renamings: Renamings): InstrumentId {
  const next = renamings.get(id)?.find(({ until }) => at < until);
  return next === undefined ? id : nameAt(next.into, at, renamings);
}

/** An old name that is no instrument of the run brings nothing but rows of the new one. */
function contentsUnder(
  contents: readonly SourceContent[],
  renamings: Renamings,
  listed: ReadonlySet<InstrumentId>,
): readonly SourceContent[] {
  const all = contents.flatMap((content) => {
    const names = namesOf(content.instrument, renamings);
    const kept = listed.has(content.instrument) ? [content.instrument] : [];
    return [...kept, ...names].map((id) => contentOf(content, id));
  });
  return [...new Map(all.map((content) => [contentText(content), content])).values()];
}

/** Every name that rows of this one may come to have. */
function namesOf(id: InstrumentId, renamings: Renamings): readonly InstrumentId[] {
  const next = renamings.get(id) ?? [];
  if (next.length === 0) return [id];
  return next.flatMap(({ into }) => namesOf(into, renamings));
}

function contentOf(content: SourceContent, instrument: InstrumentId): SourceContent {
  if (content.kind !== 'bar') return { ...content, instrument };
  return { ...content, instrument, spec: barsOf(instrument, content.spec) };
}
