import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { withoutSurroundings } from '@argosy/fleet';
import { readTurns } from '@argosy/journal';
import { Backtest, type BacktestConfig } from 'argosy/backtest';
import {
  ArgosyError,
  formatDay,
  MICROS_PER_DAY,
  toAccountId,
  toBookId,
  toTimestamp,
  type AccountId,
  type BookId,
} from 'argosy/core';
import type { JournalEntry } from 'argosy/shard';
import {
  compareFacts,
  makeTearSheet,
  RecordSheet,
  type RecordTurn,
  unknownCard,
  type SheetComparison,
  type SheetFacts,
  type TearSheet,
} from 'argosy/report';

import { originOf } from '../origin.ts';
import { findRecord, type FoundRecord } from '../record/record-folder.ts';
import { openRun } from '../run/open-run.ts';
import { termsOfRecord, type RecordTerms } from './record-terms.ts';
import { fileOnCard } from './report-files.ts';

/** Which record a sheet is made of, and what it is laid beside. */
export type JournalSheetOptions = {
  readonly folder: string;
  /** The number of the day that counts; null for all of them. */
  readonly day: number | null;
  readonly account?: string | undefined;
  readonly strategy?: string | undefined;
  readonly run?: string | undefined;
  readonly backtest?: string | undefined;
  readonly benchmark?: string | undefined;
};

/** What of a record counts. */
type Part = {
  readonly account: AccountId;
  readonly book: BookId | null;
  readonly day: number | null;
  readonly benchmark: string | null;
};

/** The tear sheet of an account, or of one strategy in it, from its record. */
export async function sheetOfJournal(options: JournalSheetOptions): Promise<TearSheet> {
  const { folder, day, benchmark = null, backtest } = options;
  const record = findRecord(folder, options.run);
  const run = await termsOfRecord(record, options.run);
  const account = accountOf(run.config, options.account);
  const book = options.strategy === undefined ? null : bookOf(run, options.strategy);
  const part: Part = { account, book, day, benchmark };
  const { facts, missing } = factsOf(record, run, part);
  const compared =
    backtest === undefined
      ? {}
      : { comparison: await compare({ facts, run, part }, backtest, options.strategy) };
  const place = { command: commandOf(options) };
  const runFile = record.runFile === null ? {} : { file: fileOnCard(record.runFile) };
  return makeTearSheet(facts, {
    title: titleOf(run, options),
    kind: 'journal',
    card: {
      ...unknownCard('a record does not tell it', { ...place, ...runFile }),
      ...(record.head === null ? {} : { events: record.head.hash }),
    },
    ...compared,
    notes: notesOf(record, missing),
  });
}

function accountOf({ accounts }: BacktestConfig, wanted: string | undefined): AccountId {
  const names = accounts.map(({ id }) => String(id));
  const [only = '', ...others] = wanted === undefined ? names : [wanted];
  if (others.length === 0 && names.includes(only)) return toAccountId(only);
  throw new ArgosyError('BAD_RECORD', `--account: expected one of ${names.join(', ')}`);
}

/** The book of a strategy; what the run file knows no strategy of may be a book by itself. */
function bookOf({ strategies }: RecordTerms, strategy: string): BookId {
  return toBookId(strategies.find(({ id }) => id === strategy)?.book ?? strategy);
}

/** What was folded of a record, and the inputs that neither its journal nor its tape has. */
type Folded = { readonly facts: SheetFacts; readonly missing: readonly string[] };

function factsOf(record: FoundRecord, terms: RecordTerms, part: Part): Folded {
  const { config, strategies } = terms;
  const sheet = new RecordSheet({ config, ...part });
  const missing = takeAll(record, sheet);
  const facts = sheet.finish();
  const { folder } = record;
  const { book, day } = part;
  if (!sheet.hasBegun) {
    const on = day === null ? '' : ` on ${formatDay(day)}`;
    const detail = `${folder}: nothing happened in it${on}${daysText(record, config, part)}`;
    throw new ArgosyError('BAD_RECORD', detail);
  }
  if (book === null || sheet.books.has(book)) return { facts, missing };
  const known = namesOf(terms);
  if (known.includes(book) || strategies.some((one) => one.book === book)) {
    return { facts, missing };
  }
  const names = [...new Set([...known, ...sheet.books])].join(', ');
  const detail = `${folder}: no strategy or book ${book} is in it; it has ${names}`;
  throw new ArgosyError('BAD_RECORD', detail);
}

function takeAll(record: FoundRecord, sheet: RecordSheet): readonly string[] {
  const archive = join(record.folder, 'archive');
  const missing: string[] = [];
  let next: number | null = null;
  for (const { number, input, events } of readTurns({ ...record, archive })) {
    if (next !== null && number > next && missing.length < MISSING_TOLD) {
      missing.push(`neither journal nor tape has inputs ${next} to ${number - 1}, prices of then`);
    }
    next = number + 1;
    const turn = { number, input: input?.value ?? null, events: events.map(({ value }) => value) };
    if (!sheet.take(turn)) break;
  }
  return missing;
}

/** The strategies and books that are known. */
function namesOf({ strategies, config: { accounts } }: RecordTerms): readonly string[] {
  const books = accounts.flatMap((one) => one.books?.map(({ id }) => String(id)) ?? []);
  return [...strategies.map(({ id }) => String(id)), ...books];
}

/** From which day to which a record is. */
function daysText(record: FoundRecord, config: BacktestConfig, part: Part): string {
  const whole = new RecordSheet({ config, ...part, day: null });
  takeAll(record, whole);
  const { days } = whole;
  return days === null ? '' : `; it is of ${formatDay(days.first)} to ${formatDay(days.last)}`;
}

type Made = { readonly facts: SheetFacts; readonly run: RecordTerms; readonly part: Part };

/** Runs the backtest of the strategy over the time of the record, and lays one beside the other. */
async function compare(
  { facts, run, part }: Made,
  path: string,
  strategy: string | undefined,
): Promise<SheetComparison> {
  const opened = await openRun(path, originOf());
  const { config } = opened;
  const all = config.strategies ?? [];
  const strategies = all.filter(({ id }) => strategy === undefined || id === strategy);
  if (strategies.length === 0) {
    const names = all.map(({ id }) => id).join(', ');
    throw new ArgosyError(
      'BAD_RECORD',
      `${path} has no strategy ${strategy ?? ''}; it has ${names}`,
    );
  }
  accountOf(config, part.account);
  const until = toTimestamp(config.until ?? endOf(facts, part));
  const own: BacktestConfig = { ...config, strategies, until };
  const sheet = new RecordSheet({ config: own, ...part });
  withoutSurroundings(() => {
    const backtest = new Backtest(own, {
      taped: (number, input) => void sheet.take({ number, input, events: [] }),
      entry: (entry) => void sheet.take(turnOf(entry)),
    });
    while (backtest.advance(STEPS) === 'running');
  });
  const settings = settingsOf(run, own, strategy);
  return compareFacts(
    { here: facts, there: sheet.finish() },
    { with: `the backtest ${path}`, settings },
  );
}

const STEPS = 50_000;

/** An entry of a journal as a turn of its own. */
function turnOf(entry: JournalEntry): RecordTurn {
  if (entry.kind === 'input') return { number: entry.number, input: entry.input, events: [] };
  return { number: entry.event.number, input: null, events: [entry.event] };
}

/** Where the record ends, at most the end of its day; what comes within that day still counts. */
function endOf({ until, from }: SheetFacts, { day }: Part): number {
  const last = until ?? from ?? 0;
  return day === null ? last : last + MICROS_PER_DAY;
}

/** The parameters of the strategies that both sides have, where they are not the same. */
function settingsOf(
  here: RecordTerms,
  there: BacktestConfig,
  strategy: string | undefined,
): SheetComparison['settings'] {
  const rows: SheetComparison['settings'][number][] = [];
  for (const other of there.strategies ?? []) {
    const own = here.strategies.find(({ id }) => id === (strategy ?? other.id));
    if (own === undefined) continue;
    const [mine, theirs] = [own.parameters ?? {}, other.parameters ?? {}];
    for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const [one, another] = [textOf(mine[name]), textOf(theirs[name])];
      if (one !== another) rows.push({ name: `${other.id}: ${name}`, here: one, there: another });
    }
  }
  return rows;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'not given';
  // A node has its numbers as texts, so that no decimal is lost.
  return typeof value === 'string' ? value : JSON.stringify(value, bigintsAsText);
}

function bigintsAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function titleOf(
  { title }: Pick<RecordTerms, 'title'>,
  { strategy, day }: JournalSheetOptions,
): string {
  const of = strategy === undefined ? title : `${title}: ${strategy}`;
  return day === null ? of : `${of}, ${formatDay(day)}`;
}

function commandOf({ folder, day, ...words }: JournalSheetOptions): string {
  const on = day === null ? '' : ` --day ${formatDay(day)}`;
  const rest = (['account', 'strategy', 'run', 'backtest', 'benchmark'] as const)
    .flatMap((name) => (words[name] === undefined ? [] : [` --${name} ${words[name]}`]))
    .join('');
  return `argosy report --journal ${folder}${on}${rest}`;
}

/** How many stretches without inputs are told. */
const MISSING_TOLD = 20;

/** What the record is left without. */
function notesOf({ tape }: FoundRecord, missing: readonly string[]): readonly string[] {
  if (!existsSync(tape)) return ['no tape is beside the journal: what is held counts at its cost'];
  return missing;
}
