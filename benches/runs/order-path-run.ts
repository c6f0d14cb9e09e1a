/**
 * One process: orders through a shard whose journal is on the disk, to a fake broker that accepts and
 * fills each, and back: as fast as it goes, and at a steady rate, each counted from the instant it was
 * meant to go. Beside it the same with a journal in memory. `node … order-path-run.ts` prints one line
 * of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { FileJournal } from '@argosy/journal';
import { toBrokerOrderId, toInstrumentId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import { MemoryJournal, type Journal } from 'argosy/shard';
import { anAccount, anInstrument, aQuote, aTradingConfig, rupees, ShardRig } from '@argosy/testkit';

/** How long orders took, in milliseconds. */
export type Delays = { readonly p50: number; readonly p99: number; readonly p999: number };

/** What one process prints. */
export type OrderPathReport = {
  /** Orders a second from first to last, each filled and its fill safe; with the journal on the disk. */
  readonly most: number;
  /** The same for a second of the process's own time, which others on the machine do not take. */
  readonly mostOfOwnTime: number;
  readonly mostInMemory: number;
  readonly paced: {
    readonly perSecond: number;
    readonly perOwnSecond: number;
    readonly orders: number;
    /** From the instant an order was meant to go until the broker had it: its record was safe. */
    readonly sent: Delays;
    /** Until its fill was booked and safe. */
    readonly filled: Delays;
  };
};

const WARM_UP = 10_000;
const MOST = 60_000;
const PACED_PER_SECOND = 5_000;
const PACED = 4 * PACED_PER_SECOND;
/** As many orders may be under way as keep every bound far away. */
const IN_FLIGHT_MAX = 500;
const PAUSE_MAX_MS = 0.05;
const MAIN = anAccount({ kind: 'margin', balances: [rupees(10n ** 15n)] });
const instruments = Array.from({ length: 64 }, (_, place) => toInstrumentId(`I${place}.NSE`));

/** A shard, its broker, and the clock that orders are counted by. */
class OrderPath {
  readonly #journal: Journal;
  readonly #rig: ShardRig;
  #position = 0;
  #trades = 0;

  constructor(journal: Journal) {
    const noted: Journal = {
      append: (entry, forms) => {
        const position = journal.append(entry, forms);
        this.#position = position;
        return position;
      },
      onDurable: (listener) => journal.onDurable(listener),
      read: () => journal.read(),
      get durable() {
        return journal.durable;
      },
      get room() {
        return journal.room;
      },
    };
    this.#journal = journal;
    const listed = instruments.map((id) => anInstrument({ id }));
    this.#rig = new ShardRig({
      journal: noted,
      config: aTradingConfig({ instruments: listed, accounts: [MAIN] }),
    });
    this.#rig.open();
    for (const instrument of instruments) this.#rig.feed(aQuote({ instrument }));
  }

  /** So many orders: each when it is due, or where no rate is given as soon as few enough are under way. */
  run(count: number, rate: number | null): Promise<OrderPathReport['paced']> {
    const { promise, resolve } = Promise.withResolvers<OrderPathReport['paced']>();
    const from = performance.now();
    const usage = process.cpuUsage();
    const sent: number[] = [];
    const filled: number[] = [];
    /** The position that each fill is safe at. */
    const positions: number[] = [];
    let begun = 0;
    const dueAt = (place: number): number => (rate === null ? from : from + (place / rate) * 1000);
    const turn = (): void => {
      const effects = this.#rig.sent.length === 0 ? [] : this.#rig.sent.splice(0);
      for (const { order } of effects) {
        sent.push(performance.now() - dueAt(sent.length));
        this.#fill(order);
        positions.push(this.#position);
      }
      while ((positions[filled.length] ?? Infinity) <= this.#journal.durable) {
        filled.push(performance.now() - dueAt(filled.length));
      }
      while (begun < count && begun - filled.length < IN_FLIGHT_MAX) {
        if (dueAt(begun) > performance.now()) break;
        this.#submit(begun);
        begun += 1;
      }
      if (rate !== null) pause(dueAt(begun));
      if (filled.length < count) setImmediate(turn);
      else {
        const perSecond = Math.round((count / (performance.now() - from)) * 1000);
        const { user, system } = process.cpuUsage(usage);
        const perOwnSecond = Math.round((count / (user + system)) * 1e6);
        resolve({
          perSecond,
          perOwnSecond,
          orders: count,
          sent: delays(sent),
          filled: delays(filled),
        });
      }
    };
    turn();
    return promise;
  }

  #submit(place: number): void {
    // What was said is for the machines to hear, not for the bench to keep.
    this.#rig.said.length = 0;
    const instrument = instruments[place % instruments.length] ?? toInstrumentId('I0.NSE');
    this.#rig.submit({
      instrument,
      product: 'intraday',
      side: Math.floor(place / instruments.length) % 2 === 0 ? 'buy' : 'sell',
      qty: toQuantity(1),
      terms: { type: 'limit', limit: toPrice(10_000) },
    });
  }

  /** The broker accepts an order and fills all of it. */
  #fill(order: OrderId): void {
    this.#trades += 1;
    const brokerId = toBrokerOrderId(`B-${this.#trades}`);
    this.#rig.report(order, { type: 'accepted', brokerId });
    this.#rig.fill(order, { trade: `T-${this.#trades}`, qty: 1, price: 10_000 });
  }
}

/**
 * Waits until the next order is due, for a short while at most: then the loop has to look at what else
 * has come. A turn of the loop makes garbage, and turning it as fast as it goes makes most of it.
 */
function pause(dueAt: number): void {
  const until = Math.min(dueAt, performance.now() + PAUSE_MAX_MS);
  while (performance.now() < until);
}

async function withFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function delays(values: readonly number[]): Delays {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number =>
    Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2));
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}

const onDisk = await withFolder(async (folder) => {
  const file = await FileJournal.open({
    folder,
    shard: 'bench',
    region: 'in',
    accountOf: () => MAIN.id,
    onFatal: (error) => {
      throw error;
    },
  });
  const path = new OrderPath(file);
  await path.run(WARM_UP, null);
  const most = await path.run(MOST, null);
  const paced = await path.run(PACED, PACED_PER_SECOND);
  await file.close();
  return { most: most.perSecond, mostOfOwnTime: most.perOwnSecond, paced };
});
const inMemory = new OrderPath(new MemoryJournal());
await inMemory.run(WARM_UP, null);
const { perSecond: mostInMemory } = await inMemory.run(MOST, null);
const report: OrderPathReport = { ...onDisk, mostInMemory };
console.log(JSON.stringify(report));
