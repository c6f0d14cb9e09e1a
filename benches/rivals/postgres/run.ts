/**
 * Transfers per second of a plain double-entry table with row locks, in a PostgreSQL of its own under
 * a temporary folder. Null where no PostgreSQL is installed.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What PostgreSQL does in a second, four clients at a time. */
export type PostgresReport = {
  readonly version: string;
  /** Each commit synced. */
  readonly synced: number;
  /** Commits that a crash may lose. */
  readonly unsynced: number;
};

type Account = { readonly uid: number; readonly gid: number };

const SECONDS = 5;
const CLIENTS = 4;
const here = import.meta.dirname;

/** Starts a PostgreSQL, measures it and stops it. */
export function benchPostgres(): PostgresReport | null {
  const bin = findBin();
  const account = accountOf();
  if (bin === null || account === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'argosy-postgres-'));
  chownSync(folder, account.uid, account.gid);
  const run = (tool: string, words: readonly string[]): string =>
    execFileSync(join(bin, tool), words, { ...account, cwd: folder, encoding: 'utf8' });
  const data = join(folder, 'data');
  try {
    run('initdb', ['--pgdata', data, '--username', 'bench', '--auth', 'trust']);
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder}`;
    run('pg_ctl', ['start', '--wait', '-D', data, '-o', settings, '-l', join(folder, 'log')]);
    return measure(run, folder);
  } finally {
    if (existsSync(join(data, 'postmaster.pid'))) run('pg_ctl', ['stop', '-D', data, '-m', 'fast']);
    rmSync(folder, { recursive: true });
  }
}

function measure(
  run: (tool: string, words: readonly string[]) => string,
  host: string,
): PostgresReport {
  const to = ['--host', host, '--username', 'bench'];
  const query = (...words: readonly string[]): string =>
    run('psql', [...to, '--quiet', '--tuples-only', '--no-align', ...words, 'postgres']).trim();
  const perSecond = (): number => {
    const script = join(here, 'transfer.sql');
    const clients = ['--client', `${CLIENTS}`, '--jobs', '1', '--time', `${SECONDS}`];
    const said = run('pgbench', [...to, ...clients, '--no-vacuum', '--file', script, 'postgres']);
    return Math.round(Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN));
  };
  query('--file', join(here, 'schema.sql'));
  const synced = perSecond();
  query('--command', 'ALTER SYSTEM SET synchronous_commit = off');
  query('--command', 'SELECT pg_reload_conf()');
  return { version: query('--command', 'SHOW server_version'), synced, unsynced: perSecond() };
}

function findBin(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort() : [];
  const found = versions
    .map((version) => join(root, version, 'bin'))
    .findLast((bin) => {
      return ['initdb', 'pg_ctl', 'psql', 'pgbench'].every((tool) => existsSync(join(bin, tool)));
    });
  return found ?? null;
}

/** PostgreSQL refuses to run as root: there, as the user that its package made. */
function accountOf(): Account | null {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const idOf = (flag: string): number =>
    Number(
      execFileSync('id', [flag, 'postgres'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    // There is no such user: nobody to run it as.
    return null;
  }
}
