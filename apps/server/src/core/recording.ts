import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { ReplayRows, ReplaySource } from '@argosy/bridge';
import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import { nodeDisk, readTape, withArchive, type TapeRecord } from '@argosy/journal';
import { toTimestamp, type Timestamp } from 'argosy/core';
import type { Instrument, InstrumentTable, MarketData } from 'argosy/domain';

import type { MarketConfig } from '../config/index.ts';
import { serverError } from '../errors.ts';
import { LISTINGS_FILE, readListings } from './listings.ts';

const BATCH_ROWS = 512;

/** Where a tape lies: in a folder of its own, or in that of a node. */
export type TapePlace = {
  readonly tape: string;
  readonly archive: string;
  readonly listings: string;
};

/** Finds a tape: a node's folder has its list of instruments, and an archive of what has left, beside it. */
export function tapePlace(folder: string): TapePlace {
  const inside = join(folder, 'tape');
  const isOfNode = existsSync(inside);
  const home = isOfNode ? folder : join(folder, '..');
  const tape = isOfNode ? inside : folder;
  const place = { tape, archive: join(home, 'archive'), listings: join(home, LISTINGS_FILE) };
  const isTape = existsSync(tape) && readdirSync(tape).some((name) => name.endsWith('.tape'));
  if (isTape || existsSync(place.archive)) return place;
  throw serverError('START_FAILED', `${folder}: no tape is there`);
}

/** The instruments that a node had whose tape it is; null where nothing says it. */
export function tapedInstruments({ listings }: TapePlace): readonly Instrument[] | null {
  return existsSync(listings) ? readListings(listings) : null;
}

/** Market data of instruments on a tape, oldest first. */
export function tapeSource(place: TapePlace, instruments: InstrumentTable): ReplaySource {
  const { tape, archive } = place;
  const disk = existsSync(archive) ? withArchive({ folder: tape, archive }) : nodeDisk;
  return { open: () => rowsOf(readTape(tape, disk), instruments) };
}

/** Market data of instruments in a history, oldest first. */
export async function historyRows(
  folder: string,
  instruments: InstrumentTable,
  from: Timestamp | null,
): Promise<ReplaySource> {
  const store = new HistoryStore({ store: await FolderStore.openExisting(folder) });
  try {
    const source = await store.source({
      name: folder,
      instruments,
      kinds: ['quote', 'trade', 'book', 'index', 'status'],
      ...(from === null ? {} : { from }),
    });
    return { open: () => source.open() };
  } finally {
    await store.close();
  }
}

/** The instant of the first row from an instant on; one of nothing is refused. */
export function firstInstant(source: ReplaySource, from: Timestamp | null): Timestamp {
  const rows = source.open(from ?? toTimestamp(0));
  try {
    for (let batch = rows.next(); batch !== null; batch = rows.next()) {
      const first = batch.find(({ availableAt }) => availableAt >= (from ?? 0));
      if (first !== undefined) return from ?? first.availableAt;
    }
  } finally {
    rows.close();
  }
  throw serverError('START_FAILED', 'the recording has no prices of the instruments from there on');
}

/** Where the tape or the history of a configuration is. */
export function recordingName({ tape, history }: MarketConfig['replay']): string {
  return tape ?? history ?? '';
}

function rowsOf(records: Generator<TapeRecord>, instruments: InstrumentTable): ReplayRows {
  return {
    next: () => {
      const rows: MarketData[] = [];
      while (rows.length < BATCH_ROWS) {
        const step = records.next();
        if (step.done === true) return rows.length > 0 ? rows : null;
        const row = marketRow(step.value);
        if (row !== null && instruments.find(row.instrument) !== undefined) rows.push(row);
      }
      return rows;
    },
    close: () => void records.return(undefined),
  };
}

/** What of a tape is a price, or says of trading. */
function marketRow({ input }: TapeRecord): MarketData | null {
  switch (input.kind) {
    case 'command':
    case 'report':
    case 'time':
    case 'answer':
      return null;
    case 'quote':
    case 'trade':
    case 'book':
    case 'queue':
    case 'bar':
    case 'status':
    case 'index':
    case 'mark':
    case 'funding':
    case 'adjustment':
      return input;
  }
}
