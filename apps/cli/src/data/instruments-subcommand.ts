import { parseWords, refuseOptions } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';
import { describe, showAttributes } from './instruments-attributes.ts';
import { loadDay, refreshDay, showRefresh } from './instruments-load.ts';
import type { InstrumentValues, VerbCall } from './instruments-verb.ts';
import { listDays, showChain, showDiff, showFound, showId } from './instruments-look.ts';

const usage = `argosy data instruments: what can be traded, by day

  argosy data instruments load DIR SOURCE=FILE... --day DAY
                                    read the files of a day, hold them against the last day in DIR, and
                                    keep them there; what looks wrong is refused and changes nothing.
                                    Sources are angel, zerodha, bhavcopy and argosy (plain CSV); where
                                    they contradict each other the first is believed. Files may be .gz,
                                    or .zip with one file in it
  argosy data instruments refresh DIR SOURCE=URL... --day DAY
                                    the same with files that are fetched first; what has come is kept
                                    when it breaks off or is interrupted, and the next call goes on
  argosy data instruments refreshed DIR         how the last refresh ended
  argosy data instruments days DIR              the days that are there
  argosy data instruments diff DIR DAY [DAY]    listed, delisted, ended and changed since a day
  argosy data instruments find DIR KEY          by id, ISIN, EXCHANGE:SYMBOL or SOURCE:EXCHANGE:TOKEN
  argosy data instruments chain DIR EXCHANGE:UNDERLYING [EXPIRY]
                                                the days on which contracts end, or the options of one
  argosy data instruments attributes FILE [ID]  check a file of attributes (id,from,attribute,value), or
                                                what it says of an instrument: on a day, or each change
  argosy data instruments describe DIR FILE     keep what such a file says beside the days: find tells what
                                                was known on a day, search goes by what a company is worth
  argosy data instruments id ID                 what an id says: exchange, underlying, expiry, strike

  --day DAY   load, refresh: which day the files are of; find, chain: look at the last day up to it;
              attributes: what is known on it
  --anyway    load, refresh: take what only looks wrong; what is not whole is refused all the same
  --json      diff, find, chain, attributes, refreshed: one JSON object a line

A day is written as 2026-11-24.`;

const options = {
  day: { type: 'string' },
  anyway: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

type Verb = {
  readonly least: number;
  readonly most: number;
  /** The options that say something to it. */
  readonly options: readonly (keyof InstrumentValues)[];
  run(call: VerbCall): number | Promise<number>;
};

const LOAD_FILES_MAX = 16;
const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['load', { least: 2, most: LOAD_FILES_MAX + 1, options: ['day', 'anyway'], run: loadDay }],
  ['refresh', { least: 2, most: LOAD_FILES_MAX + 1, options: ['day', 'anyway'], run: refreshDay }],
  ['refreshed', { least: 1, most: 1, options: ['json'], run: showRefresh }],
  ['days', { least: 1, most: 1, options: [], run: listDays }],
  ['diff', { least: 2, most: 3, options: ['json'], run: showDiff }],
  ['find', { least: 2, most: 2, options: ['day', 'json'], run: showFound }],
  ['chain', { least: 2, most: 3, options: ['day', 'json'], run: showChain }],
  ['attributes', { least: 1, most: 2, options: ['day', 'json'], run: showAttributes }],
  ['describe', { least: 2, most: 2, options: [], run: describe }],
  ['id', { least: 1, most: 1, options: [], run: showId }],
]);

/** `argosy data instruments …`. */
export const instrumentsSubcommand: DataSubcommand = {
  name: 'instruments',
  help: 'what can be traded, by day: load brokers’ files, compare days, look instruments up',
  usage,
  run: runInstruments,
};

async function runInstruments(given: readonly string[], terminal: DataTerminal): Promise<number> {
  const { values, positionals } = parseWords('data instruments', given, options);
  const [name = '', ...words] = positionals;
  const verb = verbs.get(name);
  if (verb === undefined) {
    const why = name === '' ? 'what to do is missing' : `there is no '${name}'`;
    throw misused(why, usage);
  }
  if (words.length < verb.least || words.length > verb.most) {
    const counts = verb.least === verb.most ? `${verb.least}` : `${verb.least} to ${verb.most}`;
    throw misused(`${name} has ${words.length} words behind it, expected ${counts}`, usage);
  }
  const names = ['day', 'anyway', 'json'] as const;
  const others = names.filter((option) => !verb.options.includes(option));
  const why = `${name} has no use for it`;
  refuseOptions(`data instruments ${name}`, values, { names: others, why });
  return verb.run({ words, values, terminal });
}
