import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What commands end with; the README of this room tells them to those who call them. */
export const exitCodes = {
  /** All is well. */
  done: 0,
  /** What was run or looked at is not well: a fault, a difference, a finding. */
  bad: 1,
  /** The words make no sense, or what they name cannot be read or written. */
  misused: 2,
  /** A bug of ours; its trace is told. */
  bug: 3,
  /** Interrupted; what was reached is kept. */
  interrupted: 130,
} as const;

/** Words that make no sense; what is wrong with them is all that a person sees. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words of a command as its options and the rest. */
export type ParsedWords<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ readonly options: Options; readonly allowPositionals: true }>
>;

/**
 * Reads the words of one command; what it has no option for is refused.
 *
 * @example
 * const { values, positionals } = parseWords('why', ['--json', 'O-1'], { json: { type: 'boolean' } });
 */
export function parseWords<const Options extends ParseArgsOptionsConfig>(
  command: string,
  words: readonly string[],
  options: Options,
): ParsedWords<Options> {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    if (!isMisuse(error)) throw error;
    throw new UsageError(`${command}: ${mistakeIn(error, options)}`);
  }
}

/** Refuses options that say nothing where they stand: `--no-tape` without a record. */
export function refuseOptions(
  command: string,
  values: Readonly<Record<string, unknown>>,
  { names, why }: { readonly names: readonly string[]; readonly why: string },
): void {
  const given = names.filter((name) => values[name] !== undefined);
  if (given.length === 0) return;
  throw new UsageError(`${command}: ${given.map((name) => `--${name}`).join(', ')}: ${why}`);
}

/** Refuses words behind those that a command takes. */
export function refuseMore(command: string, more: readonly string[]): void {
  const [word] = more;
  if (word !== undefined) throw new UsageError(`${command}: cannot do anything with "${word}"`);
}

/** Refuses a folder to write into that is a file, or that would lie in one. */
export function requireFolder(option: string, path: string | null): void {
  if (path === null) return;
  for (let at = path; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false, bigint: false });
    if (stat?.isDirectory() === true) return;
    if (stat !== undefined) {
      const where = at === path ? '' : ` (${at})`;
      throw new UsageError(`--${option} ${path}: a file${where}, expected a folder`);
    }
    if (dirname(at) === at) return;
  }
}

type Misuse = Error & { readonly code: string };

function isMisuse(error: unknown): error is Misuse {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  );
}

function mistakeIn({ code, message }: Misuse, options: ParseArgsOptionsConfig): string {
  const [, name = ''] = /'(-[^' ]*)/u.exec(message) ?? [];
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return message.split('. ')[0] ?? message;
  const known = Object.keys(options).map((one) => `--${one}`);
  return `unknown option ${name}; it has ${known.join(', ')}`;
}

/** A whole number that an option was given. */
export function countOf(option: string, text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new UsageError(`--${option}: expected a whole number, found ${text}`);
}
