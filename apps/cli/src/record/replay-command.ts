import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { verifyLog, type TapeGap, readTurns } from '@argosy/journal';
import { ArgosyError } from 'argosy/core';
import type { InputSwap } from 'argosy/shard';

import { originOf } from '../origin.ts';
import { openRun, RunFileError, type OpenedRun } from '../run/open-run.ts';
import { parseWords } from '../words.ts';
import { changeInput } from './change-input.ts';
import { toLine } from './difference.ts';
import { OrderEnds } from './order-ends.ts';
import { findRecord, type FoundRecord, type RecordHead } from './record-folder.ts';
import {
  replayTrading,
  runAgain,
  type RecordDifference,
  type ReplayedTrading,
} from './replay-record.ts';

const usage = `argosy replay DIR: does a run again from its record, to the same hash; of a shard's own record
what trading decided

  DIR                      what argosy backtest FILE --journal DIR left, or where a shard's
                           journal and tape are
  --run FILE               the run file with the shard's instruments, accounts and limits, if not
                           DIR/run.yaml
  --fork N --input FILE    with values of input N changed as the JSON in FILE says, and what
                           comes out otherwise; values as argosy journal tail --json shows them`;

const options = {
  fork: { type: 'string' },
  input: { type: 'string' },
  run: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const ORDERS_SHOWN = 20;

type Say = (line: string) => void;
type Opened = { readonly record: FoundRecord; readonly run: OpenedRun };

/**
 * Obeys `argosy replay`. Gives 0 where the record and the run are the same, or a fork was shown; 1
 * where they differ, with the position; 2 for words that make no sense or what is no record.
 */
export async function runReplayCommand(words: readonly string[], say: Say): Promise<number> {
  const { values, positionals } = parseWords('replay', words, options);
  const [folder, ...more] = positionals;
  const { fork, input } = values;
  if (values.help === true || folder === undefined || more.length > 0) {
    say(usage);
    return values.help === true ? 0 : 2;
  }
  if ((fork === undefined) !== (input === undefined)) {
    say('--fork and --input go together');
    return 2;
  }
  try {
    const isFork = fork !== undefined && input !== undefined;
    return obey(await open(folder, values.run), isFork ? { fork, input } : null, say);
  } catch (error) {
    if (!(error instanceof ArgosyError) && !(error instanceof RunFileError)) throw error;
    say(error.message);
    return 2;
  }
}

type Fork = { readonly fork: string; readonly input: string };

function obey(opened: Opened, fork: Fork | null, say: Say): number {
  const { broken, rewritten, gaps } = damageOf(opened.record);
  for (const line of [...broken, ...rewritten]) say(line);
  if (broken.length > 0) return 1;
  const { head } = opened.record;
  if (head === null) {
    if (fork !== null) throw new ArgosyError('BAD_INPUT', 'only the record of a run can be forked');
    return replayOwn(opened, gaps, say) ? 0 : 1;
  }
  if (fork !== null) return showFork({ ...opened, head }, fork, say);
  return replay({ ...opened, head }, gaps, say) && rewritten.length === 0 ? 0 : 1;
}

async function open(folder: string, told: string | undefined): Promise<Opened> {
  const record = findRecord(folder, told);
  const { runFile, head } = record;
  if (runFile === null) {
    const detail = `${folder}: no run.yaml in it says with which instruments, accounts and limits; --run FILE`;
    throw new ArgosyError('BAD_RECORD', detail);
  }
  const base = head === null || told !== undefined ? dirname(runFile) : head.base;
  return { record, run: await openRun(runFile, originOf(), base) };
}

type Damage = {
  readonly broken: readonly string[];
  readonly rewritten: readonly string[];
  /** What the tape says it is left without. */
  readonly gaps: readonly TapeGap[];
};

/** What of the files is not as it was written, a line for each. */
function damageOf(record: FoundRecord): Damage {
  const broken: string[] = [];
  const rewritten: string[] = [];
  const gaps: TapeGap[] = [];
  for (const kind of ['journal', 'tape'] as const) {
    const end = record.head?.[kind];
    if (end === null || !existsSync(record[kind])) continue;
    const { problem, hash, records, last, tornBytes, ...found } = verifyLog(record[kind], kind);
    gaps.push(...found.gaps);
    if (problem !== null) {
      broken.push(`${kind}: NOT WHOLE at position ${problem.position}: ${problem.message}`);
    }
    // A shard's own may be written still, or end where the power went.
    if (problem !== null || end === undefined) continue;
    if (tornBytes > 0) {
      // The record of a run that has ended has no unfinished block: this one was damaged.
      broken.push(`${kind}: NOT WHOLE at position ${last + 1}: its last block is damaged`);
    } else if (hash !== end.hash) {
      const was = `run.json says ${end.records} with ${end.hash.slice(0, 16)}`;
      rewritten.push(`${kind}: written anew: ${records} records with ${hash.slice(0, 16)}, ${was}`);
    }
  }
  return { broken, rewritten, gaps };
}

/** What trading decided, of a shard's own record: its strategies and its broker were elsewhere. */
function replayOwn({ record, run }: Opened, gaps: readonly TapeGap[], say: Say): boolean {
  const { difference, gap, hash } = replayTrading(record, run.config, gaps);
  say(lineOfTrading({ difference, gap, hash }));
  return difference === null && gap === null;
}

function lineOfTrading({ difference, gap, hash }: ReplayedTrading): string {
  const what = 'journal and tape through trading';
  return gap === null ? lineOf(what, difference, hash) : `${what}: ${lineOfGap(gap)}`;
}

type OpenedRecord = Opened & { readonly head: RecordHead };

function replay({ record, head, run }: OpenedRecord, gaps: readonly TapeGap[], say: Say): boolean {
  const hasTape = head.tape !== null;
  if (hasTape) {
    const { difference, gap, hash } = replayTrading(record, run.config, gaps);
    say(lineOfTrading({ difference, gap, hash }));
    if (difference !== null || gap !== null) return false;
    if (hash !== head.hash) return differsInHash(head, hash, say);
  } else say('journal and tape through trading: no tape was kept');
  if (head.state !== 'done') {
    say(`the whole run: not done again, it was ${head.state}`);
    return true;
  }
  const { difference, result } = runAgain(record, run.config, { hasTape });
  say(lineOf('the whole run, strategies and venue', difference, result.hash));
  if (difference !== null) return false;
  return result.hash === head.hash || differsInHash(head, result.hash, say);
}

function differsInHash(head: RecordHead, hash: string, say: Say): false {
  say(`the hash is ${hash}, run.json says ${head.hash}`);
  return false;
}

function lineOfGap({ from, upTo }: TapeGap): string {
  const missing = `${from} to ${upTo ?? 'the end'}`;
  return `the same up to input ${from - 1}; inputs ${missing} were left out of the tape, and what follows cannot be done again`;
}

function lineOf(what: string, difference: RecordDifference | null, hash: string): string {
  return difference === null ? `${what}: the same, hash ${hash}` : `${what}: ${tell(difference)}`;
}

/** A difference with its position, in words. */
function tell({ log, position, number, what, path, kept, again }: RecordDifference): string {
  const place = `${log} position ${position} (${what}, input ${number})`;
  const at = path === '' ? '' : `${path} is `;
  return `differs at ${place}: ${at}${short(kept)} in the record, ${short(again)} again`;
}

function short(value: unknown): string {
  const text = toLine(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function showFork(
  { record, head, run }: OpenedRecord,
  { fork, input: file }: Fork,
  say: Say,
): number {
  const number = Number(fork);
  if (!/^\d+$/u.test(fork) || number >= head.inputs) {
    throw new ArgosyError('BAD_INPUT', `--fork is ${fork}, expected 0 to ${head.inputs - 1}`);
  }
  const changes = readChanges(file);
  const before = new OrderEnds();
  for (const { events } of readTurns(record)) for (const { value } of events) before.take(value);
  const after = new OrderEnds();
  const swap: InputSwap = (input, at) => (at === number ? changeInput(input, changes) : input);
  const { result, difference } = runAgain(record, run.config, {
    swap,
    hasTape: head.tape !== null,
    onEvent: (event) => after.take(event),
  });
  say(`input ${number} with ${short(changes)}`);
  say(difference === null ? 'nothing differs' : tell(difference));
  const lines = before.differences(after);
  say(`${lines.length} orders end otherwise, of ${before.size} before and ${after.size} after`);
  for (const line of lines.slice(0, ORDERS_SHOWN)) say(`  ${line}`);
  if (lines.length > ORDERS_SHOWN) say(`  and ${lines.length - ORDERS_SHOWN} more`);
  say(`hash ${head.hash} -> ${result.hash}`);
  return 0;
}

function readChanges(file: string): unknown {
  if (!existsSync(file)) throw new ArgosyError('BAD_INPUT', `--input ${file}: no such file`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ArgosyError('BAD_INPUT', `--input ${file}: ${detail}`);
  }
}
