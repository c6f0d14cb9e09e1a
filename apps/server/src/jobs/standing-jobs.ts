import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import {
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  toTimestamp,
  type Result,
  type Timestamp,
} from 'argosy/core';
import { RENEW_AHEAD_MINUTES } from '@argosy/bridge';
import type { PartReport } from '@argosy/telemetry';

/** What a job says of itself when it could not do what it is for. */
class JobFailure extends Error {
  override readonly name = 'JobFailure';
}

/** Brings accounts to what their broker says. */
export interface ReconciliationPort {
  /** Begins a round and waits for its end; says what it left open, by account. */
  round(signal: AbortSignal): Promise<{
    readonly accounts: number;
    readonly open: readonly (readonly [account: string, what: readonly string[]])[];
  }>;
}

/** A round with the broker: it fails while accounts differ from it. */
export async function reconcileAccounts(
  port: ReconciliationPort,
  signal: AbortSignal,
): Promise<string> {
  const { accounts, open } = await port.round(signal);
  const differing = open.filter(([, what]) => what.length > 0);
  if (differing.length === 0) return `${accounts} accounts agree with their broker`;
  const told = differing.map(([account, what]) => `${account}: ${what.join(', ')}`);
  throw new JobFailure(told.join('; '));
}

/** Looks at every part: it fails while one is down. */
export function lookAtHealth(parts: readonly PartReport[]): string {
  const told = (state: PartReport['state']): readonly string[] =>
    parts
      .filter((one) => one.state === state)
      .map(({ part, reason }) => `${part} is ${state}: ${reason ?? 'without a reason'}`);
  const down = told('down');
  if (down.length > 0) throw new JobFailure(down.join('; '));
  const degraded = told('degraded');
  return degraded.length === 0 ? `${parts.length} parts are up` : degraded.join('; ');
}

/** A broker's login, wherever its adapter is. */
export interface BrokerSessionPort {
  /** When it ends; null where it does not, or where there is none. */
  expiresAt(): Promise<Timestamp | null>;
  renew(): Promise<Result<{ readonly expiresAt: Timestamp | null }>>;
}

/** Renews a broker's login half an hour before its end. */
export async function checkSession(port: BrokerSessionPort, now: Timestamp): Promise<string> {
  const expiresAt = await port.expiresAt();
  if (expiresAt === null) return 'the session has no end';
  const left = expiresAt - now;
  if (left > RENEW_AHEAD_MINUTES * MICROS_PER_MINUTE) {
    return `the session has ${Math.floor(left / MICROS_PER_MINUTE)} minutes left`;
  }
  const renewed = await port.renew();
  if (renewed.ok) return 'the session was renewed';
  throw new JobFailure(`${renewed.refusal.code}: ${renewed.refusal.reason}`);
}

/** Fetches the instruments of a day. `@argosy/catalog/instruments` has one. */
export interface InstrumentRefreshPort {
  run(day: number): Promise<{
    readonly phase: string;
    readonly rows: number;
    readonly reason: string | null;
  }>;
  stop(): void;
}

/** Takes in what can be traded on a day of the exchange. */
export async function refreshInstruments(
  port: InstrumentRefreshPort,
  day: number,
  signal: AbortSignal,
): Promise<string> {
  signal.addEventListener('abort', () => port.stop(), { once: true });
  const { phase, rows, reason } = await port.run(day);
  if (phase === 'done') return `${rows} instruments`;
  throw new JobFailure(`${phase}: ${reason ?? 'without a reason'}`);
}

/** Puts history's small files together. `HistoryStore` does. */
export interface CompactionPort {
  compact(options: { readonly now: number; readonly signal: AbortSignal }): Promise<{
    readonly merged: number;
    readonly written: number;
    readonly removed: number;
  }>;
}

/** Compacts what is kept of market data. */
export async function compact(
  port: CompactionPort,
  now: Timestamp,
  signal: AbortSignal,
): Promise<string> {
  const { merged, written, removed } = await port.compact({ now, signal });
  return `${merged} files became ${written}, ${removed} are gone`;
}

/** Removes what has ended of people's records. */
export interface PurgePort {
  purgeSessions(before: Timestamp): Promise<number>;
  purgeRequests(at: Timestamp): Promise<number>;
}

/** What a purge needs besides the time. */
export type PurgeOptions = {
  readonly records: PurgePort;
  /** Sessions are kept so long behind their end, for who looks back. */
  readonly sessionDays: number;
  readonly logs: { readonly folder: string; readonly retention: number };
};

/** Removes sessions and idempotency keys that have ended, and logs that are too old. */
export async function purge(options: PurgeOptions, now: Timestamp): Promise<string> {
  const { records, sessionDays, logs } = options;
  const before = toTimestamp(Math.max(0, now - sessionDays * MICROS_PER_DAY));
  const sessions = await records.purgeSessions(before);
  const requests = await records.purgeRequests(now);
  const files = removeOldLogs(logs.folder, now - logs.retention);
  return `${sessions} sessions, ${requests} requests, ${files} log files are gone`;
}

const MICROS_PER_MILLI = 1000;

/** Files that were put aside and written last before an instant; the one under way has a plain name. */
function removeOldLogs(folder: string, before: number): number {
  let removed = 0;
  for (const name of namesIn(folder)) {
    if (!/-\d.*\.log$/u.test(name)) continue;
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() !== true || stat.mtimeMs * MICROS_PER_MILLI >= before) continue;
    rmSync(path, { force: true });
    removed += 1;
  }
  return removed;
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
    ? readdirSync(folder)
    : [];
}
