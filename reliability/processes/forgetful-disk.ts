import { nodeDisk, type Disk, type DiskFile } from '@argosy/journal';
import { SimDisk, type SafeFile } from '@argosy/testkit';

const PAGE_BYTES = 4096;

/**
 * A real folder behind a disk that forgets: what was not synced is in this process' memory only, so
 * a kill is a loss of power. What was synced stands in real files, for the next process to find.
 */
export class ForgetfulDisk implements Disk {
  readonly #inner = new SimDisk({ later: setImmediate });
  /** What stands in the real files. */
  readonly #kept = new Map<string, Uint8Array>();
  /** Which content that is: most syncs touch one file, and a long journal has hundreds. */
  readonly #stamps = new Map<string, symbol>();

  constructor(folders: readonly string[]) {
    for (const folder of folders) {
      nodeDisk.makeFolder(folder);
      for (const name of nodeDisk.list(folder)) this.#load(`${folder}/${name}`);
    }
  }

  /** Lets some of what was not synced come through after all, as a disk may; then nothing more. */
  losePower(keeps: () => boolean): void {
    this.#store(this.#inner.afterPowerLoss(keeps).safeFiles());
  }

  makeFolder(): void {
    this.#inner.makeFolder();
  }

  list(folder: string): readonly string[] {
    return this.#inner.list(folder);
  }

  create(path: string): DiskFile {
    return this.#watched(this.#inner.create(path));
  }

  open(path: string): DiskFile {
    return this.#watched(this.#inner.open(path));
  }

  readAll(path: string): Uint8Array | null {
    return this.#inner.readAll(path);
  }

  replace(path: string, bytes: Uint8Array): void {
    this.#inner.replace(path, bytes);
    this.#storeSafe();
  }

  exists(path: string): boolean {
    return this.#inner.exists(path);
  }

  rename(from: string, to: string): void {
    this.#inner.rename(from, to);
  }

  remove(path: string): void {
    this.#inner.remove(path);
  }

  syncFolder(path: string): void {
    this.#inner.syncFolder(path);
    this.#storeSafe();
  }

  #watched(file: DiskFile): DiskFile {
    return {
      ...file,
      sync: (done) => {
        file.sync((error) => {
          this.#storeSafe();
          done(error);
        });
      },
      syncNow: () => {
        file.syncNow();
        this.#storeSafe();
      },
      cut: (size) => {
        file.cut(size);
        this.#storeSafe();
      },
    };
  }

  #load(path: string): void {
    const bytes = nodeDisk.readAll(path) ?? new Uint8Array(0);
    this.#inner.replace(path, bytes);
    this.#kept.set(path, bytes);
  }

  #storeSafe(): void {
    this.#store(this.#inner.safeFiles());
  }

  /** What is new comes before what goes: a kill from outside in between must not take a file along. */
  #store(files: Iterable<SafeFile>): void {
    const present = new Set<string>();
    for (const { path, bytes, stamp } of files) {
      present.add(path);
      if (this.#stamps.get(path) === stamp) continue;
      writeChanged(path, this.#kept.get(path) ?? null, bytes);
      this.#kept.set(path, bytes.slice());
      this.#stamps.set(path, stamp);
    }
    for (const path of [...this.#kept.keys()].filter((one) => !present.has(one))) {
      nodeDisk.remove(path);
      this.#kept.delete(path);
      this.#stamps.delete(path);
    }
  }
}

/** Brings a real file from one content to another, page by page. */
function writeChanged(path: string, before: Uint8Array | null, now: Uint8Array): void {
  if (before !== null && Buffer.compare(before, now) === 0) return;
  const file = before === null ? nodeDisk.create(path) : nodeDisk.open(path);
  try {
    for (let at = 0; at < now.length; at += PAGE_BYTES) {
      const page = now.subarray(at, at + PAGE_BYTES);
      const old = before?.subarray(at, at + PAGE_BYTES);
      if (old === undefined || Buffer.compare(old, page) !== 0) file.writeNow(page, at);
    }
    if (before !== null && now.length < before.length) file.cut(now.length);
  } finally {
    file.close();
  }
}
