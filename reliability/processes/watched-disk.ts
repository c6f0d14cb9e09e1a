import type { Disk, DiskFile } from '@argosy/journal';

import type { Death } from './death.ts';

const BLOCK_MAGIC = 'ABLK';

/** What a process does to its disk, and where in it it may die. */
export type DiskWatch = {
  readonly death: Death;
  /** A block of the journal is written and not synced; its first and last position. */
  readonly onWritten: (first: number, last: number) => void;
  /** Any call. */
  readonly onCall: () => void;
};

/** A disk with places in it where a process can be killed. */
export function watchDisk(disk: Disk, watch: DiskWatch): Disk {
  const { death, onCall } = watch;
  return {
    makeFolder: (path) => {
      disk.makeFolder(path);
    },
    list: (folder) => disk.list(folder),
    create: (path) => {
      onCall();
      const file = disk.create(path);
      if (path.endsWith('.lease')) death.reach('lease');
      return watchFile(file, watch);
    },
    open: (path) => watchFile(disk.open(path), watch),
    readAll: (path) => disk.readAll(path),
    replace: (path, bytes) => {
      onCall();
      const isSnapshot = path.endsWith('.snapshot');
      if (isSnapshot && death.isDue('K19')) dieHalfWritten(disk, { path, bytes, death });
      disk.replace(path, bytes);
      if (isSnapshot) death.reach('K20');
    },
    exists: (path) => disk.exists(path),
    rename: (from, to) => {
      onCall();
      disk.rename(from, to);
      if (to.endsWith('.journal')) death.reach('segment');
    },
    remove: (path) => {
      onCall();
      disk.remove(path);
    },
    syncFolder: (path) => {
      onCall();
      disk.syncFolder(path);
    },
  };
}

function watchFile(file: DiskFile, { death, onWritten, onCall }: DiskWatch): DiskFile {
  return {
    path: file.path,
    size: () => file.size(),
    read: (at, length) => file.read(at, length),
    write: (bytes, at, done) => {
      onCall();
      const block = blockOf(file, bytes);
      if (block !== null && death.isDue('block')) {
        file.writeNow(bytes.subarray(0, Math.ceil(bytes.length / 2)), at);
        death.die();
      }
      file.write(bytes, at, (error) => {
        if (error === null && block !== null) onWritten(block.first, block.last);
        done(error);
      });
    },
    writeNow: (bytes, at) => {
      onCall();
      file.writeNow(bytes, at);
    },
    sync: (done) => {
      onCall();
      file.sync(done);
    },
    syncNow: () => {
      onCall();
      file.syncNow();
    },
    cut: (size) => {
      onCall();
      file.cut(size);
    },
    close: () => {
      file.close();
    },
  };
}

/** What is replaced is written aside first, under the name that the disk uses for it. */
function dieHalfWritten(
  disk: Disk,
  { path, bytes, death }: { path: string; bytes: Uint8Array; death: Death },
): never {
  const aside = `${path}.new`;
  if (disk.exists(aside)) disk.remove(aside);
  disk.create(aside).writeNow(bytes.subarray(0, Math.ceil(bytes.length / 2)), 0);
  return death.die();
}

/** The positions of a block of the journal. */
function blockOf({ path }: DiskFile, bytes: Uint8Array): { first: number; last: number } | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!path.endsWith('.journal') || head.toString('latin1', 0, 4) !== BLOCK_MAGIC) return null;
  const first = Number(head.readBigUInt64LE(16));
  return { first, last: first + head.readUInt32LE(8) - 1 };
}
