import { resolve } from 'node:path';

import { chargeMarkets } from '@argosy/catalog/rules';
import { TICKS_PER_SECOND_MAX } from '@argosy/sim';
import { readClock, readMoney } from 'argosy/backtest';
import { ledgerScales, type Micros } from 'argosy/core';
import type { Product } from 'argosy/domain';
import { parseLeverage } from 'argosy/risk';

import { toPath, wrong } from './config-paths.ts';
import { readMarket } from './read-market.ts';
import {
  roles,
  type BridgeConfig,
  type CacheConfig,
  type DemoConfig,
  type JobsConfig,
  type NodeConfig,
  type PaperConfig,
  type Role,
  type StorageConfig,
} from './server-config.ts';
import type { Settings } from './settings.ts';

const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
/** How many accounts on paper a node has room for. */
const ACCOUNTS_MAX = 999;
const PORT_MAX = 65_535;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const loopback: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

const TAPE_DAYS_MAX = 3_650;

/** Reads `node.yaml`. Paths start from `base`. */
export function readNode(settings: Settings, base: string): NodeConfig {
  const host = settings.made('host', '127.0.0.1', toHost);
  const tls = readTls(settings.section('tls'), base);
  if (tls === null && !loopback.includes(host)) {
    const detail = `${host} is reached from other machines: that takes tls.certificate and tls.key`;
    settings.refuse('host', detail);
  }
  const data = resolve(base, settings.made('data', 'data', toPath));
  const config: NodeConfig = {
    data,
    host,
    port: settings.whole('port', { otherwise: 8000, least: 0, most: PORT_MAX }),
    tls,
    publicOrigin: readPublicOrigin(settings),
    corsOrigins: settings.list('corsOrigins', [], toOrigin),
    trustedProxies: settings.list('trustedProxies', [], toAddress),
    roles: readRoles(settings),
    storage: readStorage(settings.section('storage')),
    market: readMarket(settings.section('market'), { base, data }),
    demo: readDemo(settings.section('demo')),
    paper: readPaper(settings.section('paper')),
    tapeDays: settings.whole('tapeDays', { otherwise: 1, least: 1, most: TAPE_DAYS_MAX }),
    bridge: readBridge(settings.section('bridge')),
    cache: readCache(settings.section('cache')),
    jobs: readJobs(settings.section('jobs')),
  };
  settings.finish();
  return config;
}

function readTls(settings: Settings, base: string): NodeConfig['tls'] {
  const certificate = settings.textOrNull('certificate');
  const key = settings.textOrNull('key');
  if (certificate === null && key !== null) settings.refuse('key', 'there is no certificate to it');
  if (certificate !== null && key === null) settings.refuse('certificate', 'there is no key to it');
  settings.finish();
  if (certificate === null || key === null) return null;
  return { certificate: resolve(base, certificate), key: resolve(base, key) };
}

/** Behind a proxy browsers have to come over HTTPS: their cookies are for nothing else. */
function readPublicOrigin(settings: Settings): string | null {
  const given = settings.textOrNull('publicOrigin');
  if (given === null) return null;
  if (given.startsWith('https:')) return settings.made('publicOrigin', given, toOrigin);
  settings.refuse('publicOrigin', `expected an origin such as https://desk.example, got ${given}`);
  return null;
}

function readRoles(settings: Settings): readonly Role[] {
  const given = settings.list('roles', roles, toRole);
  const missing = roles.filter((role) => !given.includes(role));
  if (missing.length > 0) {
    const detail = `one node does all there is in this version; ${missing.join(', ')} would be done by nobody`;
    settings.refuse('roles', detail);
  }
  return roles;
}

function toRole(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role !== undefined) return role;
  throw wrong(`expected one of ${roles.join(', ')}, got ${JSON.stringify(text)}`);
}

function toHost(text: string): string {
  if (/^[\w.:-]{1,253}$/u.test(text)) return text;
  throw wrong(`expected the name or address of this machine, got ${JSON.stringify(text)}`);
}

function toOrigin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw wrong(`expected an origin such as https://desk.example, got ${JSON.stringify(text)}`);
}

function toAddress(text: string): string {
  if (/^[\d.a-fA-F:]+(\/\d{1,3})?$/u.test(text)) return text;
  throw wrong(`expected an address such as 10.0.0.1 or 10.0.0.0/8, got ${JSON.stringify(text)}`);
}

function readStorage(settings: Settings): StorageConfig {
  const engine = settings.word('engine', 'sqlite', ['sqlite', 'postgres']);
  const schema = settings.made('schema', 'argosy', toSchema);
  settings.finish();
  return { engine, schema };
}

function toSchema(text: string): string {
  if (/^[a-z][a-z0-9_]{0,20}$/u.test(text)) return text;
  throw wrong(`expected up to 21 of a-z, 0-9 and _, a letter first; got ${JSON.stringify(text)}`);
}

function readDemo(settings: Settings): DemoConfig {
  const demo: DemoConfig = {
    seed: settings.text('seed', '1'),
    ticksPerSecond: settings.whole('ticksPerSecond', {
      otherwise: 1000,
      least: 1,
      most: TICKS_PER_SECOND_MAX,
    }),
    hours: settings.made('hours', 'always', toHours),
  };
  settings.finish();
  return demo;
}

function toHours(text: string): DemoConfig['hours'] {
  if (text === 'always' || text === 'market') return text;
  const minutesPerDay = /^\d{1,3}(\.\d{1,3})?$/u.test(text) ? Number(text) : Number.NaN;
  if (minutesPerDay >= 0.1 && minutesPerDay <= 375) return { minutesPerDay };
  const expected = 'always, market, or how many minutes a day takes, from 0.1 to 375';
  throw wrong(`expected ${expected}; got ${JSON.stringify(text)}`);
}

function readPaper(settings: Settings): PaperConfig {
  const kind = settings.word('kind', 'margin', ['cash', 'margin']);
  const isMargin = kind === 'margin';
  const paper: PaperConfig = {
    accounts: settings.whole('accounts', { otherwise: 16, least: 1, most: ACCOUNTS_MAX }),
    cash: settings.made('cash', '1000000.00 INR', toCash),
    kind,
    products: settings.list('products', ['delivery', 'intraday', 'carryForward'], toProduct),
    shortSales: settings.list('shortSales', ['intraday'], toProduct),
    leverage: readLeverage(settings.section('leverage'), isMargin),
    isScanned: settings.flag('scanMargin', true) && isMargin,
    charges: settings.made('charges', 'zerodha', toBroker),
  };
  if (paper.products.length === 0) settings.refuse('products', 'at least one is needed');
  settings.finish();
  return paper;
}

function toCash(text: string): PaperConfig['cash'] {
  const cash = readMoney(text, ledgerScales({}));
  if (cash.amount > 0n) return cash;
  throw wrong(`expected an amount above zero, got ${JSON.stringify(text)}`);
}

/** A product by its name. */
export function toProduct(text: string): Product {
  const product = products.find((one) => one === text);
  if (product !== undefined) return product;
  throw wrong(`expected one of ${products.join(', ')}, got ${JSON.stringify(text)}`);
}

function readLeverage(settings: Settings, isMargin: boolean): PaperConfig['leverage'] {
  const usual: PaperConfig['leverage'] = isMargin ? { intraday: '5' } : {};
  const given = products.map((product) => {
    const leverage = settings.made(product, usual[product] ?? '1', toLeverage);
    if (!isMargin && settings.raw(product) !== undefined) {
      settings.refuse(product, 'a cash account pays in full');
    }
    return [product, leverage] as const;
  });
  settings.finish();
  return isMargin ? Object.fromEntries(given) : {};
}

function toLeverage(text: string): string {
  const parsed = parseLeverage(text);
  if (parsed.ok) return text;
  throw wrong(parsed.refusal.reason);
}

function toBroker(text: string): string {
  const known = chargeMarkets().get('india')?.brokers ?? [];
  if (known.includes(text)) return text;
  throw wrong(`expected one of ${known.join(', ')}, got ${JSON.stringify(text)}`);
}

function readBridge(settings: Settings): BridgeConfig {
  const bridge: BridgeConfig = {
    queueCapacity: settings.whole('queueCapacity', {
      otherwise: 10_000,
      least: 100,
      most: 1_000_000,
    }),
    freshFor: settings.seconds('freshSeconds', { otherwise: 15, least: 0.1, most: HOUR_SECONDS }),
    silentAfter: settings.seconds('silentSeconds', {
      otherwise: 10,
      least: 0.1,
      most: HOUR_SECONDS,
    }),
  };
  settings.finish();
  return bridge;
}

function readCache(settings: Settings): CacheConfig {
  const cache: CacheConfig = {
    instruments: settings.whole('instruments', { otherwise: 2000, least: 1, most: 20_000 }),
    freshFor: settings.seconds('freshSeconds', { otherwise: 15, least: 0.1, most: HOUR_SECONDS }),
  };
  settings.finish();
  return cache;
}

function readJobs(settings: Settings): JobsConfig {
  const every = (name: string, otherwise: number): Micros =>
    settings.seconds(name, { otherwise, least: 1, most: DAY_SECONDS });
  const jobs: JobsConfig = {
    orderReconciliation: every('orderReconciliationSeconds', 30),
    positionSync: every('positionSyncSeconds', 60),
    health: every('healthSeconds', 10),
    sessionCheck: every('sessionCheckSeconds', 300),
    snapshots: every('snapshotSeconds', 900),
    purge: every('purgeSeconds', HOUR_SECONDS),
    tape: every('tapeSeconds', 900),
    instrumentRefreshAt: settings.made('instrumentRefreshAt', '08:00', readClock),
    compactionAt: settings.made('compactionAt', '02:00', readClock),
  };
  settings.finish();
  return jobs;
}
