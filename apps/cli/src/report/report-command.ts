import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ArgosyError, parseDay } from 'argosy/core';
import { readTearSheet, type TearSheet } from 'argosy/report';

import { RunFileError } from '../run/open-run.ts';
import { exitCodes, parseWords, refuseOptions, UsageError } from '../words.ts';
import { sheetOfJournal } from './journal-sheet.ts';
import { requireReports, writeReports } from './report-files.ts';

const usage = `argosy report: the tear sheet of results, or of the record of an account

  argosy report DIR            what argosy backtest --out DIR left: its sheet.json as a page
  argosy report --journal DIR  the record of a run, or of a shard on paper or live
    --account A                whose; the only one unless told
    --strategy S               the book of one strategy; all of the account unless told
    --day YYYY-MM-DD           one day, by the calendar of the first instrument; all unless told
    --run FILE                 the run file with the instruments and accounts, if not DIR/run.yaml
    --backtest FILE            a run file to compare with, run over the same time
    --benchmark ID             an instrument to compare with
  --out FILE                   a page (.html) or the document (.json); may be told twice;
                               DIR/sheet.html unless told`;

const options = {
  journal: { type: 'string' },
  account: { type: 'string' },
  strategy: { type: 'string' },
  day: { type: 'string' },
  run: { type: 'string' },
  backtest: { type: 'string' },
  benchmark: { type: 'string' },
  out: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

const ofJournals = ['account', 'strategy', 'day', 'run', 'backtest', 'benchmark'] as const;

type Say = (text: string) => number;

/** Obeys `argosy report`; 2 for words that make no sense, or for what no sheet can be made of. */
export async function runReportCommand(words: readonly string[], say: Say): Promise<number> {
  const { values, positionals } = parseWords('report', words, options);
  if (values.help === true) return say(usage);
  const [folder, ...more] = positionals;
  const { journal, out = [] } = values;
  if ((folder === undefined) === (journal === undefined) || more.length > 0) {
    throw new UsageError(usage);
  }
  requireReports(out);
  const place = journal ?? folder ?? '';
  const reports = out.length > 0 ? out : [join(place, 'sheet.html')];
  if (journal === undefined) {
    refuseOptions('report', values, { names: ofJournals, why: 'there is no --journal' });
  }
  const day = values.day === undefined ? null : dayOf(values.day);
  const make = async (): Promise<TearSheet> =>
    journal === undefined ? sheetIn(place) : sheetOfJournal({ ...values, folder: journal, day });
  return write(reports, make, say);
}

async function write(
  reports: readonly string[],
  make: () => Promise<TearSheet>,
  say: Say,
): Promise<number> {
  try {
    writeReports(reports, await make());
  } catch (error) {
    if (!(error instanceof ArgosyError) && !(error instanceof RunFileError)) throw error;
    say(error.message);
    return exitCodes.misused;
  }
  return say(reports.map((report) => `tear sheet: ${report}`).join('\n'));
}

/** The document that a folder of results holds. */
function sheetIn(folder: string): TearSheet {
  const path = join(folder, 'sheet.json');
  if (!existsSync(path)) {
    const detail = `${path}: no such file; argosy backtest --out leaves one, and of a record --journal ${folder}`;
    throw new ArgosyError('BAD_SHEET', detail);
  }
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ArgosyError('BAD_SHEET', `${path}: ${error instanceof Error ? error.message : ''}`);
  }
  const read = readTearSheet(found);
  if (!read.ok) throw new ArgosyError('BAD_SHEET', `${path}: ${read.refusal.reason}`);
  return read.value;
}

function dayOf(text: string): number {
  const day = parseDay(text);
  if (!day.ok) throw new UsageError(`--day ${text}: ${day.refusal.reason}`);
  return day.value;
}
