import { BinaryReader, BinaryWriter, toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import {
  archiveLog,
  ClientNames,
  FileJournal,
  MasterKey,
  readJournal,
  Snapshots,
  verifyLog,
  withArchive,
} from '@argosy/journal';

import { SimDisk } from '../sim-disk.ts';
import { account } from './golden-orders.ts';

// Forms of which today's writer need not give the same bytes again: they are packed, or under a nonce.

const [live, archive, snapshots, names] = ['/live', '/archive', '/snapshots', '/names'];
const SEGMENTS = 3;

/** A journal whose first segments are in an archive, as one file. */
export async function anArchivedJournal(): Promise<Uint8Array> {
  const disk = new SimDisk();
  for (let number = 1; number <= SEGMENTS; number += 1) {
    const journal = await FileJournal.open({
      folder: live,
      disk,
      shard: 'main',
      region: 'in',
      segmentBytes: 64 * 1024,
      reserveBytes: 4096,
      blockBytesMax: 16 * 1024,
      recordBytesMax: 8 * 1024,
      now: () => 1_700_000_000_000_000 + number,
      accountOf: () => account,
      onFatal: (error) => {
        throw error;
      },
    });
    const input = { kind: 'time', availableAt: toTimestamp(number) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
    await journal.close();
  }
  new Snapshots(snapshots, disk).keep({ position: SEGMENTS, state: Uint8Array.of(1) });
  archiveLog({ folder: live, archive, kind: 'journal', disk, snapshots });
  return pack(disk, [live, archive]);
}

/** What is read of such a file: the records, and whether all is whole. */
export function readArchivedJournal(bytes: Uint8Array): unknown {
  const packed = unpack(bytes);
  const disk = withArchive({ folder: live, archive }, packed);
  const { first, problem } = verifyLog(live, 'journal', packed);
  return {
    live: { first, isWhole: problem === null },
    records: [...readJournal({ folder: live, disk })],
  };
}

/** A key for samples, which is no secret. */
const sampleKey = MasterKey.parse('0f'.repeat(32));

/** A table of names, as one file. */
export function namesOfClients(): Uint8Array {
  const disk = new SimDisk();
  const table = ClientNames.open({ folder: names, key: sampleKey, disk });
  table.put({ name: 'A Sample', contacts: ['sample@example.org', 'für später'] });
  table.erase(table.put({ name: 'Erased', contacts: [] }));
  return pack(disk, [names, `${names}/keys`, `${names}/names`]);
}

/** What is read of such a file: each client's id and who it is. */
export function readNamesOfClients(bytes: Uint8Array): unknown {
  const table = ClientNames.open({ folder: names, key: sampleKey, disk: unpack(bytes) });
  return table.list().map((client) => ({ client, person: table.get(client) }));
}

function pack(disk: SimDisk, folders: readonly string[]): Uint8Array {
  const paths = folders.flatMap((folder) => disk.list(folder).map((name) => `${folder}/${name}`));
  // The names of a lease say in which process this ran.
  const files = [...new Set(paths)].filter((path) => !/\.(?:lease$|held-by-)/u.test(path));
  const writer = new BinaryWriter();
  writer.uint(files.length);
  for (const path of files) {
    const bytes = disk.readAll(path) ?? new Uint8Array(0);
    writer.text(path);
    writer.uint(bytes.length);
    for (const byte of bytes) writer.u8(byte);
  }
  return writer.take();
}

function unpack(bytes: Uint8Array): SimDisk {
  const disk = new SimDisk();
  const reader = new BinaryReader(bytes);
  for (let left = reader.uint(); left > 0; left -= 1) {
    const path = reader.text();
    disk.replace(
      path,
      Uint8Array.from({ length: reader.uint() }, () => reader.u8()),
    );
  }
  reader.finish();
  return disk;
}
