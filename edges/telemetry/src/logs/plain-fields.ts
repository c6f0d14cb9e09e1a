import { Secret } from '../secret.ts';
import type { PlainFields, PlainValue } from './log-record.ts';
import { HIDDEN, hideSecrets, isSecretName } from './redaction.ts';

/** How deep values may lie inside each other. */
export const FIELD_DEPTH_MAX = 6;
/** How many members of a list or an object are written. */
export const FIELD_MEMBERS_MAX = 50;
/** How many values a line has in all. */
export const FIELD_VALUES_MAX = 500;
/** How long a text is at most; what is longer is cut. */
export const FIELD_LENGTH_MAX = 8_192;

/** How many characters the values of a line have in all. */
export const FIELD_CHARACTERS_MAX = 65_536;

/** What may still be written; shared by everything on one line. */
type Budget = { values: number; characters: number };

/**
 * Values as a line can hold them: secrets hidden by name and by type, everything bounded. It reads only what
 * lies there; what cannot be read is told in its place, so that a line is written whatever it is given.
 */
export function toPlainFields(fields: Readonly<Record<string, unknown>>): PlainFields {
  return toPlainRecord(fields, 0, { values: FIELD_VALUES_MAX, characters: FIELD_CHARACTERS_MAX });
}

/** A text without secrets, cut to its bound. */
export function toPlainText(text: string): string {
  const isLong = text.length > FIELD_LENGTH_MAX;
  const shown = hideSecrets(isLong ? text.slice(0, FIELD_LENGTH_MAX) : text);
  return isLong ? `${shown}… (${text.length} characters)` : shown;
}

function toPlain(value: unknown, depth: number, budget: Budget): PlainValue {
  if (typeof value === 'string') return toBoundedText(value, budget);
  // Below zero there is no zero in JSON.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'bigint') return toBoundedText(String(value), budget);
  return typeof value === 'object' ? toPlainObject(value, depth, budget) : `[${typeof value}]`;
}

function toPlainObject(value: object, depth: number, budget: Budget): PlainValue {
  if (value instanceof Secret) return HIDDEN;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no time' : value.toISOString();
  if (depth >= FIELD_DEPTH_MAX) return '[deep]';
  if (Array.isArray(value)) return toPlainList(value, value.length, { depth, budget });
  if (value instanceof Set) return toPlainList(value, value.size, { depth, budget });
  if (value instanceof Map) return toPlainMap(value, depth, budget);
  if (value instanceof Error) return toPlainError(value, depth, budget);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return toPlainRecord(value, depth, budget);
}

function toPlainList(
  values: Iterable<unknown>,
  size: number,
  { depth, budget }: { readonly depth: number; readonly budget: Budget },
): PlainValue {
  const shown: PlainValue[] = [];
  for (const value of values) {
    if (shown.length === FIELD_MEMBERS_MAX || !hasRoom(budget)) break;
    shown.push(tryPlain(() => value, depth + 1, budget));
  }
  if (shown.length < size) shown.push(`… ${size - shown.length} more`);
  return shown;
}

function toPlainMap(map: ReadonlyMap<unknown, unknown>, depth: number, budget: Budget): PlainValue {
  const record: Record<string, unknown> = {};
  for (const [key, value] of map) {
    if (Object.keys(record).length > FIELD_MEMBERS_MAX) break;
    define(record, nameOfKey(key), value);
  }
  return toPlainRecord(record, depth, budget);
}

function nameOfKey(key: unknown): string {
  if (typeof key === 'string') return key;
  return typeof key === 'number' || typeof key === 'bigint' ? `${key}` : `[${typeof key}]`;
}

function toPlainRecord(value: object, depth: number, budget: Budget): PlainFields {
  const shown: Record<string, PlainValue> = {};
  const names = Object.keys(value);
  for (const name of names.slice(0, FIELD_MEMBERS_MAX)) {
    if (!hasRoom(budget)) break;
    const read = (): unknown => (isSecretName(name) ? HIDDEN : Reflect.get(value, name));
    define(shown, toBoundedText(name, budget), tryPlain(read, depth + 1, budget));
  }
  const left = names.length - Object.keys(shown).length;
  if (left > 0) shown['…'] = `${left} more`;
  return shown;
}

function toPlainError(error: Error, depth: number, budget: Budget): PlainFields {
  const { name, message, stack = '', cause } = error;
  const own = Object.entries(error).filter(([key]) => key !== 'cause');
  const told = Object.fromEntries([['name', name], ['message', message], ...own, ['stack', stack]]);
  if (cause !== undefined) define(told, 'cause', cause);
  return toPlainRecord(told, depth, budget);
}

/** A getter or a proxy may throw: its place says so. */
function tryPlain(read: () => unknown, depth: number, budget: Budget): PlainValue {
  try {
    return toPlain(read(), depth, budget);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no error';
    return toBoundedText(`[unreadable: ${reason}]`, budget);
  }
}

/** By definition where assigning would not make a member; else that takes a tenth of the time. */
function define<Value>(record: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') {
    record[name] = value;
    return;
  }
  const rest = { enumerable: true, configurable: true, writable: true };
  Object.defineProperty(record, name, { value, ...rest });
}

function toBoundedText(text: string, budget: Budget): string {
  const shown = toPlainText(text);
  budget.characters -= shown.length;
  return budget.characters < 0 ? '…' : shown;
}

function hasRoom(budget: Budget): boolean {
  budget.values -= 1;
  return budget.values >= 0;
}
