import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { MICROS_PER_DAY, MICROS_PER_MINUTE, toTimestamp, type Timestamp } from 'argosy/core';
import { RENEW_AHEAD_MINUTES, type BrokerAdapter } from '@argosy/bridge';
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

/** A broker's login, and whether its adapter is connected. */
export type BrokerLogin = Pick<BrokerAdapter, 'name' | 'session' | 'connection'>;

const RENEW_MILLIS = 30_000;

/** Renews a broker's login half an hour before its end. Of one that has none: whether it is there. */
export async function checkSession(broker: BrokerLogin, now: Timestamp): Promise<string> {
  const { name, session, connection } = broker;
  const left = leftOf(broker, now);
  if (session !== null && left <= RENEW_AHEAD_MINUTES * MICROS_PER_MINUTE) {
    const renewed = await session.renew({ timeoutMs: RENEW_MILLIS });
    if (renewed.ok) return `the session with ${name} was renewed`;
    throw new JobFailure(`${name}: ${renewed.refusal.code}: ${renewed.refusal.reason}`);
  }
  const { state, reason } = connection;
  if (state !== 'connected') throw new JobFailure(`${name} is ${state}: ${reason ?? 'no reason'}`);
  if (session === null) return `${name} is connected, without a login that ends`;
  return Number.isFinite(left)
    ? `the session with ${name} has ${Math.floor(left / MICROS_PER_MINUTE)} minutes left`
    : `${name} is connected, the session has no end`;
}

function leftOf({ session }: BrokerLogin, now: Timestamp): number {
  const expiresAt = session?.expiresAt ?? null;
  return expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - now;
}

/** Fetches the instruments of a day. `@argosy/catalog/instruments` has one. */
export interface InstrumentRefreshPort {
  run(day: number): Promise<{
    readonly phase: string;
    readonly rows: number;
    /** How many of them are new, where that is known. */
    readonly fresh?: number;
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
  const { phase, rows, fresh, reason } = await port.run(day);
  const news = fresh === undefined ? '' : `, ${fresh} of them new`;
  if (phase === 'done') return `${rows} instruments${news}`;
  throw new JobFailure(`${phase}: ${reason ?? 'without a reason'}`);
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
