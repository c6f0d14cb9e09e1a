import { resolve } from 'node:path';

import * as shipped from '@argosy/strategies';
import { readMoney } from 'argosy/backtest';
import { ledgerScales, toAccountId, toBookId, toOriginCode, toStrategyId } from 'argosy/core';

import { toPath, wrong } from './config-paths.ts';
import { toProduct } from './read-node.ts';
import { sampleEntries } from './sample-entries.ts';
import type { HostConfig, MarketConfig, StrategiesConfig, StrategyEntry } from './server-config.ts';
import type { Settings } from './settings.ts';

/** How many strategies a node has room for. */
const STRATEGIES_MAX = 1000;
const hostPattern = /^[a-z][a-z0-9-]{0,30}$/u;

/** Reads `strategies.yaml`. Paths start from `base`. The samples that run unless told trade on the demo. */
export function readStrategies(
  settings: Settings,
  base: string,
  market: MarketConfig['kind'] = 'demo',
): StrategiesConfig {
  const hosts = readHosts(settings.section('hosts'));
  const entries = settings.sections('strategies');
  if (entries !== null && entries.length > STRATEGIES_MAX) {
    settings.refuse('strategies', `${entries.length} of them, at most ${STRATEGIES_MAX}`);
  }
  const strategies = entries?.map((entry) => readEntry(entry, base)) ?? samplesFor(market);
  for (const [at, one] of strategies.entries()) {
    const others = strategies.slice(0, at);
    const entry = entries?.[at];
    if (others.some(({ id }) => id === one.id)) entry?.refuse('id', `${one.id} is there twice`);
    const isTaken = others.some(({ code, account }) => {
      return code === one.code && account === one.account;
    });
    if (isTaken) entry?.refuse('code', `${one.code} is another strategy's of ${one.account}`);
  }
  settings.finish();
  return { hosts, strategies };
}

function samplesFor(market: MarketConfig['kind']): readonly StrategyEntry[] {
  return market === 'demo' ? sampleEntries : [];
}

function readHosts(settings: Settings): HostConfig {
  const hosts: HostConfig = {
    memoryMb: settings.whole('memoryMb', { otherwise: 512, least: 64, most: 65_536 }),
    deadlineMicros: settings.whole('deadlineMicros', {
      otherwise: 1000,
      least: 1,
      most: 1_000_000,
    }),
    silentMillis: settings.whole('silentMillis', { otherwise: 5000, least: 100, most: 600_000 }),
    restarts: settings.whole('restarts', { otherwise: 8, least: 1, most: 1000 }),
  };
  settings.finish();
  return hosts;
}

function readEntry(settings: Settings, base: string): StrategyEntry {
  const id = settings.needed('id', 'X', toStrategyId);
  const allotment = settings.textOrNull('allotment');
  const entry: StrategyEntry = {
    id,
    code: settings.needed('code', '0000', toOriginCode),
    account: settings.needed('account', 'X', toAccountId),
    book: settings.made('book', id, toBookId),
    product: settings.made('product', 'delivery', toProduct),
    host: settings.made('host', 'main', toHostName),
    source: readSource(settings, base),
    parameters: readParameters(settings),
    allotment:
      allotment === null
        ? null
        : settings.made('allotment', '1 INR', (text) => readMoney(text, ledgerScales({}))),
    starts: settings.flag('starts', true),
    sees: settings.made('sees', 'all', toSight),
  };
  settings.finish();
  return entry;
}

function readSource(settings: Settings, base: string): StrategyEntry['source'] {
  const name = settings.textOrNull('strategy');
  const file = settings.textOrNull('file');
  const found = settings.textOrNull('export');
  if (name !== null && file !== null) settings.refuse('file', 'either this or strategy');
  if (file !== null) {
    const path = settings.made('file', 'x', toPath);
    return { kind: 'file', file: resolve(base, path), name: found };
  }
  if (found !== null) settings.refuse('export', 'it says which strategy of a file; there is none');
  return { kind: 'shipped', name: settings.needed('strategy', 'EmaCross', toShipped) };
}

function toShipped(text: string): string {
  const known = Object.keys(shipped);
  if (known.includes(text)) return text;
  throw wrong(`no strategy ${JSON.stringify(text)} comes with this; there are ${known.join(', ')}`);
}

function toSight(text: string): StrategyEntry['sees'] {
  if (text === 'all' || text === 'listened') return text;
  throw wrong(`expected all or listened, got ${JSON.stringify(text)}`);
}

function toHostName(text: string): string {
  if (hostPattern.test(text)) return text;
  throw wrong(`expected a name of a-z, 0-9 and -, got ${JSON.stringify(text)}`);
}

function readParameters(settings: Settings): StrategyEntry['parameters'] {
  const value = settings.raw('parameters') ?? {};
  const isMap = typeof value === 'object' && !Array.isArray(value);
  if (isMap) return Object.fromEntries(Object.entries(value));
  settings.refuse('parameters', 'expected a map of names and values');
  return {};
}
