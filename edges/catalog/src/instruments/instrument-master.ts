import { toInstrumentId } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { NO_DAY, type InstrumentColumns, type SymbolAlias } from './columns.ts';
import { ContractGroups, type ChainStep, type ContractKey } from './contract-groups.ts';
import { instrumentKinds, type InstrumentKind, type InstrumentRow } from './instrument-row.ts';
import { kernelInstrument } from './kernel-instrument.ts';
import { hashText, TextIndex } from './text-index.ts';

/** As they are numbered in a snapshot. */
const rights = [null, 'call', 'put'] as const;

type SourceIndexes = { readonly tokens: TextIndex; readonly symbols: TextIndex };

/**
 * The instruments of one day, in columns: a row is made when it is asked for. What is looked for and is
 * not there is -1, or an empty list.
 *
 * @example
 * const row = master.findToken('angel', 'NSE', '3045');
 * const sbin = row === -1 ? null : master.instrument(row);
 */
export class InstrumentMaster {
  readonly columns: InstrumentColumns;
  readonly #ids: TextIndex;
  readonly #symbols: TextIndex;
  readonly #isins: TextIndex;
  readonly #sources = new Map<string, SourceIndexes>();
  readonly #exchanges = new Map<string, number>();
  readonly #groups: ContractGroups;
  /** Made when it is first asked for: few ask for days that have been. */
  #past: ReadonlyMap<string, readonly SymbolAlias[]> | null = null;

  constructor(columns: InstrumentColumns) {
    this.columns = columns;
    const { exchanges, words } = columns;
    this.#ids = new TextIndex(columns.ids);
    this.#symbols = new TextIndex(columns.symbols, exchanges);
    this.#isins = new TextIndex(columns.isins);
    for (const { name, tokens, symbols } of columns.sources) {
      const indexes = {
        tokens: new TextIndex(tokens, exchanges),
        symbols: new TextIndex(symbols, exchanges),
      };
      this.#sources.set(name, indexes);
    }
    for (const place of new Set(exchanges)) this.#exchanges.set(words[place] ?? '', place);
    this.#groups = new ContractGroups(columns);
  }

  /** How many instruments there are; rows run from 0 to `size - 1`. */
  get size(): number {
    return this.columns.kinds.length;
  }

  /** The day it is of, counted from 1970-01-01. */
  get day(): number {
    return this.columns.day;
  }

  /** Whose tokens it keeps. */
  get sources(): readonly string[] {
    return this.columns.sources.map(({ name }) => name);
  }

  get aliases(): readonly SymbolAlias[] {
    return this.columns.aliases;
  }

  /** The row of a permanent id. */
  findId(id: string): number {
    return this.#ids.find(id);
  }

  /** The row that a source calls by this token; tokens are the exchange's, and unique only there. */
  findToken(source: string, exchange: string, token: string): number {
    const scope = this.#exchanges.get(exchange);
    return scope === undefined ? -1 : (this.#sources.get(source)?.tokens.find(token, scope) ?? -1);
  }

  /** The row of an exchange's symbol, or of a source's symbol where the exchange has none such. */
  findSymbol(exchange: string, symbol: string): number {
    const scope = this.#exchanges.get(exchange);
    if (scope === undefined) return -1;
    const hash = hashText(symbol, scope);
    const row = this.#symbols.find(symbol, scope, hash);
    if (row !== -1) return row;
    for (const { symbols } of this.#sources.values()) {
      const named = symbols.find(symbol, scope, hash);
      if (named !== -1) return named;
    }
    return -1;
  }

  /** The row that a symbol meant on a day that has been: it may be another's today. */
  findSymbolAt(exchange: string, symbol: string, day: number): number {
    const past = this.#aliasesOf(`${exchange} ${symbol}`).find(
      ({ from, to }) => day >= from && day <= to,
    );
    if (past !== undefined) return this.findId(past.id);
    const row = this.findSymbol(exchange, symbol);
    return row === -1 || this.#hadOtherName(row, symbol, day) ? -1 : row;
  }

  /** The rows of an ISIN: its listings at several exchanges. */
  findIsin(isin: string): readonly number[] {
    return this.#isins.findAll(isin);
  }

  /** The row of a future (no right) or an option. */
  findContract(key: ContractKey): number {
    return this.#groups.find(key);
  }

  /** The days on which contracts of an underlying end, soonest first. */
  expiries(exchange: string, underlying: string): readonly number[] {
    return this.#groups.expiries(exchange, underlying);
  }

  /** The options of an underlying that end on a day, by strike. */
  chain(exchange: string, underlying: string, expiry: number): readonly ChainStep[] {
    return this.#groups.chain(exchange, underlying, expiry);
  }

  /** All rows of contracts of an underlying, by kind, expiry, strike and right. */
  contracts(exchange: string, underlying: string): readonly number[] {
    return this.#groups.rows(exchange, underlying);
  }

  /** What a row is called at its exchange: a contract as its first source calls it. */
  symbolOf(row: number): string {
    const { symbols, sources } = this.columns;
    if (!symbols.isEmpty(row)) return symbols.at(row);
    const source = sources.find((one) => !one.symbols.isEmpty(row));
    return source === undefined ? '' : source.symbols.at(row);
  }

  /** What a source calls a row; null where it does not know it. */
  tokenOf(row: number, source: string): string | null {
    const tokens = this.columns.sources.find(({ name }) => name === source)?.tokens;
    return tokens === undefined || tokens.isEmpty(row) ? null : tokens.at(row);
  }

  /** The symbol of a row at a source; null where it does not know it. */
  sourceSymbolOf(row: number, source: string): string | null {
    const symbols = this.columns.sources.find(({ name }) => name === source)?.symbols;
    return symbols === undefined || symbols.isEmpty(row) ? null : symbols.at(row);
  }

  /** Everything of a row. */
  row(row: number): InstrumentRow {
    if (!Number.isInteger(row) || row < 0 || row >= this.size) {
      throw new RangeError(`row ${row} of a master of ${this.size}`);
    }
    const { columns } = this;
    const { isins } = columns;
    const expiry = at(columns.expiries, row);
    const isDated = expiry !== NO_DAY;
    return {
      row,
      id: toInstrumentId(columns.ids.at(row)),
      exchange: this.#word(columns.exchanges, row),
      kind: kindOf(at(columns.kinds, row)),
      symbol: this.symbolOf(row),
      name: this.#word(columns.names, row),
      series: this.#word(columns.series, row),
      isin: isins.isEmpty(row) ? null : isins.at(row),
      underlying: isDated ? this.#word(columns.underlyings, row) : null,
      expiry: isDated ? expiry : null,
      strike: numberAt(columns.strikes, row),
      right: rights[at(columns.rights, row)] ?? null,
      pricePrecision: at(columns.precisions, row),
      tick: at(columns.ticks, row),
      lot: at(columns.lots, row),
      close: numberAt(columns.closes, row),
      turnover: numberAt(columns.turnovers, row),
      firstDay: at(columns.firstDays, row),
    };
  }

  /** A row as the kernel knows instruments. */
  instrument(row: number): Instrument {
    return kernelInstrument(this.row(row), this.day, (exchange, symbol) => {
      const found = this.findSymbol(exchange, symbol);
      return found === -1 ? null : this.row(found);
    });
  }

  #word(places: ArrayLike<number>, row: number): string {
    return this.columns.words[at(places, row)] ?? '';
  }

  /** Whether the row was called otherwise on that day. */
  #hadOtherName(row: number, symbol: string, day: number): boolean {
    const id = this.columns.ids.at(row);
    return this.#aliasesOf(id).some((alias) => alias.symbol !== symbol && day <= alias.to);
  }

  /** Symbols of old by what they were, and by what they meant: no id has a space. */
  #aliasesOf(key: string): readonly SymbolAlias[] {
    this.#past ??= new Map([
      ...Map.groupBy(this.aliases, ({ exchange, symbol }) => `${exchange} ${symbol}`),
      ...Map.groupBy(this.aliases, ({ id }) => id),
    ]);
    return this.#past.get(key) ?? [];
  }
}

/** A number of a row that is known to be there. */
function at(column: ArrayLike<number>, row: number): number {
  return column[row] ?? 0;
}

function kindOf(place: number): InstrumentKind {
  return instrumentKinds[place] ?? 'equity';
}

function numberAt(column: Float64Array, row: number): number | null {
  const value = column[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
