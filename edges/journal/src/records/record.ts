import { ArgosyError, BinaryReader, toAccountId, type BinaryWriter } from 'argosy/core';
import { inputCodec, toInputNumber, tradingEventCodec, type CanonicalForms } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';

import { journalError } from '../errors.ts';
import type { RecordNames } from './record-names.ts';

/** A record that was read: its place, its names and what it says. */
export type JournalRecord = RecordNames & {
  readonly position: number;
  readonly entry: JournalEntry;
};

const streams = { input: 1, event: 2 } as const;

/** What a record has besides its entry. */
type RecordHead = Omit<RecordNames, 'stream'> & {
  /** The canonical forms of the turn that an event belongs to, where they are made already. */
  readonly forms: CanonicalForms | undefined;
};

/** Writes a record: its names, the version of its codec, its entry. */
export function writeRecord(
  writer: BinaryWriter,
  entry: JournalEntry,
  { account, region, forms }: RecordHead,
): void {
  writer.u8(streams[entry.kind]);
  writer.text(account ?? '');
  writer.text(region);
  if (entry.kind === 'input') {
    writer.u8(inputCodec.version);
    writer.uint(entry.number);
    inputCodec.encode(writer, entry.input);
  } else {
    writer.u8(tradingEventCodec.version);
    if (forms === undefined) tradingEventCodec.encode(writer, entry.event);
    else {
      writer.uint(entry.event.number);
      forms.copyTo(writer, entry.event.index);
    }
  }
}

/** Reads a record's names, and its entry only where these are wanted; null where not. */
export function readRecord(
  bytes: Uint8Array,
  position: number,
  isWanted: (names: RecordNames) => boolean,
): JournalRecord | null {
  try {
    const reader = new BinaryReader(bytes);
    const names = readNames(reader);
    if (!isWanted(names)) return null;
    const entry = names.stream === 'input' ? readInput(reader) : readEvent(reader);
    reader.finish();
    return { ...names, position, entry };
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    throw journalError('UNREADABLE', `position ${position}: ${error.message}`, { position });
  }
}

function readNames(reader: BinaryReader): RecordNames {
  const stream = reader.u8() === streams.input ? 'input' : 'event';
  const account = reader.text();
  return {
    stream,
    account: account === '' ? null : toAccountId(account),
    region: reader.text(),
  };
}

function readInput(reader: BinaryReader): JournalEntry {
  requireVersion(reader.u8(), inputCodec);
  const number = toInputNumber(reader.uint());
  return { kind: 'input', number, input: inputCodec.decode(reader) };
}

function readEvent(reader: BinaryReader): JournalEntry {
  requireVersion(reader.u8(), tradingEventCodec);
  return { kind: 'event', event: tradingEventCodec.decode(reader) };
}

/** Refuses a record of another version than this one reads. */
export function requireVersion(
  found: number,
  { name, version }: { readonly name: string; readonly version: number },
): void {
  if (found === version) return;
  throw journalError('UNREADABLE', `'${name}' of version ${found}, this reads ${version}`);
}
