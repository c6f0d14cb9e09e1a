/** How much of a text a message shows. */
const SHOWN_LENGTH_MAX = 32;

/** What keeps a price or a quantity from being written down; null where nothing does. */
export function flawOfNumber(field: string, value: number): string | null {
  if (Number.isSafeInteger(value)) return null;
  return `${field} is ${shown(value)}, not a whole number of its smallest unit`;
}

/** What keeps a text from being written down; null where nothing does. */
export function flawOfText(field: string, text: string): string | null {
  if (typeof text !== 'string' || text === '') return `${field} is ${shown(text)}, not a text`;
  return text.isWellFormed() ? null : `${field} has half of a surrogate pair: ${shown(text)}`;
}

/** What keeps a word from being one of those that are known; null where it is one. */
export function flawOfWord(
  field: string,
  word: string,
  known: Readonly<Record<string, number>>,
): string | null {
  if (typeof word === 'string' && Object.hasOwn(known, word)) return null;
  return `${field} is ${shown(word)}, not one of ${Object.keys(known).join(', ')}`;
}

/** Whether a value has members. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A value as a message shows it: short, and whatever it is. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, SHOWN_LENGTH_MAX));
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
