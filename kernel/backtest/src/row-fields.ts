import { flawOfText, isPlainId, type Adjustment, type QueueChange } from 'argosy/domain';

const sides: ReadonlySet<unknown> = new Set(['buy', 'sell']);
const phases: ReadonlySet<unknown> = new Set(['preOpen', 'open', 'halted', 'closed']);
const actions: ReadonlySet<unknown> = new Set(['add', 'change', 'trade', 'remove', 'clear']);
const causes: ReadonlySet<unknown> = new Set(['action', 'roll']);

/** Whether a word is a side. */
export function isSide(word: unknown): boolean {
  return sides.has(word);
}

/** Whether a word is what an exchange says of an instrument. */
export function isPhase(word: unknown): boolean {
  return phases.has(word);
}

/** Whether what an order of a book does is anything that one can do. */
export function isQueueChange(change: QueueChange): boolean {
  return isObject(change) && actions.has(change.action);
}

/** Whether a value has members. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The first field of an adjustment that is not what it must be; null where all are. */
export function wrongFieldOf(adjustment: Adjustment): keyof Adjustment | null {
  const { cause, detail, into, numerator, addend, denominator, restates } = adjustment;
  if (!causes.has(cause)) return 'cause';
  if (flawOfText('detail', detail) !== null) return 'detail';
  if (into !== null && !isPlainId(into)) return 'into';
  if (typeof numerator !== 'bigint') return 'numerator';
  if (typeof addend !== 'bigint') return 'addend';
  if (typeof denominator !== 'bigint' || denominator <= 0n) return 'denominator';
  return typeof restates === 'boolean' ? null : 'restates';
}

/** A value as a mistake shows it, whatever it is. */
export function foundText(found: unknown): string {
  if (isObject(found)) return 'an object';
  return typeof found === 'function' ? 'a function' : String(found);
}
