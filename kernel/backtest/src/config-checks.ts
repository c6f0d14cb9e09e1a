import { ArgosyError } from 'argosy/core';
import { parseBarSpec, type InstrumentTable } from 'argosy/domain';

import { parseLeverage, RateTable } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';

import type { BacktestConfig } from './config.ts';
import { contentText } from './row-guard.ts';
import type { Source, SourceContent } from './source.ts';

/** Instruments given twice. */
export function mistakesInInstruments({ instruments }: BacktestConfig): readonly string[] {
  return repeated(instruments.map(({ id }) => id)).map(
    (id) => `instruments.${id}: the id is given twice`,
  );
}

/** What is wrong with the sources: names given twice, instruments and bars the run cannot take. */
export function mistakesInSources(
  sources: readonly Source[],
  instruments: InstrumentTable,
): readonly string[] {
  const twice = repeated(sources.map(({ name }) => name));
  const mistakes = twice.map((name) => `sources.${name}: the name is given twice`);
  for (const { name, contents } of sources) {
    for (const content of contents) {
      const mistake = mistakeInContent(content, instruments);
      if (mistake !== null) mistakes.push(`sources.${name}: ${contentText(content)}: ${mistake}`);
    }
  }
  return mistakes;
}

/** Accounts and books given twice, leverage and allotments that are none, money of no worth. */
export function mistakesInAccounts(
  { accounts, ledgerScales: raised = {} }: BacktestConfig,
  instruments: InstrumentTable,
): readonly string[] {
  const rates = new RateTable(instruments, { scales: raised, markOf: () => null });
  return [
    ...repeated(accounts.map(({ id }) => id)).map((id) => `accounts.${id}: the id is given twice`),
    ...accounts.flatMap((account) => [
      ...mistakesInLeverage(account),
      ...mistakesInBooks(account),
      ...mistakesInBalances(account, rates),
    ]),
  ];
}

function mistakesInLeverage({ id, kind, leverage = {} }: AccountConfig): readonly string[] {
  return Object.entries(leverage).flatMap(([product, text]) => {
    const where = `accounts.${id}.leverage.${product}`;
    if (kind === 'cash') return [`${where}: a cash account has none`];
    const parsed = parseLeverage(text);
    return parsed.ok ? [] : [`${where}: ${parsed.refusal.reason}`];
  });
}

function mistakesInBooks({ id, books = [] }: AccountConfig): readonly string[] {
  const twice = repeated(books.map((book) => book.id));
  const empty = books.filter(({ allotment }) => allotment !== undefined && allotment <= 0n);
  return [
    ...twice.map((book) => `accounts.${id}.books.${book}: the id is given twice`),
    ...empty.map((book) => `accounts.${id}.books.${book.id}.allotment: expected more than 0`),
  ];
}

/** Money that no pair of the run turns into the base currency would not count in the equity. */
function mistakesInBalances(
  { id, base, balances }: AccountConfig,
  rates: RateTable,
): readonly string[] {
  return balances
    .filter(({ currency }) => !rates.canConvert(currency, base))
    .map(({ currency }) => `accounts.${id}.balances.${currency}: no pair leads to ${base}`);
}

/** Times that cannot be. */
export function mistakesInTimes(config: BacktestConfig): readonly string[] {
  const { sampleEvery, until = Number.POSITIVE_INFINITY } = config;
  const mistakes: string[] = [];
  for (const name of ['from', 'until', 'warmUpUntil'] as const) {
    const at = config[name];
    if (at === undefined) continue;
    if (!Number.isSafeInteger(at))
      mistakes.push(`${name}: expected whole microseconds, found ${at}`);
    else if (at > until) mistakes.push(`${name}: ${at} lies behind until, ${until}`);
  }
  if (sampleEvery !== undefined && !isCount(sampleEvery)) {
    mistakes.push(`sampleEvery: expected whole microseconds above 0, found ${sampleEvery}`);
  }
  return mistakes;
}

/** A journal that would keep no whole number of entries. */
export function mistakesInJournal({ journal = 'hash' }: BacktestConfig): readonly string[] {
  if (typeof journal === 'string' || isCount(journal.last)) return [];
  return [`journal.last: expected a whole number above 0, found ${journal.last}`];
}

/** Makes an id or notes why it is none. */
export function parseOr<Id>(
  make: (text: string) => Id,
  text: string,
  note: (reason: string) => void,
): Id | null {
  try {
    return make(text);
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    note(error.message);
    return null;
  }
}

function mistakeInContent(content: SourceContent, instruments: InstrumentTable): string | null {
  if (instruments.indexOf(content.instrument) === undefined) return 'unknown instrument';
  if (content.kind !== 'bar') return null;
  const spec = parseBarSpec(content.spec);
  if (!spec.ok) return spec.refusal.reason;
  if (spec.value.source !== 'EXTERNAL') return 'only EXTERNAL bars come from a source';
  return spec.value.instrument === content.instrument ? null : `not bars of ${content.instrument}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
}
