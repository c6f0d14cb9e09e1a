import { WORDS_MAX, wordsOf } from './fold-text.ts';
import { isGluedWord } from './phrase-words.ts';

/** Tells whether a word is the symbol of something that contracts are on. */
export type IsUnderlying = (word: string) => boolean;

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dayFirst = /(?<![\d.])(\d{1,2})[-/.](\d{1,2})[-/.](20\d\d|\d\d)(?![\d.])/gu;
const yearFirst = /(?<!\d)(20\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)/gu;
/** Year, month and day as the exchange writes a weekly contract: `26N24`, `26D01`, `26106`. */
const weeklyCode = /^(\d\d)([1-9ond])(0[1-9]|[12]\d|3[01])(\d{2,}(?:\.\d+)?)?(ce|pe|fut)?$/u;
/** Year and month as the exchange writes a monthly one: `26DEC24500CE`. */
const monthlyCode =
  /^(\d\d)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(\d+(?:\.\d+)?)?(ce|pe|fut)?$/u;
/** As American exchanges write an option: `261120C00150000`, the strike in thousandths. */
const americanCode = /^(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([cp])(\d{8})$/u;
const pieces = /\d+(?:\.\d+)?|\D+/gu;
const SYMBOL_MIN = 2;
const GLUED_MAX = 3;

/** The words of a phrase, dates and glued symbols taken apart; several where it can be read several ways. */
export function splitPhrase(
  folded: string,
  isUnderlying: IsUnderlying,
): readonly (readonly string[])[] {
  const turned = (all: string, day: string, month: string, year: string): string =>
    toWords(all, year, month, day);
  const text = folded.replace(yearFirst, toWords).replace(dayFirst, turned);
  let phrases: string[][] = [[]];
  for (const word of wordsOf(text)) {
    const ways = waysOf(word, isUnderlying);
    phrases = phrases.flatMap((phrase) => ways.map((way) => [...phrase, ...way]));
    phrases = phrases.slice(0, 2).map((phrase) => phrase.slice(0, WORDS_MAX));
  }
  return phrases;
}

function toWords(all: string, year: string, month: string, day: string): string {
  const name = monthNames[Number(month) - 1];
  return name === undefined ? all : ` ${Number(day)} ${name} ${year} `;
}

function waysOf(word: string, isUnderlying: IsUnderlying): readonly (readonly string[])[] {
  const symbol = symbolOf(word, isUnderlying);
  const rest = word.slice(symbol.length);
  const head = symbol === '' ? [] : [symbol];
  if (rest === '') return [head];
  const plain = [...head, ...piecesOf(rest)];
  // Exchanges write their codes behind a symbol only.
  const coded = symbol === '' ? null : codedPieces(rest);
  return coded === null ? [plain] : [plain, [...head, ...coded]];
}

/** The longest symbol that a glued word begins with, where what follows is no more of a name. */
function symbolOf(word: string, isUnderlying: IsUnderlying): string {
  if (/^\d+(?:\.\d+)?$/u.test(word)) return '';
  for (let length = word.length; length >= SYMBOL_MIN; length -= 1) {
    const rest = word.slice(length);
    if (isRest(rest) && isUnderlying(word.slice(0, length))) return word.slice(0, length);
  }
  return '';
}

/** Whether what follows a symbol is nothing, begins with a number, or is said of a contract. */
function isRest(rest: string): boolean {
  return rest === '' || /^\d/u.test(rest) || gluedWords(rest, GLUED_MAX) !== null;
}

function piecesOf(rest: string): readonly string[] {
  return (rest.match(pieces) ?? []).flatMap((piece) => splitGlued(piece));
}

/** `decfut` is `dec` and `fut`; anything else stays as it is. */
function splitGlued(piece: string): readonly string[] {
  return gluedWords(piece, GLUED_MAX) ?? [piece];
}

function gluedWords(text: string, most: number): readonly string[] | null {
  if (isGluedWord(text)) return [text];
  if (most === 1) return null;
  for (let length = 2; length < text.length - 1; length += 1) {
    if (!isGluedWord(text.slice(0, length))) continue;
    const rest = gluedWords(text.slice(length), most - 1);
    if (rest !== null) return [text.slice(0, length), ...rest];
  }
  return null;
}

function codedPieces(rest: string): readonly string[] | null {
  const weekly = weeklyCode.exec(rest);
  if (weekly !== null) return piecesOfWeekly(weekly);
  const monthly = monthlyCode.exec(rest);
  if (monthly !== null) return piecesOfMonthly(monthly);
  const american = americanCode.exec(rest);
  return american === null ? null : piecesOfAmerican(american);
}

function piecesOfWeekly([
  ,
  year = '',
  letter = '',
  day = '',
  ...terms
]: readonly string[]): readonly string[] {
  const month = monthNames['123456789ond'.indexOf(letter)] ?? '';
  return [String(Number(day)), month, `20${year}`, ...said(terms)];
}

function piecesOfMonthly([
  ,
  year = '',
  month = '',
  ...terms
]: readonly string[]): readonly string[] {
  return [month, `20${year}`, 'monthly', ...said(terms)];
}

/** The strike and the right, or that it is a future: whatever of it stands there. */
function said(terms: readonly (string | undefined)[]): readonly string[] {
  return terms.filter((term) => term !== undefined);
}

function piecesOfAmerican([
  ,
  year = '',
  month = '',
  day = '',
  right = '',
  strike = '',
]: readonly string[]): readonly string[] {
  const name = monthNames[Number(month) - 1] ?? '';
  return [String(Number(day)), name, `20${year}`, String(Number(strike) / 1000), `${right}e`];
}
