import { existsSync, readdirSync } from 'node:fs';

import { JournalReader, nodeDisk, withArchive } from '@argosy/journal';
import {
  ArgosyError,
  formatTimestamp,
  ledgerScaleOf,
  ledgerScales,
  parseTimestamp,
  formatScaledBigint,
  type Currency,
  type Timestamp,
} from 'argosy/core';
import { LedgerAudit, type LedgerAuditReport } from 'argosy/ledger';

import { requireArchive } from './journal-archive.ts';
import { partsOf } from './record/record-folder.ts';
import { compareWithRecord, linesOfEnd, linesOfTorn } from './record/record-witness.ts';
import { parseWords } from './words.ts';

const usage = `argosy ledger: folds the books of a journal once more

  argosy ledger verify DIR     every record, every entry, every rule; the sums of each currency
                               and the hash of the books; and whether it ends where the run.json
                               beside it says, and not before a snapshot
  argosy ledger balances DIR   every balance; DIR is a journal's folder, or that of a record

  --archive A     where segments are that have left DIR
  --at INSTANT    what was taken in by then: 2026-11-20T15:30:00+05:30
  --json          one JSON object`;

const options = {
  archive: { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The first record that is not as it should be. */
type Fault = { readonly position: number; readonly code: string; readonly message: string };
type Verdict = {
  readonly records: number;
  readonly tornBytes: number;
  /** Whether a run.json names the end of the journal. */
  readonly isNamed: boolean;
  readonly fault: Fault | null;
} & LedgerAuditReport;
type Say = (line: string) => void;

/** What is asked for; a text where that makes no sense. */
type Wish = {
  readonly verb: 'verify' | 'balances';
  readonly folder: string;
  readonly until: Timestamp | null;
  readonly archive?: string | undefined;
};

/** Obeys `argosy ledger …`. Gives 0 when all is well, 1 where it is not, 2 for words that make no sense. */
export function runLedgerCommand(words: readonly string[], say: Say): number {
  const { values, positionals } = parseWords('ledger', words, options);
  const { at, json = false, help = false } = values;
  const wish = help ? usage : readWish(positionals, at);
  if (typeof wish === 'string') {
    say(wish);
    return help ? 0 : 2;
  }
  const audit = new LedgerAudit();
  const verdict = read({ ...wish, archive: values.archive }, audit);
  const toLines = wish.verb === 'verify' ? reportLines : balanceLines;
  const isPart = wish.until !== null;
  for (const line of toLines({ verdict, audit, isJson: json, isPart })) say(line);
  return isWhole(verdict) ? 0 : 1;
}

function readWish(positionals: readonly string[], at: string | undefined): Wish | string {
  const [verb, folder, ...more] = positionals;
  const isVerb = verb === 'verify' || verb === 'balances';
  if (!isVerb || folder === undefined || more.length > 0) return usage;
  if (!existsSync(folder)) return `${folder}: no such folder`;
  const place = [folder, partsOf(folder).journal].find(holdsJournal);
  if (place === undefined) return `${folder}: no segment of a journal in it`;
  if (at === undefined) return { verb, folder: place, until: null };
  const until = parseTimestamp(at);
  if (!until.ok) return `--at ${at}: ${until.refusal.reason}`;
  return { verb, folder: place, until: until.value.at };
}

function holdsJournal(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.journal'));
}

function isWhole({ fault, violations }: Verdict): boolean {
  return fault === null && violations.length === 0;
}

/** Reads up to the first record that is wrong, or that was taken in after an instant. */
function read({ folder, until, archive }: Wish, audit: LedgerAudit): Verdict {
  const disk =
    archive === undefined ? nodeDisk : withArchive({ folder, archive: requireArchive(archive) });
  const reader = new JournalReader({ folder, disk });
  const found = { records: 0, tornBytes: 0, isNamed: false };
  let fault: Fault | null = null;
  try {
    fault = takeAll(reader, audit, { until, found });
    if (fault === null && until === null) {
      found.tornBytes = reader.requireEnd();
      const end = { last: found.records, hash: reader.hash, tornBytes: found.tornBytes };
      const { isNamed, problem } = compareWithRecord({ kind: 'journal', folder }, end);
      found.isNamed = isNamed;
      fault = problem;
    }
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    fault = { position: reader.position, code: error.code, message: error.message };
  } finally {
    reader.close();
  }
  return { ...found, fault, ...audit.report() };
}

function takeAll(
  reader: JournalReader,
  audit: LedgerAudit,
  { until, found }: { readonly until: Timestamp | null; readonly found: { records: number } },
): Fault | null {
  for (let some = reader.next(); some !== null; some = reader.next()) {
    for (const { position, entry } of some) {
      if (found.records === 0 && position !== 1) return beginsLate(position);
      found.records += 1;
      if (entry.kind === 'input') continue;
      if (until !== null && entry.event.receivedAt > until) return null;
      const message = audit.take(entry.event);
      if (message !== null) return { position, code: 'LEDGER_BROKEN', message };
    }
  }
  return null;
}

function beginsLate(position: number): Fault {
  const message = `the first record here is ${position}; the books begin with the first of all`;
  return { position, code: 'LEDGER_BEGINS_LATE', message };
}

type Outcome = {
  readonly verdict: Verdict;
  readonly audit: LedgerAudit;
  readonly isJson: boolean;
  /** Whether it was read up to an instant only. */
  readonly isPart: boolean;
};

function reportLines({ verdict, isJson, isPart }: Outcome): readonly string[] {
  if (isJson) return [JSON.stringify(verdict, toText)];
  const { records, events, entries, legs, openHolds, openReservations, last, hash } = verdict;
  const lines = [
    `ledger: ${records} records, ${events} events, ${entries} entries of ${legs} legs`,
    `  up to ${last === null ? 'nothing' : formatTimestamp(last)}; ${openHolds} holds and ${openReservations} reservations are open`,
  ];
  for (const { currency, debits, credits, sum } of verdict.currencies) {
    const [debit, credit, off] = [debits, credits, sum].map((value) => textOf(value, currency));
    lines.push(`  ${currency}: debits ${debit}, credits ${credit}, sum ${off}`);
  }
  lines.push(`  hash ${hash}`);
  const end = { last: records, tornBytes: verdict.tornBytes };
  lines.push(...linesOfTorn(end));
  for (const { id, detail } of verdict.violations) lines.push(`  NOT WHOLE: ${id}: ${detail}`);
  lines.push(...faultLines(verdict));
  if (!isWhole(verdict)) return lines;
  return [...lines, ...(isPart ? ['  whole up to there'] : linesOfEnd(end, verdict.isNamed))];
}

function balanceLines({ verdict, audit, isJson }: Outcome): readonly string[] {
  const balances = audit.book.balances().map(({ ledgerAccount, currency, balance }) => ({
    ledgerAccount,
    currency,
    balance: textOf(balance, currency),
  }));
  if (isJson) return [JSON.stringify({ last: verdict.last, fault: verdict.fault, balances })];
  const lines = balances.map(
    ({ ledgerAccount, currency, balance }) => `${ledgerAccount} ${balance} ${currency}`,
  );
  return [...lines, ...faultLines(verdict)];
}

function faultLines({ fault }: Verdict): readonly string[] {
  if (fault === null) return [];
  return [`  NOT WHOLE at position ${fault.position}: ${fault.code}: ${fault.message}`];
}

/** A record does not say how fine its currencies are; these are the standard scales. */
const scales = ledgerScales({});

function textOf(amount: bigint, currency: Currency): string {
  return formatScaledBigint(amount, ledgerScaleOf(scales, currency));
}

function toText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
