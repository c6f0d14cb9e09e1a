import { formatTimestamp } from 'argosy/core';

import type { LogLevel, LogRecord, PlainValue } from './log-record.ts';

/** Makes the text of a line; a line break stands at its end and nowhere else. */
export type LogFormat = (record: LogRecord) => string;

/**
 * What a terminal or a viewer would obey, or that breaks a line: control characters, line and paragraph
 * separators, marks that turn the direction of text, lone halves of pairs.
 */
const unsafe =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;

const ownNames: ReadonlySet<string> = new Set(['time', 'level', 'message']);

/** A line as a JSON object: `time`, `level` and `message` first, fields of those names with a dash before. */
export function formatJsonLine({ at, level, message, fields }: LogRecord): string {
  const line: Record<string, PlainValue> = { time: formatTimestamp(at), level, message };
  for (const [name, value] of Object.entries(fields)) {
    const shown = ownNames.has(name) ? `-${name}` : name;
    // Assigning to that one makes no member.
    if (shown === '__proto__') Object.defineProperty(line, shown, { value, enumerable: true });
    else line[shown] = value;
  }
  return `${escapeUnsafe(JSON.stringify(line))}\n`;
}

/** A line for people at a terminal. */
export function formatPlainLine({ at, level, message, fields }: LogRecord): string {
  const time = formatTimestamp(at).slice(11, 23).replace('Z', '').padEnd(12);
  const { part, ...others } = fields;
  const words = [time, level.toUpperCase().padEnd(5)];
  if (typeof part === 'string') words.push(`${escapeUnsafe(part)}:`);
  words.push(escapeUnsafe(message));
  for (const [name, value] of Object.entries(others)) {
    words.push(`${escapeUnsafe(name)}=${textOf(value)}`);
  }
  return `${words.join(' ')}\n`;
}

const colours: Readonly<Record<LogLevel, string>> = {
  debug: '\u001b[2m',
  info: '',
  warn: '\u001b[33m',
  error: '\u001b[31m',
};

/** The same, coloured by level. */
export function formatColourLine(record: LogRecord): string {
  const line = formatPlainLine(record);
  const colour = colours[record.level];
  return colour === '' ? line : `${colour}${line.slice(0, -1)}\u001b[0m\n`;
}

function textOf(value: PlainValue): string {
  const isPlain = typeof value === 'string' && /^[^\s"=]+$/u.test(value);
  return escapeUnsafe(isPlain ? value : JSON.stringify(value));
}

function escapeUnsafe(text: string): string {
  return text.replaceAll(unsafe, (found) => {
    return `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
