import { BinaryReader, BinaryWriter, decodeVersioned, encodeVersioned, Random } from 'argosy/core';
import type { Codec } from 'argosy/core';
import { inputCodec, toInputNumber, tradingEventCodec } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { MemoryJournal, shardStateCodec, type JournalEntry } from 'argosy/shard';
import {
  FileJournal,
  FileTape,
  readJournal,
  readTape,
  readTapeGaps,
  Snapshots,
  verifyLog,
  type LogReport,
} from '@argosy/journal';

import { aLivelyConfig, liveThrough } from '../random-life.ts';
import { aSeat } from '../seat.ts';
import { ShardRig } from '../shard-rig.ts';
import { SimDisk } from '../sim-disk.ts';
import { goldenEvents } from './golden-events.ts';
import {
  anArchivedJournal,
  namesOfClients,
  readArchivedJournal,
  readNamesOfClients,
} from './golden-folders.ts';
import { goldenInputs } from './golden-inputs.ts';
import { account } from './golden-orders.ts';
import type { Sample } from './sample.ts';

/** A form that bytes have on the disk or the wire. */
export type GoldenKind = {
  readonly name: string;
  /** The version that today's writer gives, and with it those of what is inside. */
  readonly version: string;
  /** The names of the samples of today; those of the file that stands come first, in its order. */
  readonly names: readonly string[];
  /**
   * What today's writer writes of these samples; of a form without samples, of what stands. What is
   * packed or under a nonce stands as it is: it is only read.
   */
  write(names: readonly string[], standing: Uint8Array | null): Promise<Uint8Array>;
  /** What today's reader reads, each under its name. */
  read(bytes: Uint8Array, names: readonly string[]): readonly Sample<unknown>[];
  /** Whether a form of an earlier version is passed over, because another one tells the same. */
  readonly isDispensable: boolean;
};

const folder = '/golden';
const now = (): number => 1_700_000_000_000_000;
const log = {
  folder,
  shard: 'main',
  region: 'in',
  segmentBytes: 256 * 1024,
  reserveBytes: 4096,
  blockBytesMax: 16 * 1024,
  recordBytesMax: 8 * 1024,
  now,
  onFatal: (error: Error): never => {
    throw error;
  },
} as const;

/** A codec's own bytes: each sample with its length before it, and the codec's name and version. */
function codecKind<Value>(codec: Codec<Value>, samples: readonly Sample<Value>[]): GoldenKind {
  return {
    name: codec.name,
    version: String(codec.version),
    names: samples.map(({ name }) => name),
    isDispensable: false,
    write: (names) => {
      const writer = new BinaryWriter();
      for (const name of names) {
        const bytes = encodeVersioned(codec, pick(samples, name));
        writer.uint(bytes.length);
        for (const byte of bytes) writer.u8(byte);
      }
      return Promise.resolve(writer.take());
    },
    read: (bytes, names) => {
      const reader = new BinaryReader(bytes);
      const found = names.map((name) => {
        const one = Uint8Array.from({ length: reader.uint() }, () => reader.u8());
        return { name, value: decodeVersioned(codec, one) };
      });
      reader.finish();
      return found;
    },
  };
}

const entries: readonly Sample<JournalEntry>[] = [
  ...goldenInputs.map(({ name, value }, at) => {
    const entry = { kind: 'input', number: toInputNumber(at + 1), input: value } as const;
    return { name: `input ${name}`, value: entry };
  }),
  ...goldenEvents.map(({ name, value }) => {
    return { name: `event ${name}`, value: { kind: 'event', event: value } as const };
  }),
];

/** A segment of a journal with every kind of input and event, each in a block of its own. */
const journal: GoldenKind = {
  name: 'journal',
  version: `1-${inputCodec.version}-${tradingEventCodec.version}`,
  names: entries.map(({ name }) => name),
  isDispensable: false,
  write: async (names) => {
    const disk = new SimDisk();
    const file = await FileJournal.open({ ...log, disk, accountOf: () => account });
    for (const name of names) {
      file.append(pick(entries, name));
      await file.flush();
    }
    await file.close();
    return segmentOf(disk, 'journal');
  },
  read: (bytes, names) => {
    const disk = diskWith('journal', bytes);
    const records = [...readJournal({ folder, disk })];
    const found = names.map((name, at) => ({ name, value: records[at] }));
    return [...found, { name: 'the whole', value: wholeLog(verifyLog(folder, 'journal', disk)) }];
  },
};

/** The name of the mark that says of inputs that they are missing. */
const LEFT_OUT = 'inputs left out';

/** A segment of a tape with every kind of input. */
const tape: GoldenKind = {
  name: 'tape',
  version: `1-${inputCodec.version}`,
  names: [...goldenInputs.map(({ name }) => name), LEFT_OUT],
  isDispensable: false,
  write: async (names) => {
    const disk = new SimDisk();
    const file = await FileTape.open({ ...log, disk });
    for (const [at, name] of names.entries()) {
      const number = toInputNumber(at + 1);
      if (name === LEFT_OUT) file.tryMark(number);
      else file.append(number, pick(goldenInputs, name));
      await file.flush();
    }
    await file.close();
    return segmentOf(disk, 'tape');
  },
  read: (bytes, names) => {
    const disk = diskWith('tape', bytes);
    // Where a record stands is the folder's, not its own.
    const records = [...readTape(folder, disk)].map(({ number, input }) => ({ number, input }));
    const gaps = readTapeGaps(folder, disk);
    // A mark is no record: what was written behind it is the next one.
    const found = names.map((name) => ({
      name,
      value: name === LEFT_OUT ? gaps : records.shift(),
    }));
    return [...found, { name: 'the whole', value: wholeLog(verifyLog(folder, 'tape', disk)) }];
  },
};

/** A snapshot's file, with the state of a shard that has lived a little. */
const snapshot: GoldenKind = {
  name: 'snapshot',
  version: `1-${shardStateCodec.version}`,
  names: ['state'],
  isDispensable: true,
  write: (_, standing) => {
    const disk = new SimDisk();
    const state = standing === null ? lived() : stateOf(standing);
    new Snapshots(folder, disk).keep({
      position: POSITION,
      state: encodeVersioned(shardStateCodec, state),
    });
    return Promise.resolve(disk.readAll(SNAPSHOT) ?? new Uint8Array(0));
  },
  read: (bytes) => [{ name: 'state', value: stateOf(bytes) }],
};

/** An archive's files and those that live; what is packed may be packed otherwise another day. */
const archive: GoldenKind = {
  name: 'archive',
  version: '1',
  names: ['journal'],
  isDispensable: false,
  write: (_, standing) => (standing === null ? anArchivedJournal() : Promise.resolve(standing)),
  read: (bytes) => [{ name: 'journal', value: readArchivedJournal(bytes) }],
};

/** The files of a table of names; each is under a nonce of its own. */
const names: GoldenKind = {
  name: 'names',
  version: '1',
  names: ['clients'],
  isDispensable: false,
  write: (_, standing) => Promise.resolve(standing ?? namesOfClients()),
  read: (bytes) => [{ name: 'clients', value: readNamesOfClients(bytes) }],
};

const POSITION = 1234;
const SNAPSHOT = `${folder}/0000000000001234.snapshot`;
const STEPS = 60;

/** Every form there is. Whoever adds one to the disk or the wire adds it here. */
export const goldenKinds: readonly GoldenKind[] = [
  codecKind(inputCodec, goldenInputs),
  codecKind(tradingEventCodec, goldenEvents),
  journal,
  tape,
  snapshot,
  archive,
  names,
];

function pick<Value>(samples: readonly Sample<Value>[], wanted: string): Value {
  const found = samples.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`there is no sample "${wanted}" any more`);
  return found.value;
}

function segmentOf(disk: SimDisk, kind: 'journal' | 'tape'): Uint8Array {
  return disk.readAll(segmentPath(kind)) ?? new Uint8Array(0);
}

function diskWith(kind: 'journal' | 'tape', bytes: Uint8Array): SimDisk {
  const disk = new SimDisk();
  disk.replace(segmentPath(kind), bytes);
  return disk;
}

function segmentPath(kind: 'journal' | 'tape'): string {
  return `${folder}/0000000000000001-00000001.${kind}`;
}

function wholeLog({ blocks, records, problem }: LogReport): unknown {
  return { isWhole: problem === null, blocks, records };
}

function stateOf(bytes: Uint8Array): ReturnType<typeof lived> {
  const disk = new SimDisk();
  disk.replace(SNAPSHOT, bytes);
  const { snapshot: found } = new Snapshots(folder, disk).last();
  if (found?.position !== POSITION) throw new Error('there is no whole snapshot');
  return decodeVersioned(shardStateCodec, found.state);
}

function lived() {
  const random = Random.fromSeed('golden');
  const rig = new ShardRig({
    journal: new MemoryJournal(),
    config: aLivelyConfig(),
    seats: [aSeat({ strategy: new (class extends Strategy {})({}) })],
  }).open();
  const next = (): number => random.nextInt(1000);
  for (let step = 0; step < STEPS; step += 1) {
    liveThrough(rig, [next(), next(), next(), next(), next(), next()]);
  }
  return rig.shard.exportState();
}
