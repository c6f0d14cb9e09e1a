import { canonicalSymbol, nicknamesOf, nicknameWordsOf } from './nicknames.ts';
import { compactText, foldText, wordsOf } from './fold-text.ts';
import type { SearchRow } from './search-row.ts';

/** What a term is of its row: the symbol, a code, the whole name, its first word, another, its initials. */
export type TermField = 0 | 1 | 2 | 3 | 4 | 5;

/** A term of a row. */
export type RowTerm = { readonly term: string; readonly field: TermField };

/** What a row is found by. */
export type RowTerms = {
  readonly terms: readonly RowTerm[];
  /** How many words its name has, those of its legal form aside. */
  readonly nameWords: number;
};

/** The legal forms of companies. */
const formWords: ReadonlySet<string> = new Set(
  'ltd limited inc corp corporation co company plc llc sa nv ag'.split(' '),
);
/** Words that need not be there, because they say nothing of which company is meant. */
const legalWords: ReadonlySet<string> = new Set([...formWords, 'the', 'of', 'and']);
/** Series that a broker or an exchange writes behind the symbol of a share or bond. */
const series: ReadonlySet<string> = new Set(
  'eq be bz bl af iq rl sm st gb gs mf sg rr iv e1 n1 n2 n3 tb'.split(' '),
);
const INITIALS_MIN = 2;
const INITIALS_MAX = 6;

/** Whether a word is of a legal form or joins others, so that it need not be there. */
export function isLegalWord(word: string): boolean {
  return legalWords.has(word);
}

/** A symbol without the series behind its last dash: `SBIN-EQ` is `SBIN`, `BAJAJ-AUTO` stays. */
export function withoutSeries(symbol: string): string {
  const dash = symbol.lastIndexOf('-');
  if (dash < 1) return symbol;
  return series.has(symbol.slice(dash + 1).toLowerCase()) ? symbol.slice(0, dash) : symbol;
}

/** The key that all listings of one thing share, and what is derived from it: its symbol, compact. */
export function symbolKey(symbol: string): string {
  return canonicalSymbol(compactText(withoutSeries(symbol)));
}

/** All that a row is found by, but a future or an option. */
export function termsOfRow(row: Pick<SearchRow, 'symbol' | 'name' | 'isin' | 'aliases'>): RowTerms {
  const bare = withoutSeries(row.symbol);
  const collected = new Collected();
  const nameWords = addNames(collected, bare, row.name);
  if (bare !== row.symbol) collected.add(compactText(row.symbol), 1);
  if (row.isin !== null) collected.add(compactText(row.isin), 1);
  for (const alias of row.aliases) {
    collected.add(compactText(alias), 1);
    collected.add(compactText(withoutSeries(alias)), 1);
  }
  return { terms: collected.terms, nameWords };
}

/** What the contracts on something are found by: its symbol, and the names it is known by. */
export function termsOfUnderlying(symbol: string, names: readonly string[]): RowTerms {
  const collected = new Collected();
  let nameWords = 1;
  for (const name of names) nameWords = addNames(collected, symbol, name);
  return { terms: collected.terms, nameWords };
}

class Collected {
  readonly #fields = new Map<string, TermField>();

  /** Of a term that is several things, the first counts. */
  add(term: string, field: TermField): void {
    if (term !== '' && !this.#fields.has(term)) this.#fields.set(term, field);
  }

  get terms(): readonly RowTerm[] {
    return Array.from(this.#fields, ([term, field]) => ({ term, field }));
  }
}

function addNames(collected: Collected, symbol: string, name: string): number {
  const key = compactText(symbol);
  const all = wordsOf(foldText(name));
  const words = all.filter((word) => !isLegalWord(word));
  collected.add(key, 0);
  collected.add(canonicalSymbol(key), 0);
  const joined = words.join('').replaceAll('.', '');
  for (const said of [...nicknamesOf(key), ...nicknamesOf(joined)]) collected.add(said, 1);
  collected.add(joined, 2);
  if (all.length !== words.length) collected.add(all.join('').replaceAll('.', ''), 2);
  for (const [place, word] of words.entries()) collected.add(word, place === 0 ? 3 : 4);
  for (const [place, word] of wordsOf(foldText(symbol)).entries()) {
    collected.add(word, place === 0 ? 3 : 4);
  }
  const spoken = all.filter((word) => !formWords.has(word));
  for (const word of nicknameWordsOf(key)) if (!isLegalWord(word)) collected.add(word, 4);
  for (const list of [words, spoken]) addInitials(collected, list);
  return Math.max(1, words.length);
}

function addInitials(collected: Collected, words: readonly string[]): void {
  if (words.length < INITIALS_MIN || words.length > INITIALS_MAX) return;
  collected.add(words.map((word) => word.slice(0, 1)).join(''), 5);
}
