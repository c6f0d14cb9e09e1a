import { ALIASES_MAX, type SymbolAlias } from './columns.ts';
import type { BuiltRow, SourceTexts } from './built-row.ts';
import { cashName } from './instrument-id.ts';
import type { InstrumentMaster } from './instrument-master.ts';

/** Two rows of one company have the same first nine letters of an ISIN: a split changes the rest. */
const ISSUER_LETTERS = 9;

type Before = { readonly previous: InstrumentMaster | null; readonly day: number };
type Known = { readonly master: InstrumentMaster; readonly row: number };

/**
 * Gives rows the ids they had: by symbol, else by ISIN, else by a source's token where the old symbol is
 * gone. A symbol that has passed to another company gets an id of its own. Gives the symbols of old.
 */
export function keepIdentities(
  rows: readonly BuiltRow[],
  sources: readonly SourceTexts[],
  { previous, day }: Before,
): readonly SymbolAlias[] {
  if (previous === null) return [];
  const present = new Set(rows.map(({ id }) => id));
  const taken = new Set<string>();
  const unknown: (readonly [place: number, row: BuiltRow])[] = [];
  for (const [place, row] of rows.entries()) {
    const known = knownBySymbol(previous, row);
    if (known === null) unknown.push([place, row]);
    else adopt(row, known, taken);
  }
  const moved = new Map<string, BuiltRow>();
  const old = Map.groupBy(previous.aliases, ({ id }) => id);
  for (const [place, row] of unknown) {
    const tokens = sources.map((source) => [source.name, source.tokens[place] ?? ''] as const);
    const known = knownOtherwise(previous, row, { tokens, present, taken });
    if (known === null) {
      nameAnew(row, { previous, taken, old });
      continue;
    }
    adopt(row, known, taken);
    moved.set(row.id, row);
  }
  return [...previous.aliases, ...goneSymbols(previous, { moved, taken, day, old })].slice(
    -ALIASES_MAX,
  );
}

/** What was called so the day before, if it is the same company. */
function knownBySymbol(master: InstrumentMaster, { id, facts }: BuiltRow): Known | null {
  const row =
    facts.underlying === null ? master.findSymbol(facts.exchange, facts.symbol) : master.findId(id);
  if (row === -1) return null;
  const before = master.row(row);
  const isSameKind = (before.kind === 'index') === (facts.kind === 'index');
  return isSameKind && isSameIssuer(before.isin, facts.isin) ? { master, row } : null;
}

type Search = {
  /** What each source calls the row. */
  readonly tokens: readonly (readonly [source: string, token: string])[];
  /** What the files of today name, and the ids that rows have got. */
  readonly present: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
};

/** What the day before had under another symbol, which is gone. */
function knownOtherwise(master: InstrumentMaster, row: BuiltRow, search: Search): Known | null {
  const isFree = (candidate: number): boolean =>
    !search.taken.has(master.columns.ids.at(candidate)) && isAlike(master, candidate, row);
  // A token may be handed on: it says nothing while the symbol that had it is still there.
  const isGone = (candidate: number): boolean => {
    const { symbol, exchange } = master.row(candidate);
    return !search.present.has(cashName(symbol, exchange));
  };
  const found =
    byIsin(master, row).find(isFree) ??
    byToken(master, row, search.tokens).find((candidate) => isFree(candidate) && isGone(candidate));
  return found === undefined ? null : { master, row: found };
}

function byIsin(master: InstrumentMaster, { facts }: BuiltRow): readonly number[] {
  return facts.isin === null ? [] : master.findIsin(facts.isin);
}

function byToken(
  master: InstrumentMaster,
  { facts }: BuiltRow,
  tokens: Search['tokens'],
): readonly number[] {
  return tokens.flatMap(([source, token]) => {
    const row = token === '' ? -1 : master.findToken(source, facts.exchange, token);
    return row === -1 ? [] : [row];
  });
}

/** Whether a row of the day before can be this one: only its symbol is another. */
function isAlike(master: InstrumentMaster, row: number, { facts }: BuiltRow): boolean {
  const before = master.row(row);
  return (
    before.exchange === facts.exchange &&
    before.kind === facts.kind &&
    before.expiry === facts.expiry &&
    before.strike === facts.strike &&
    before.right === facts.right &&
    isSameIssuer(before.isin, facts.isin)
  );
}

function isSameIssuer(before: string | null, now: string | null): boolean {
  if (before === null || now === null) return true;
  return before.slice(0, ISSUER_LETTERS) === now.slice(0, ISSUER_LETTERS);
}

function adopt(row: BuiltRow, { master, row: before }: Known, taken: Set<string>): void {
  const { ids, firstDays, isins } = master.columns;
  row.id = ids.at(before);
  row.firstDay = firstDays[before] ?? row.firstDay;
  if (row.facts.isin === null && !isins.isEmpty(before)) {
    row.facts = { ...row.facts, isin: isins.at(before) };
  }
  taken.add(row.id);
}

/** Symbols of days before the last, by the ids they meant. */
type OldSymbols = ReadonlyMap<string, readonly SymbolAlias[]>;

type Names = {
  readonly previous: InstrumentMaster;
  readonly taken: Set<string>;
  readonly old: OldSymbols;
};

/** A symbol whose id belongs to another, of today or of old, gets a number behind it. */
function nameAnew(row: BuiltRow, { previous, taken, old }: Names): void {
  const { facts } = row;
  // One that comes back takes its own id up again.
  const isFree = (id: string): boolean =>
    !taken.has(id) &&
    previous.findId(id) === -1 &&
    !(old.get(id) ?? []).some(({ isin }) => !isSameIssuer(isin, facts.isin));
  for (let count = 2; facts.underlying === null && !isFree(row.id); count += 1) {
    row.id = cashName(`${facts.symbol}~${count}`, facts.exchange);
  }
  taken.add(row.id);
}

type Gone = {
  readonly moved: ReadonlyMap<string, BuiltRow>;
  readonly taken: ReadonlySet<string>;
  readonly day: number;
  readonly old: OldSymbols;
};

/** Symbols that shares, bonds and indices had until the day before. */
function goneSymbols(
  previous: InstrumentMaster,
  { moved, taken, day, old }: Gone,
): readonly SymbolAlias[] {
  const gone: SymbolAlias[] = [];
  const { symbols, ids } = previous.columns;
  for (let row = 0; row < previous.size; row += 1) {
    if (symbols.isEmpty(row)) continue;
    const id = ids.at(row);
    if (taken.has(id) && !moved.has(id)) continue;
    const { exchange, symbol, isin, firstDay } = previous.row(row);
    const from = Math.max(firstDay, lastChange(old.get(id)) + 1);
    gone.push({ exchange, symbol, id, isin, from, to: Math.min(previous.day, day - 1) });
  }
  return gone;
}

/** The last day on which an instrument was called otherwise. */
function lastChange(aliases: readonly SymbolAlias[] = []): number {
  return aliases.reduce((last, { to }) => Math.max(last, to), -1);
}
