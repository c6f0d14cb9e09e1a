import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

type Account = { readonly uid: number; readonly gid: number };

const run = promisify(execFile);
const tools = ['initdb', 'pg_ctl', 'postgres'];
const debian = '/usr/lib/postgresql';
const USER = 'argosy';
/** Nothing of a test's server outlives the test, so it need not be safe from a loss of power. */
const settings = [
  'listen_addresses=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=16MB',
  'max_connections=30',
];

/** Whether this machine has a PostgreSQL that can be started here. */
export function hasPostgres(): boolean {
  return findBin() !== null && accountOf() !== null;
}

/** A PostgreSQL of a test's own, in a temporary folder, reachable by a socket in it and nothing else. */
export class PostgresServer {
  readonly #bin: string;
  readonly #account: Account;
  readonly #folder: string;
  readonly #isDurable: boolean;
  #databases = 0;

  private constructor(bin: string, account: Account, isDurable: boolean) {
    this.#bin = bin;
    this.#account = account;
    this.#isDurable = isDurable;
    this.#folder = mkdtempSync(join(tmpdir(), 'argosy-postgres-'));
    chownSync(this.#folder, account.uid, account.gid);
  }

  /** Makes one and starts it; `isDurable` lets it sync its commits as one in use does. */
  static async start({
    isDurable = false,
  }: { readonly isDurable?: boolean } = {}): Promise<PostgresServer> {
    const [bin, account] = [findBin(), accountOf()];
    if (bin === null || account === null) throw new Error('there is no PostgreSQL on this machine');
    const server = new PostgresServer(bin, account, isDurable);
    const words = ['--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'];
    try {
      await server.#run('initdb', ['--pgdata', server.#data, ...words]);
      await server.up();
    } catch (error) {
      server.#remove();
      throw error;
    }
    return server;
  }

  /** The address of its own database. */
  get connection(): string {
    return `postgres://${USER}@/postgres?host=${encodeURIComponent(this.#folder)}`;
  }

  /** A name for a schema that nobody else has. */
  schema(): string {
    this.#databases += 1;
    return `argosy_${this.#databases}`;
  }

  /** Starts it, also after it was killed. */
  async up(): Promise<void> {
    const given = this.#isDurable ? settings.filter((one) => !one.endsWith('=off')) : settings;
    const options = [...given, `unix_socket_directories=${this.#folder}`];
    const words = options.map((option) => `-c ${option}`).join(' ');
    const log = join(this.#folder, 'log');
    await this.#run('pg_ctl', ['start', '--wait', '-D', this.#data, '-o', words, '-l', log]);
  }

  /** Takes it down at once, as a loss of power would: nothing is written any more. */
  async kill(): Promise<void> {
    await this.#run('pg_ctl', ['stop', '-D', this.#data, '-m', 'immediate']);
  }

  /** Stops it and removes all that was its. */
  async stop(): Promise<void> {
    if (existsSync(join(this.#data, 'postmaster.pid'))) await this.kill();
    this.#remove();
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  #remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(tool: string, words: readonly string[]): Promise<void> {
    await run(join(this.#bin, tool), words, { ...this.#account, cwd: this.#folder });
  }
}

function findBin(): string | null {
  const versions = existsSync(debian) ? readdirSync(debian).sort().toReversed() : [];
  const places = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const hasAll = (place: string): boolean =>
    place !== '' && tools.every((tool) => existsSync(join(place, tool)));
  return places.find(hasAll) ?? null;
}

/** PostgreSQL refuses to run as root: there, as the user that its package made. */
function accountOf(): Account | null {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const idOf = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    // There is no such user: nobody to run it as.
    return null;
  }
}
