import { createHash, randomBytes } from 'node:crypto';

import { toAccountId, toTimestamp, unwrap, type AccountId, type Timestamp } from 'argosy/core';
import {
  createGateway,
  KeyRing,
  makeAuth,
  type Auth,
  type AuthOptions,
  type GatewayPlugin,
  type Places,
  type Records,
  type RouteGuard,
  type TerminalFile,
} from '@argosy/gateway';
import * as storage from '@argosy/storage';
import type { RecordStore } from '@argosy/storage';
import { formatJsonLine, Log, type Logger } from '@argosy/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { aPlatform } from '../gateway/a-platform.ts';
import { Browser } from './browser.ts';

export { Browser, type BrowserAnswer } from './browser.ts';
export { secretBytes, shownCode } from './second-factor.ts';

/** A login that is asked over real HTTP, with real records and a clock that is set. */
export type LoginRig = {
  readonly auth: Auth;
  readonly app: FastifyInstance;
  readonly store: RecordStore;
  readonly records: Records;
  readonly keys: KeyRing;
  /** Every line of the log so far, as it would be written. */
  readonly lines: readonly string[];
  /** Orders that got through to the other side of the guard. */
  readonly orders: readonly unknown[];
  readonly url: string;
  readonly now: () => Timestamp;
  readonly pass: (seconds: number) => void;
  readonly browser: (headers?: Readonly<Record<string, string>>) => Browser;
  /** Makes the first owner, and a browser in which they are logged in. */
  readonly owner: () => Promise<Browser>;
  /** Invites a viewer who accepts, and a browser in which they are logged in. */
  readonly viewer: (owner: Browser, accounts?: readonly string[]) => Promise<Browser>;
  readonly close: () => Promise<void>;
};

/** What a rig is made with besides what it makes itself. */
export type LoginRigOptions = Partial<Omit<AuthOptions, 'records'>> & {
  readonly place?: storage.StorePlace;
  /** What is on the server besides the login. */
  readonly plugins?: (auth: Auth) => readonly GatewayPlugin[];
  /** The terminal as it was built; none unless told. */
  readonly terminal?: readonly TerminalFile[];
  /** Changes the records on their way to the login. */
  readonly spoil?: (records: Records) => Records;
};

/** Names and passwords of the rig's people. */
export const people = {
  owner: { name: 'anna', password: 'correct horse battery' },
  viewer: { name: 'bert', password: 'staple of many horses' },
} as const;

/** The accounts that owners get one of. */
export const pool: readonly AccountId[] = ['P-1', 'P-2', 'P-3'].map(toAccountId);

const BEGIN = 1_900_000_000_000_000;
/** The cheapest that argon2 takes: few tests are about the cost. */
const cheap = { memory: 8, passes: 1, parallelism: 1 };

const places: Places = {
  publicOrigin: null,
  host: '127.0.0.1',
  port: 0,
  isTls: false,
  hosts: [],
  corsOrigins: ['https://charts.example'],
};

/** Opens a login behind a server that listens on a port of the machine. */
export async function aLogin(options: LoginRigOptions = {}): Promise<LoginRig> {
  const { place = { engine: 'sqlite', file: ':memory:' }, spoil = (same) => same } = options;
  const made = await aPlatform();
  const store = await storage.openRecords(place, { mayLose: true });
  let clock = BEGIN;
  const now = (): Timestamp => toTimestamp(clock);
  const { lines, log } = aLog(now);
  const records = spoil(loginRecords(store));
  const keys = options.keys ?? aKeyRing();
  const auth = makeAuth({
    records,
    keys,
    log,
    places,
    now,
    accountPool: pool,
    passwordCost: cheap,
    ...options,
  });
  const orders: unknown[] = [];
  const probes = (server: FastifyInstance): void => addProbes(server, auth, orders);
  const gateway = await createGateway(
    { ...made.platform, records, log },
    {
      version: '0',
      callerOf: auth.callerOf,
      nameSubject: auth.nameSubject,
      plugins: [auth.plugin, probes, ...(options.plugins?.(auth) ?? [])],
      ...(options.terminal === undefined ? {} : { terminal: options.terminal }),
    },
  );
  const app = gateway.server;
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = (headers: Readonly<Record<string, string>> = {}): Browser =>
    new Browser(url, headers);
  return {
    auth,
    app,
    store,
    records,
    keys,
    lines,
    orders,
    url,
    now,
    pass: (seconds) => {
      clock += seconds * 1_000_000;
    },
    browser,
    owner: () => makeOwner(auth, browser()),
    viewer: (by, accounts = ['P-1']) => makeViewer(by, browser(), accounts),
    close: async () => {
      await gateway.stop();
      await store.close();
      await made.close();
    },
  };
}

/** A log whose lines are kept. */
function aLog(now: () => Timestamp): { readonly lines: readonly string[]; readonly log: Logger } {
  const lines: string[] = [];
  const book = new Log({ now });
  book.addSink({
    level: 'debug',
    take: (record) => void lines.push(formatJsonLine(record)),
    flush: () => undefined,
  });
  return { lines, log: book.logger() };
}

/** A ring of one key. */
export function aKeyRing(): KeyRing {
  return unwrap(KeyRing.parse(`k1:${randomBytes(32).toString('base64')}`));
}

/** Stands for what is behind the guard: something to look at, something to do, something beyond a login. */
function addProbes(app: FastifyInstance, auth: Auth, orders: unknown[]): void {
  const guards = {
    look: { policy: 'viewer' },
    place: { policy: 'owner', audit: 'order.place' },
    cancel: { policy: 'owner', audit: 'order.cancel', reducesRisk: true },
    limit: { policy: 'stepUp', audit: 'limit.set' },
  } as const satisfies Record<string, RouteGuard>;
  const place = async (request: FastifyRequest): Promise<{ readonly placed: number }> => {
    orders.push(request.body);
    return { placed: orders.length };
  };
  app.get('/api/v1/probe/orders', withGuard(guards.look), async (request) => ({
    user: auth.callerOf(request)?.user,
  }));
  app.post('/api/v1/probe/orders', withGuard(guards.place), place);
  app.post('/api/v1/probe/cancel', withGuard(guards.cancel), place);
  app.post('/api/v1/probe/limits', withGuard(guards.limit), place);
  app.post('/api/v1/probe/failing', withGuard(guards.place), async () => {
    throw new Error('select password from credentials');
  });
}

function withGuard(config: RouteGuard): { readonly config: object } {
  return { config };
}

async function makeOwner(auth: Auth, browser: Browser): Promise<Browser> {
  const link = await auth.firstRunLink();
  const [, token = ''] = link?.split('#') ?? [];
  await browser.send('POST', '/auth/first-run', { token, ...people.owner });
  await browser.login(people.owner);
  return browser;
}

async function makeViewer(
  owner: Browser,
  browser: Browser,
  accounts: readonly string[],
): Promise<Browser> {
  const { name, password } = people.viewer;
  const invited = await owner.send('POST', '/users/invitations', {
    name,
    role: 'viewer',
    accounts,
  });
  const [, token = ''] = String(invited.body['link']).split('#');
  await browser.send('POST', '/auth/invitation', { token, password });
  await browser.login(people.viewer);
  return browser;
}

type Bindable = Omit<Records, 'appendAudit' | 'changeRecords' | 'verifyAudit'>;

/** The functions of storage with the database in front. */
export function loginRecords(store: RecordStore): Records {
  const { db, engine } = store;
  const names = Object.keys(storage);
  const functions: Readonly<Record<string, unknown>> = storage;
  const bound = Object.fromEntries(
    names.flatMap((name) => {
      const call = functions[name];
      if (typeof call !== 'function') return [];
      return [
        [name, (...rest: readonly unknown[]): unknown => Reflect.apply(call, null, [db, ...rest])],
      ];
    }),
  );
  return {
    ...parseBound(bound),
    appendAudit: (entries) => storage.appendAudit(db, engine, entries),
    changeRecords: (change) => storage.changeRecords(db, engine, change),
    verifyAudit: (anchor) => storage.verifyAudit(store, anchor),
  };
}

/** Storage's own types say that each of its functions takes the database first; what is bound keeps the rest. */
function parseBound(bound: Record<string, unknown>): Bindable {
  return bound as Bindable;
}

/** Whatever is kept of people and their ways in, but for the audit, which tells of tries too. */
export async function hashTables({ db }: RecordStore): Promise<string> {
  const tables = [
    'users',
    'credentials',
    'account_grants',
    'account_holders',
    'invitations',
  ] as const;
  const hash = createHash('sha256');
  for (const table of tables) {
    const rows = await db.selectFrom(table).selectAll().execute();
    // Each row ends in bytes, numbers or texts: all of them have a text.
    for (const row of rows) hash.update(Object.values(row).map(String).join('\n'));
  }
  return hash.digest('hex');
}
