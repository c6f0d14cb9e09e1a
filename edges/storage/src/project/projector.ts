import type { JournalRecord } from '@argosy/journal';
import type { Metrics } from '@argosy/telemetry';
import type { Order } from 'argosy/domain';

import { storageError } from '../errors.ts';
import type { ProjectionStore } from '../store.ts';
import { BatchFold, needsOf, type FoldNeeds } from './fold-batch.ts';
import { requireSameJournal } from './journal-tail.ts';
import { KeptRows, type LookUps } from './kept-rows.ts';
import type { LedgerSides } from './ledger-rows.ts';
import {
  noProgress,
  ProjectionTarget,
  type Progress,
  type TableHearer,
} from './projection-target.ts';

/** How many orders, and how many ledger accounts, a projector keeps at hand. */
const KEPT_MAX = 20_000;

/** Which journal records are of, and the hash of the block that ends with the last of them; each empty where it is not known. */
export type BatchOrigin = Pick<Progress, 'journal' | 'block'>;

/** What a projector is told. */
export type ProjectorOptions = {
  readonly store: ProjectionStore;
  /** The shard whose journal it reads. */
  readonly shard: string;
  readonly keptMax?: number;
  /** Where is counted how often what a batch is about was kept at hand. */
  readonly metrics?: Metrics;
  /**
   * Hears of each table of a batch as it is written, before the batch is committed; the next one waits for what it
   * promises, so that a thread that does more than project has its turns in between.
   */
  readonly onTable?: TableHearer;
};

/**
 * Makes tables of a journal's records. Each batch and the position it reaches are written in one transaction,
 * so every record counts once, whenever the process or the database dies.
 *
 * @example
 * const projector = await Projector.open({ store, shard: 'main' });
 * for (const record of readJournal({ folder, from: projector.progress.position + 1 })) batch.push(record);
 * await projector.apply(batch);
 */
export class Projector {
  readonly shard: string;
  readonly #target: ProjectionTarget;
  readonly #orders: KeptRows<Order>;
  readonly #ledger: KeptRows<LedgerSides>;
  readonly #onTable: TableHearer | undefined;
  #progress: Progress = noProgress;
  /** Whether what is kept here may no longer be what the tables have. */
  #isStale = true;

  private constructor({ store, shard, keptMax = KEPT_MAX, metrics, onTable }: ProjectorOptions) {
    this.shard = shard;
    this.#target = new ProjectionTarget(store, shard);
    this.#orders = new KeptRows(keptMax, lookUpsOf(metrics, 'projected orders'));
    this.#ledger = new KeptRows(keptMax, lookUpsOf(metrics, 'projected balances'));
    this.#onTable = onTable;
  }

  /** Finds out how far the tables are. */
  static async open(options: ProjectorOptions): Promise<Projector> {
    const projector = new Projector(options);
    await projector.#reload();
    return projector;
  }

  /** How far the tables are, as far as this projector knows. */
  get progress(): Progress {
    return this.#progress;
  }

  /**
   * Projects records that follow each other; those that the tables know already are passed over. After an error
   * the same records may come again: whether they were committed is looked up first. Tables that are known to be of
   * another journal than the records are not written.
   */
  async apply(
    records: readonly JournalRecord[],
    origin: BatchOrigin = { journal: '', block: '' },
  ): Promise<void> {
    if (this.#isStale) await this.#reload();
    const from = this.#progress;
    requireSameJournal(this.shard, from, { name: 'the records', journal: origin.journal });
    const batch = records.filter(({ position }) => position > from.position);
    const last = requireDense(batch, from.position);
    if (last === null) return;
    this.#isStale = true;
    const needs = needsOf(batch);
    await this.#load(needs);
    const fold = new BatchFold(this.shard, { orders: this.#orders, ledger: this.#ledger });
    for (const record of batch) fold.take(record);
    fold.finish();
    const { number, at } = fold.end ?? from;
    const to = { position: last, number, at, ...origin };
    await this.#target.write(fold.changes, { from, to, onTable: this.#onTable });
    this.#progress = to;
    this.#orders.trim();
    this.#ledger.trim();
    this.#isStale = false;
  }

  /** What a failed batch has left here is forgotten: the tables know better. */
  async #reload(): Promise<void> {
    this.#orders.clear();
    this.#ledger.clear();
    this.#progress = await this.#target.progress();
    this.#isStale = false;
  }

  async #load(needs: FoldNeeds): Promise<void> {
    const orders = this.#orders.missing(needs.orders);
    const names = this.#ledger.missing(needs.ledgerAccounts);
    for (const [id, order] of await this.#target.orders(orders)) this.#orders.set(id, order);
    for (const [name, sides] of await this.#target.ledgerAccounts(names)) {
      this.#ledger.set(name, sides);
    }
  }
}

function lookUpsOf(metrics: Metrics | undefined, cache: string): LookUps | null {
  if (metrics === undefined) return null;
  return {
    hits: metrics.counter('cache_hits_total').with({ cache }),
    misses: metrics.counter('cache_misses_total').with({ cache }),
  };
}

/** The last position of a batch; null of an empty one. */
function requireDense(batch: readonly JournalRecord[], behind: number): number | null {
  let last = behind;
  for (const { position } of batch) {
    if (position !== last + 1) {
      throw storageError('PROJECTION_GAP', `${position} comes behind ${last}`, { position });
    }
    last = position;
  }
  return batch.length === 0 ? null : last;
}
