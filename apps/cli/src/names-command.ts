import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { ClientNames, MasterKey, parsePerson } from '@argosy/journal';
import { toAccountId } from 'argosy/core';

import { exitCodes, parseWords, UsageError } from './words.ts';

const usage = `argosy names: who the clients are, encrypted and apart from all else

  argosy names put DIR [ID]   keep the name that is read from the standard input, and a contact a
                              line behind it; print the client's id. With ID: change that one
  argosy names get DIR ID     print who a client is
  argosy names erase DIR ID   destroy the client's key: no copy of the name opens any more
  argosy names list DIR       print the ids

  --key-file FILE   where the master key is, 64 hexadecimal digits; else in ARGOSY_NAMES_KEY`;

const options = {
  'key-file': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The most bytes that are read of a name. */
const INPUT_BYTES_MAX = 16 * 1024;

/** What the command has of the process it runs in. */
export type NamesTerminal = {
  readonly say: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The standard input; read only where a name is put. */
  readonly input: () => Uint8Array;
};

/** Obeys `argosy names …`. Gives 0 when it is done, 1 where a client is not known. */
export function runNamesCommand(words: readonly string[], terminal: NamesTerminal): number {
  const { values, positionals } = parseWords('names', words, options);
  const { say } = terminal;
  if (values.help === true) {
    say(usage);
    return exitCodes.done;
  }
  const [verb = '', folder, id, ...more] = positionals;
  const act = acts.get(verb);
  if (act === undefined || folder === undefined || more.length > 0) throw new UsageError(usage);
  if ((id === undefined && act.id === 'needed') || (id !== undefined && act.id === 'none')) {
    throw new UsageError(usage);
  }
  requirePlace(verb, folder);
  const key = masterKey(values['key-file'], terminal);
  return act.run(ClientNames.open({ folder: resolve(folder), key }), id ?? null, terminal);
}

type Act = {
  readonly id: 'needed' | 'none' | 'either';
  run(names: ClientNames, id: string | null, terminal: NamesTerminal): number;
};

const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['put', { id: 'either', run: put }],
  ['get', { id: 'needed', run: get }],
  ['erase', { id: 'needed', run: erase }],
  ['list', { id: 'none', run: list }],
]);

function put(names: ClientNames, id: string | null, { say, input }: NamesTerminal): number {
  const bytes = input();
  if (bytes.length > INPUT_BYTES_MAX) {
    throw new UsageError(`names: ${bytes.length} bytes of input, ${INPUT_BYTES_MAX} at most`);
  }
  const person = parsePerson(Buffer.from(bytes).toString());
  say(id === null ? names.put(person) : names.put(person, toAccountId(id)));
  return exitCodes.done;
}

function get(names: ClientNames, id: string | null, { say }: NamesTerminal): number {
  const person = names.get(toAccountId(id ?? ''));
  if (person === null) return unknown(id, say);
  for (const line of [person.name, ...person.contacts]) say(line);
  return exitCodes.done;
}

function erase(names: ClientNames, id: string | null, { say }: NamesTerminal): number {
  if (!names.erase(toAccountId(id ?? ''))) return unknown(id, say);
  say(`${id} is erased`);
  return exitCodes.done;
}

function list(names: ClientNames, _: string | null, { say }: NamesTerminal): number {
  for (const client of names.list()) say(client);
  return exitCodes.done;
}

function unknown(id: string | null, say: (line: string) => void): number {
  say(`${id} is not known, or was erased`);
  return exitCodes.bad;
}

/** Only what is put makes a table; the folder above it has to be there. */
function requirePlace(verb: string, folder: string): void {
  const needed = verb === 'put' ? dirname(resolve(folder)) : folder;
  if (!existsSync(needed)) throw new UsageError(`names: ${needed}: no such folder`);
}

/** The key itself is never a word of the command: words are seen by everybody on the machine. */
function masterKey(file: string | undefined, { environment }: NamesTerminal): MasterKey {
  if (file !== undefined) {
    if (!existsSync(file)) throw new UsageError(`names: --key-file ${file}: no such file`);
    return MasterKey.parse(readFileSync(file, 'utf8'));
  }
  const text = environment['ARGOSY_NAMES_KEY'];
  if (text !== undefined) return MasterKey.parse(text);
  throw new UsageError('names: no master key: set ARGOSY_NAMES_KEY, or name a --key-file');
}
