import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { BinaryReader, BinaryWriter, readPlain, writePlain, type Timestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { serverError } from '../errors.ts';

/** Contracts that have ended stay known for so long: late bills and closed orders name them. */
const KEPT_MICROS = 60 * 86_400_000_000;
/** Where a node keeps them, in its data folder. */
export const LISTINGS_FILE = 'listings.bin';
/** More than an exchange's file of all contracts. */
const LISTINGS_MAX = 500_000;

/**
 * All instruments that a shard has to know: what is listed today, and what was listed at an earlier start and may
 * stand in its journal. Those come first and keep their order, so that an index means the same as long as it can. Nothing
 * is written: the data may be another process' until the journal is this one's.
 */
export function listingsOf(
  file: string,
  listed: readonly Instrument[],
  now: Timestamp,
): readonly Instrument[] {
  const today = new Map(listed.map((instrument) => [instrument.id, instrument]));
  const before = existsSync(file) ? readListings(file) : [];
  const known = before
    .filter((instrument) => today.has(instrument.id) || !hasLongEnded(instrument, now))
    .map((instrument) => today.get(instrument.id) ?? instrument);
  const names = new Set(known.map(({ id }) => id));
  const all = [...known, ...listed.filter(({ id }) => !names.has(id))];
  if (all.length > LISTINGS_MAX) {
    throw serverError('START_FAILED', `${all.length} instruments, at most ${LISTINGS_MAX}`);
  }
  return all;
}

function hasLongEnded(instrument: Instrument, now: Timestamp): boolean {
  return 'expiresAt' in instrument && instrument.expiresAt + KEPT_MICROS < now;
}

/** What a file of `keepListings` has. */
export function readListings(file: string): readonly Instrument[] {
  const reader = new BinaryReader(readFileSync(file));
  const value = readPlain(reader);
  reader.finish();
  return value as readonly Instrument[];
}

/** Keeps them for the next start. */
export function keepListings(file: string, all: readonly Instrument[]): void {
  const writer = new BinaryWriter();
  writePlain(writer, all);
  writeFileSync(`${file}.new`, writer.take());
  renameSync(`${file}.new`, file);
}
