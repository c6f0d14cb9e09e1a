import { formatScaled, isInstrumentId } from 'argosy/core';

import type { BuiltRow, SourceTexts } from './built-row.ts';
import type { InstrumentColumns } from './columns.ts';
import { cashName, contractName, strikeText } from './instrument-id.ts';
import type { InstrumentMaster } from './instrument-master.ts';
import type { RowDraft } from './instrument-row.ts';
import { keepIdentities } from './keep-identities.ts';
import { layOut } from './lay-out.ts';

/** Where files contradict each other about one instrument; the first of them is believed. */
export type Disagreement = {
  readonly id: string;
  readonly what: 'lot' | 'tick' | 'isin';
  readonly kept: string;
  readonly source: string;
  readonly said: string;
};

/** The most disagreements that are told; all are counted. */
const DISAGREEMENTS_TOLD_MAX = 100;

/** Why a row cannot be taken. */
export type Refused = {
  /** A token twice says that the file is not what it should be; a name twice concerns one row. */
  readonly kind: 'sameToken' | 'sameName' | 'noName';
  readonly expected: string;
  readonly found: string;
};

/** Rows by token, by exchange. */
type Tokens = Map<string, Map<string, number>>;

type Source = { readonly texts: SourceTexts; readonly tokens: Tokens };

/** Puts the rows of several files together, one instrument each, on a day. */
export class MasterBuilder {
  readonly disagreements: Disagreement[] = [];
  disagreementCount = 0;
  readonly #day: number;
  readonly #rows: BuiltRow[] = [];
  readonly #ids = new Map<string, number>();
  readonly #sources: Source[] = [];
  /** Shares, bonds and indices by the exchange's own number. */
  readonly #listings: Tokens = new Map();

  constructor(day: number) {
    this.#day = day;
  }

  get size(): number {
    return this.#rows.length;
  }

  /** Takes a row of a source; gives why not where it cannot. */
  add(source: string, draft: RowDraft): Refused | null {
    const { texts, tokens: all } = this.#sourceOf(source);
    const { exchange, token } = draft;
    const tokens = inner(all, exchange);
    const twice = tokens.get(token);
    if (twice !== undefined && token !== '') return sameToken(draft, this.#rows[twice]?.id ?? '');
    const id = this.#idOf(draft);
    if (!isInstrumentId(id)) {
      return {
        kind: 'noName',
        expected: 'a name of 1 to 64 plain characters, none of them a slash',
        found: id,
      };
    }
    const known = this.#find(id, draft);
    if (known !== undefined && isNamed(texts, known)) {
      return { kind: 'sameName', expected: 'each instrument once', found: `${id} a second time` };
    }
    if (known !== undefined) this.#merge(known, draft, source);
    this.#name(known ?? this.#put(id, draft), draft, { texts, tokens });
    return null;
  }

  /** All rows as columns; what a day before knew keeps its ids. */
  finish(previous: InstrumentMaster | null): InstrumentColumns {
    const sources = this.#sources.map(({ texts }) => texts);
    const aliases = keepIdentities(this.#rows, sources, { previous, day: this.#day });
    return layOut(this.#rows, { day: this.#day, sources, aliases });
  }

  #sourceOf(name: string): Source {
    const known = this.#sources.find(({ texts }) => texts.name === name);
    if (known !== undefined) return known;
    const made = { texts: { name, tokens: [], symbols: [] }, tokens: new Map() };
    this.#sources.push(made);
    return made;
  }

  /** The id it has where nothing else is known; an index makes way for a share of its name. */
  #idOf(draft: RowDraft): string {
    const { exchange, underlying, expiry, strike, right, pricePrecision } = draft;
    if (underlying !== null && expiry !== null) {
      const text = strike === null ? null : strikeText(strike, pricePrecision);
      return contractName({ underlying, expiry, right, strike: text }, exchange);
    }
    const id = cashName(draft.symbol, exchange);
    if (draft.kind !== 'index') return this.#makeWay(id, draft);
    const other = this.#kindAt(id);
    return other === undefined || other === 'index'
      ? id
      : cashName(`${draft.symbol}-INDEX`, exchange);
  }

  #makeWay(id: string, { symbol, exchange }: RowDraft): string {
    const place = this.#ids.get(id);
    const index = place === undefined ? undefined : this.#rows[place];
    if (place === undefined || index === undefined || index.facts.kind !== 'index') return id;
    index.id = cashName(`${symbol}-INDEX`, exchange);
    this.#ids.delete(id);
    this.#ids.set(index.id, place);
    return id;
  }

  #kindAt(id: string): string | undefined {
    return this.#rows[this.#ids.get(id) ?? -1]?.facts.kind;
  }

  #find(id: string, { exchange, exchangeToken, underlying }: RowDraft): number | undefined {
    const place = this.#ids.get(id);
    if (place !== undefined || underlying !== null || exchangeToken === '') return place;
    return this.#listings.get(exchange)?.get(exchangeToken);
  }

  #put(id: string, facts: RowDraft): number {
    const row = this.#rows.push({ id, facts, firstDay: this.#day }) - 1;
    this.#ids.set(id, row);
    return row;
  }

  /** Notes what a source calls a row. */
  #name(row: number, draft: RowDraft, { texts, tokens }: Naming): void {
    const { token, exchangeToken, underlying, exchange } = draft;
    putAt(texts.tokens, row, token);
    putAt(texts.symbols, row, draft.sourceSymbol);
    if (token !== '') tokens.set(token, row);
    if (exchangeToken !== '' && underlying === null) {
      inner(this.#listings, exchange).set(exchangeToken, row);
    }
  }

  #merge(place: number, draft: RowDraft, source: string): void {
    const row = this.#rows[place];
    if (row === undefined) return;
    for (const difference of differences(row.facts, draft)) {
      this.#note({ id: row.id, source, ...difference });
    }
    row.facts = filledUp(row.facts, draft);
  }

  #note(disagreement: Disagreement): void {
    this.disagreementCount += 1;
    if (this.disagreements.length < DISAGREEMENTS_TOLD_MAX) this.disagreements.push(disagreement);
  }
}

type Naming = { readonly texts: SourceTexts; readonly tokens: Map<string, number> };

/** What the first file says, and where it says nothing, what another does. */
function filledUp(facts: RowDraft, draft: RowDraft): RowDraft {
  const filled = {
    ...facts,
    name: facts.name || draft.name,
    series: facts.series || draft.series,
    isin: facts.isin ?? draft.isin,
    lot: facts.lot || draft.lot,
    turnover: facts.turnover ?? draft.turnover,
  };
  // Prices of another scale are others.
  if (facts.pricePrecision !== draft.pricePrecision) return filled;
  return { ...filled, tick: facts.tick || draft.tick, close: facts.close ?? draft.close };
}

type Difference = Omit<Disagreement, 'id' | 'source'>;

function differences(facts: RowDraft, draft: RowDraft): readonly Difference[] {
  const terms = [
    ['lot', lotText(facts), lotText(draft)],
    ['tick', tickText(facts), tickText(draft)],
    ['isin', facts.isin, draft.isin],
  ] as const;
  return terms.flatMap(([what, kept, said]) =>
    kept === null || said === null || kept === said ? [] : [{ what, kept, said }],
  );
}

function lotText({ lot }: RowDraft): string | null {
  return lot === 0 ? null : String(lot);
}

function tickText({ tick, pricePrecision }: RowDraft): string | null {
  return tick === 0 ? null : formatScaled(tick, pricePrecision);
}

/** Fills up to a place, as an array with holes is slow to read. */
function putAt(texts: string[], place: number, text: string): void {
  while (texts.length < place) texts.push('');
  texts[place] = text;
}

/** Whether a source has named this row already. */
function isNamed({ tokens, symbols }: SourceTexts, row: number): boolean {
  return (tokens[row] ?? '') !== '' || (symbols[row] ?? '') !== '';
}

function sameToken({ token, exchange }: RowDraft, id: string): Refused {
  const found = `${token} of ${exchange}, which ${id} has`;
  return { kind: 'sameToken', expected: 'each token once at its exchange', found };
}

function inner(maps: Tokens, key: string): Map<string, number> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, number>();
  maps.set(key, made);
  return made;
}
