import { decodeVersioned, type OrderId } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';
import { shardStateCodec } from 'argosy/shard';
import { TradingMachine } from 'argosy/trading';
import { readJournal, readTape, Snapshots } from '@argosy/journal';

import { ourConfig } from '../host/our-side.ts';
import { foldersIn } from './orders.ts';

/** What a folder says, to somebody who has nothing else. */
export type Fold = {
  readonly trading: TradingMachine;
  readonly records: number;
  /** The hash at the position asked for, or at the end. */
  readonly hash: string;
  /** The orders that were ever made. */
  readonly orders: ReadonlySet<OrderId>;
  /** How often each entry was booked. */
  readonly entries: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
};

/** Folds a journal, beside and apart from the process that writes it, which may go on meanwhile. */
export function foldFolder(folder: string, hashAt: number | null = null): Fold {
  const folders = foldersIn(folder);
  const trading = new TradingMachine(ourConfig());
  const orders = new Set<OrderId>();
  const entries = new Map<string, number>();
  const problems = [...tapeProblems(folders.tape)];
  const { snapshot } = new Snapshots(folders.snapshots).last();
  let turn: TradingEvent[] = [];
  let [records, hash] = [0, ''];
  const finish = (): void => {
    if (turn.length > 0) trading.recall(turn);
    turn = [];
    if (hashAt === null || records <= hashAt) hash = trading.hash();
    if (snapshot === null || snapshot.position !== records) return;
    if (hashOf(snapshot.state) !== trading.hash())
      problems.push(`the snapshot at ${records} is another state`);
  };
  for (const { entry, position } of readJournal({ folder: folders.journal })) {
    const number = entry.kind === 'input' ? entry.number : entry.event.number;
    if (turn[0]?.number !== number) finish();
    if (entry.kind === 'event') {
      turn.push(entry.event);
      note(entry.event, orders, entries);
    }
    records = position;
  }
  finish();
  if (snapshot !== null && snapshot.position > records)
    problems.push(`a snapshot at ${snapshot.position} of ${records} records`);
  for (const violation of trading.checkInvariants()) problems.push(JSON.stringify(violation));
  return { trading, records, hash, orders, entries, problems };
}

function note(event: TradingEvent, orders: Set<OrderId>, entries: Map<string, number>): void {
  if (event.kind === 'order' && event.change.type === 'initialized') orders.add(event.order);
  if (event.kind === 'entry') entries.set(event.entry, (entries.get(event.entry) ?? 0) + 1);
}

/** What is taped is in order, whatever of its end is gone. */
function* tapeProblems(folder: string): Generator<string> {
  let last = -1;
  for (const { number } of readTape(folder)) {
    if (number <= last) yield `the tape has ${number} after ${last}`;
    last = number;
  }
}

/** The hash of the trading machine whose state a snapshot holds. */
function hashOf(state: Uint8Array): string {
  const trading = new TradingMachine(ourConfig());
  trading.importMemory(decodeVersioned(shardStateCodec, state).trading);
  return trading.hash();
}
