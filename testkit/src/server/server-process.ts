import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { OrderTicket } from '@argosy/contract';
import { StreamClient } from '@argosy/contract/stream';

type PartOfTicket = Pick<OrderTicket, 'instrument'> & Partial<OrderTicket>;

const usualTicket = {
  account: 'PAPER01',
  book: 'HAND',
  product: 'delivery',
  side: 'buy',
  qty: '1',
  terms: { type: 'market' },
} as const;

/** An answer of the API. */
export type ApiAnswer = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
};

/** What is sent besides a path. */
export type ApiRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What `npm start` tells Node: little memory, and pauses that are short. */
export const startFlags: readonly string[] = [
  '--max-semi-space-size=16',
  '--heap-growing-percent=100',
  '--v8-pool-size=1',
];
/** What tests tell it: they start often, each for a short time. */
const testFlags: readonly string[] = ['--max-semi-space-size=8'];
const START_MILLIS = 120_000;
/** Who owns a server of tests. */
export const OWNER = { name: 'owner', password: 'a long enough pass phrase' } as const;
/** Tokens hold for minutes; a new one is asked for well before. */
const TOKEN_MILLIS = 120_000;

/**
 * `argosy start` as a process of its own, with its owner: what a person has in front of them. All of its data lie in a
 * folder that goes with it.
 *
 * @example
 * const server = await ServerProcess.start();
 * const { body } = await server.ask('/orders', { method: 'POST', body: ticket });
 * await server.kill(); // as a loss of power takes it, but for the disk
 * await server.again();
 * await server.end();
 */
export class ServerProcess {
  readonly folder: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #flags: readonly string[];
  readonly #command: readonly string[];
  #child: ChildProcess;
  #said = '';
  #address = '';
  #token: { readonly text: string; readonly until: number } | null = null;

  private constructor(
    env: Readonly<Record<string, string>>,
    flags: readonly string[],
    files: Readonly<Record<string, string>>,
    command: readonly string[],
  ) {
    this.folder = mkdtempSync(join(tmpdir(), 'argosy-server-'));
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    this.#env = env;
    this.#flags = flags;
    this.#command = command;
    this.#child = this.#spawn();
  }

  /** Starts it from nothing but files such as `config/strategies.yaml`, and makes its owner. */
  static async start(
    env: Readonly<Record<string, string>> = {},
    flags: readonly string[] = testFlags,
    files: Readonly<Record<string, string>> = {},
    command: readonly string[] = bundled(),
  ): Promise<ServerProcess> {
    const server = await ServerProcess.startUnowned(env, flags, files, command);
    const token = server.firstRunLink.split('#')[1];
    const made = await server.ask('/auth/first-run', {
      method: 'POST',
      body: { token, ...OWNER },
      headers: { authorization: '' },
    });
    if (made.status >= 300) throw new Error(`no owner: ${JSON.stringify(made)}`);
    return server;
  }

  /** The same with nobody in it yet: its owner comes in by `firstRunLink`. */
  static async startUnowned(
    env: Readonly<Record<string, string>> = {},
    flags: readonly string[] = testFlags,
    files: Readonly<Record<string, string>> = {},
    command: readonly string[] = bundled(),
  ): Promise<ServerProcess> {
    const server = new ServerProcess(env, flags, files, command);
    await server.#ready();
    return server;
  }

  /** The link that it has printed for its owner; empty where it has one. */
  get firstRunLink(): string {
    return /\S+first-run#\S+/u.exec(this.#said)?.[0] ?? '';
  }

  /** Where it is reached, `http://127.0.0.1:4711`. */
  get address(): string {
    return this.#address;
  }

  /** What it has said since it began. */
  get said(): string {
    return this.#said;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** A token of the owner's that is good for some minutes. */
  async token(): Promise<string> {
    if (this.#token !== null && this.#token.until > performance.now()) return this.#token.text;
    const until = performance.now() + TOKEN_MILLIS;
    const { status, body } = await this.ask('/auth/login', {
      method: 'POST',
      body: OWNER,
      headers: { authorization: '' },
    });
    const { token: text } = body;
    if (typeof text !== 'string') throw new Error(`no login: ${status} ${JSON.stringify(body)}`);
    this.#token = { text, until };
    return text;
  }

  /** Asks the API, as the owner unless the headers say otherwise. */
  async ask(path: string, { method = 'GET', body, headers }: ApiRequest = {}): Promise<ApiAnswer> {
    const authorization = headers?.['authorization'] ?? `Bearer ${await this.token()}`;
    const response = await fetch(`${this.#address}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
        ...(authorization === '' ? {} : { authorization }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    return { status: response.status, body: parsed as ApiAnswer['body'] };
  }

  /** Asks for an order beside any page: of the first paper account, one to buy at market for delivery where a ticket says no more. */
  async place(ticket: PartOfTicket, key: string = crypto.randomUUID()): Promise<ApiAnswer> {
    const headers = { 'idempotency-key': key };
    return this.ask('/orders', { method: 'POST', body: { ...usualTicket, ...ticket }, headers });
  }

  /** The same for one that has to be taken: its id. */
  async mustPlace(ticket: PartOfTicket): Promise<string> {
    const { status, body } = await this.place(ticket);
    const { id } = { id: null, ...(body['order'] as object) } as { readonly id: unknown };
    if (status === 201 && typeof id === 'string') return id;
    throw new Error(`the order was not taken: ${status} ${JSON.stringify(body)}`);
  }

  /** A client of its stream, not started yet. */
  stream(options: Partial<ConstructorParameters<typeof StreamClient>[0]> = {}): StreamClient {
    const url = `${this.#address.replace('http', 'ws')}/ws`;
    return new StreamClient({ url, token: () => this.token(), ...options });
  }

  /** Ends it as nothing can be told of. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it as Ctrl-C does; gives the code that it ends with. */
  async stop(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** Starts it once more, on what the one before has left. */
  async again(): Promise<void> {
    this.#said = '';
    this.#token = null;
    this.#child = this.#spawn();
    await this.#ready();
  }

  /** Ends it, and all that it has left. */
  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spawn(): ChildProcess {
    const words = [...this.#flags, ...this.#command];
    const env = { ...process.env, ARGOSY_DATA: this.folder, ARGOSY_PORT: '0', ...this.#env };
    const child = spawn(process.execPath, words, {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        this.#said += text.toString();
      });
    }
    return child;
  }

  async #ready(): Promise<void> {
    const until = performance.now() + START_MILLIS;
    for (;;) {
      const address = /ready at (\S+)/u.exec(this.#said)?.[1];
      if (address !== undefined) {
        this.#address = address;
        return;
      }
      if (this.#child.exitCode !== null || performance.now() > until) {
        throw new Error(`it did not start: ${this.#said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGINT'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return this.#child.exitCode;
    }
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
    return this.#child.exitCode;
  }
}

/** What runs the server as `npm start` does, in one file a thread, made of the sources as they are now. */
function bundled(): readonly string[] {
  const out = join(root, 'node_modules/.cache/server');
  execFileSync(process.execPath, [join(root, 'tooling/build.mjs'), '--server', out]);
  return ['--conditions=source', join(out, 'start.js')];
}
