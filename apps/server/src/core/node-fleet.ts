import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { assert, toSessionCode } from 'argosy/core';
import { leverageOf, type AccountConfig } from 'argosy/trading';
import type { Desk } from '@argosy/desk';
import { Fleet, type FleetStrategy, type Past } from '@argosy/fleet';
import { readJournal, type FileJournal } from '@argosy/journal';
import type { Logger, Metrics } from '@argosy/telemetry';

import type { HostConfig, ServerConfig, StrategyEntry } from '../config/index.ts';
import { HOST_BOOK_FILE, HostBook, notesIn } from '../parity/host-book.ts';
import type { CoreMarket, LiveCore } from './live-core.ts';
import { StateFiles } from './state-files.ts';
import { WishFile } from './wish-file.ts';

/** What the strategies of a node are run with. */
export type NodeFleetOptions = {
  readonly config: ServerConfig;
  readonly accounts: readonly AccountConfig[];
  readonly market: CoreMarket;
  readonly core: LiveCore;
  readonly desk: Desk;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/** Under which strategies' orders are named; counters go on after every restart. */
const LIVE_SESSION = toSessionCode('LIVE');
const WISHES_FILE = 'strategies.json';
const STATES_FOLDER = 'states';
const MICROS_PER_MILLI = 1_000;

/** The strategies of a node, not started yet. */
export function nodeFleet(options: NodeFleetOptions): Fleet {
  const { config, accounts, market, core, desk, log, metrics } = options;
  const { hosts, strategies } = config.strategies;
  const { relay, trading } = core;
  const book = new HostBook(join(config.node.data, HOST_BOOK_FILE));
  const lastCounter = trading.lastCounter.bind(trading);
  return new Fleet({
    strategies: strategies.map((entry) => strategyOf(entry, accounts)),
    plan: {
      instruments: market.instruments.all,
      calendars: market.calendars,
      externalBars: [],
      scales: core.scales,
      seed: 'live',
    },
    relay,
    live: core.live,
    trading,
    notes: (host) => notesIn(book, host, { relay, lastCounter }),
    desk,
    past: pastOf(core.journal, join(config.node.data, 'journal')),
    states: new StateFiles(join(config.node.data, STATES_FOLDER)),
    records: new WishFile(join(config.node.data, WISHES_FILE)),
    ask: ({ strategy }) => log.warn('nobody answers questions of strategies here', { strategy }),
    log,
    metrics,
    draw: Math.random,
    clock: () => Date.now() * MICROS_PER_MILLI,
    ...boundsOf(hosts),
  });
}

/** What a journal said before this process opened it. */
function pastOf(journal: FileJournal, folder: string): Past {
  const { next } = journal.recovered;
  return {
    position: () => journal.position,
    *read(from) {
      if (from >= next) return;
      for (const { position, entry } of readJournal({ folder, from: Math.max(1, from) })) {
        if (position >= next) return;
        yield entry;
      }
    },
  };
}

/** The accounts with what the books of their strategies may bind. */
export function withBooks(
  accounts: readonly AccountConfig[],
  strategies: readonly StrategyEntry[],
): readonly AccountConfig[] {
  return accounts.map((account) => {
    const books = strategies
      .filter((entry) => entry.account === account.id && entry.allotment !== null)
      .map(({ book: id, allotment }) => ({ id, allotment: allotment?.amount }))
      .flatMap(({ id, allotment }) => (allotment === undefined ? [] : [{ id, allotment }]));
    return books.length === 0 ? account : { ...account, books };
  });
}

function strategyOf(entry: StrategyEntry, accounts: readonly AccountConfig[]): FleetStrategy {
  const account = accounts.find(({ id }) => id === entry.account);
  assert(account !== undefined, `strategy ${entry.id}: the configuration was checked`);
  const { source } = entry;
  return {
    host: entry.host,
    starts: entry.starts,
    file: source.kind === 'file' ? source.file : shippedFile(),
    name: source.name,
    parameters: entry.parameters,
    isScanned: account.scanMargin !== undefined,
    seat: {
      id: entry.id,
      code: entry.code,
      account: account.id,
      currency: account.base,
      book: entry.book,
      mode: account.mode,
      allotment: entry.allotment?.amount ?? null,
      kind: account.kind,
      leverage: leverageOf(account),
      awaitsReceipts: false,
      product: entry.product,
      session: LIVE_SESSION,
      lastCounter: -1,
      onFault: 'cancelOrders',
      sees: entry.sees,
    },
  };
}

/** Where our own strategies are. */
function shippedFile(): string {
  return fileURLToPath(import.meta.resolve('@argosy/strategies'));
}

function boundsOf({ memoryMb, deadlineMicros, silentMillis, restarts }: HostConfig): {
  readonly bounds: {
    readonly memoryMb: number;
    readonly deadlineMicros: number;
    readonly silentMillisMax: number;
  };
  readonly restarts: { readonly triesMax: number };
} {
  const bounds = { memoryMb, deadlineMicros, silentMillisMax: silentMillis };
  return { bounds, restarts: { triesMax: restarts } };
}
