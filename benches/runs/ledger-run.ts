/**
 * One process: what the books cost in memory, how fast transfers become safe in the journal, and how
 * fast its books are verified; beside it the same transfers in PostgreSQL. `node … ledger-run.ts`
 * prints one line of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { FileJournal, readJournal } from '@argosy/journal';
import { toAccountId, toMinor, toTradeId, unwrap, type AccountId } from 'argosy/core';
import { toInputNumber, type Fill } from 'argosy/domain';
import { decideFill, decideTransfer, LedgerAudit, LedgerBook, type EntryBody } from 'argosy/ledger';
import { aFill, anEventHead, aQuote, LedgerRig, rupees, TradingRig } from '@argosy/testkit';

import { benchPostgres, type PostgresReport } from '../rivals/postgres/run.ts';

/** What one process prints. */
export type LedgerReport = {
  /** A fill with seven charges, decided and folded: microseconds, the median of the samples. */
  readonly fillMicros: number;
  readonly legsPerSecond: number;
  /** Transfers decided and folded, in memory. */
  readonly transfersPerSecond: number;
  /** The same, each safe in the journal. */
  readonly durableTransfersPerSecond: number;
  /** Records of trading, read and folded once, by a process that has read none before. */
  readonly verifiedPerSecond: number;
  readonly postgres: PostgresReport | null;
};

const SAMPLES = 9;
const FILLS = 40_000;
const TRANSFERS = 200_000;
const IN_FLIGHT_MAX = 20_000;
const ACCOUNTS = 1_000;
const VERIFIED_FILLS = 100_000;

const accounts = Array.from({ length: ACCOUNTS }, (_, place) => toAccountId(`A${place}`));
const names = ['brokerage', 'exchange', 'sebi', 'stt', 'stamp', 'ipft', 'gst'];
const charges = names.map((name) => ({ name, amount: toMinor(3n) }));

const fills = Array.from({ length: SAMPLES }, () => secondsOf(bookFills));
const fillSeconds = median(fills.map(({ seconds }) => seconds));
const legs = fills[0]?.result ?? 0;
const memory = median(
  Array.from({ length: 3 }, () => secondsOf(() => bookTransfers(() => {})).seconds),
);
const durable = await journalTransfers();
const verified = await verifyTrading();
const report: LedgerReport = {
  fillMicros: Number(((fillSeconds / FILLS) * 1e6).toFixed(2)),
  legsPerSecond: Math.round(legs / fillSeconds),
  transfersPerSecond: Math.round(TRANSFERS / memory),
  durableTransfersPerSecond: Math.round(durable),
  verifiedPerSecond: Math.round(verified),
  postgres: benchPostgres(),
};
console.log(JSON.stringify(report));

/** Purchases and sales in turn; gives how many legs they had. */
function bookFills(): number {
  const rig = new LedgerRig();
  const head = anEventHead();
  const [buy, sell] = (['buy', 'sell'] as const).map((side) => rig.requestOf(side, aFill(), ''));
  let booked = 0;
  let position = rig.position;
  for (let count = 0; count < FILLS; count += 1) {
    const of = count % 2 === 0 ? buy : sell;
    if (of === undefined) break;
    const trade = toTradeId(`T-${count}`);
    const fill: Fill = { ...of.fill, trade, fee: rupees(21n), charges };
    const posting = unwrap(decideFill(rig.book, { ...of, entry: `fill/${trade}`, fill, position }));
    position = posting.position;
    if (posting.entry === null) continue;
    rig.book.apply({ ...head, ...posting.entry });
    booked += posting.entry.legs.length;
  }
  return booked;
}

function bookTransfers(each: (entry: EntryBody, count: number) => void): void {
  const book = new LedgerBook();
  const head = anEventHead();
  const amount = rupees(1n);
  for (let count = 0; count < TRANSFERS; count += 1) {
    const entry = unwrap(
      decideTransfer(book, { account: accountAt(count), entry: `T-${count}`, amount, scale: 2 }),
    );
    if (entry === null) continue;
    book.apply({ ...head, ...entry });
    each(entry, count);
  }
}

/** Transfers until the last one is safe. */
async function journalTransfers(): Promise<number> {
  return withFolder(async (folder) => {
    const journal = await openJournal(folder);
    const bodies: EntryBody[] = [];
    const from = performance.now();
    bookTransfers((body) => bodies.push(body));
    for (const [count, body] of bodies.entries()) {
      const head = { ...anEventHead(), number: toInputNumber(count), index: 0 };
      const position = journal.append({ kind: 'event', event: { ...head, ...body } });
      while (position - journal.durable >= IN_FLIGHT_MAX) await turn();
    }
    await journal.close();
    return TRANSFERS / ((performance.now() - from) / 1000);
  });
}

/** What a trading machine says of purchases and sales in turn, from the journal into the books. */
async function verifyTrading(): Promise<number> {
  return withFolder(async (folder) => {
    const journal = await openJournal(folder);
    const rig = new TradingRig({ cash: 10n ** 12n });
    rig.feed(aQuote());
    for (let count = 0; count < VERIFIED_FILLS; count += 1) {
      const order = rig.work({ side: count % 2 === 0 ? 'buy' : 'sell' });
      rig.fill(order, { qty: 10, fee: rupees(21n), charges });
      for (const event of rig.events.splice(0)) journal.append({ kind: 'event', event });
      if (count % 500 === 0) await turn();
    }
    await journal.close();
    const { result, seconds } = secondsOf(() => verify(folder));
    return result / seconds;
  });
}

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function openJournal(folder: string): Promise<FileJournal> {
  return FileJournal.open({
    folder,
    shard: 'bench',
    region: 'in',
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
  });
}

function verify(folder: string): number {
  const audit = new LedgerAudit();
  let records = 0;
  for (const { entry } of readJournal({ folder })) {
    records += 1;
    const fault = entry.kind === 'event' ? audit.take(entry.event) : null;
    if (fault !== null) throw new Error(fault);
  }
  return records;
}

function accountAt(count: number): AccountId {
  const account = accounts[count % ACCOUNTS];
  if (account === undefined) throw new RangeError(`no account ${count % ACCOUNTS}`);
  return account;
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Seconds of this process's own work: others may be busy beside it. */
function secondsOf<Result>(work: () => Result): {
  readonly result: Result;
  readonly seconds: number;
} {
  const from = process.cpuUsage().user;
  const result = work();
  return { result, seconds: (process.cpuUsage().user - from) / 1e6 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
