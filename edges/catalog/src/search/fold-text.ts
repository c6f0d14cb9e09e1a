/** The longest text that is looked at, in UTF-16 units: what stands behind it changes nothing. */
export const TEXT_LENGTH_MAX = 128;
/** The most words of one text. */
export const WORDS_MAX = 16;

const plainText = /^[\x20-\x7e]*$/u;
const marks = /\p{M}+/gu;
const letterOrDigit = /[\p{L}\p{N}]/u;

/**
 * One form for all that looks alike: lower case, full-width letters as plain ones, no accents. What is no
 * letter or digit stays, because it may part words.
 */
export function foldText(text: string): string {
  const short = text.length > TEXT_LENGTH_MAX ? text.slice(0, TEXT_LENGTH_MAX) : text;
  if (plainText.test(short)) return short.toLowerCase();
  // One code unit may become eighteen: the bound holds for what comes out, too.
  return short.normalize('NFKD').replace(marks, '').toLowerCase().slice(0, TEXT_LENGTH_MAX);
}

/**
 * The words of a folded text. An ampersand, an apostrophe or a comma inside a word or number is dropped,
 * a dot stays inside a number and is dropped between initials; all else parts.
 *
 * @example
 * wordsOf('m&m 2,900.5 j.k. bajaj-auto'); // ['mm', '2900.5', 'jk', 'bajaj', 'auto']
 */
export function wordsOf(folded: string): string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < folded.length && words.length < WORDS_MAX; at += 1) {
    const code = folded.charCodeAt(at);
    if (isWordCode(code, folded, at)) word += folded[at];
    else if (word !== '' && isGlue(code, folded, at))
      word += code === 46 && isDigit(folded, at - 1) ? '.' : '';
    else if (word !== '') {
      words.push(word);
      word = '';
    }
  }
  if (word !== '' && words.length < WORDS_MAX) words.push(word);
  return words;
}

/** All letters and digits of a text in one piece: `M&M`, `m m` and `MM` are the same. */
export function compactText(text: string): string {
  return wordsOf(foldText(text)).join('').replaceAll('.', '');
}

function isWordCode(code: number, text: string, at: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
  // The second half of a pair belongs to what its first half was.
  const isSecondHalf = code >= 0xdc00 && code <= 0xdfff;
  const whole = text.codePointAt(isSecondHalf ? at - 1 : at) ?? 0;
  return letterOrDigit.test(String.fromCodePoint(whole));
}

/** Whether a sign between two parts of a word does not part them. */
function isGlue(code: number, text: string, at: number): boolean {
  if (code === 38 || code === 39 || code === 0x2019) return isAlphanumeric(text, at + 1);
  if (code === 44) return isDigit(text, at - 1) && isDigit(text, at + 1);
  if (code !== 46) return false;
  if (isDigit(text, at - 1)) return isDigit(text, at + 1);
  return isInitial(text, at - 1) && isInitial(text, at + 1);
}

/** A letter alone between what is none: the `e`, `i` and `d` of `e.i.d. parry`. */
function isInitial(text: string, at: number): boolean {
  const isLetter = isAlphanumeric(text, at) && !isDigit(text, at);
  return isLetter && !isAlphanumeric(text, at - 1) && !isAlphanumeric(text, at + 1);
}

function isAlphanumeric(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  return isWordCode(text.charCodeAt(at), text, at);
}

function isDigit(text: string, at: number): boolean {
  const code = at < 0 ? 0 : text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
