import type { Disk, DiskFile, Done } from '@argosy/journal';

/** The unit in which a loss of power keeps or loses what was written. */
const SECTOR_BYTES = 512;

/** How the tests' disk behaves. */
export type SimDiskOptions = {
  /** How many bytes all files may have. */
  readonly capacity?: number;
  /** When an operation that was begun comes to its end. */
  readonly later?: (run: () => void) => void;
};

type Write = { readonly at: number; readonly bytes: Uint8Array };

/** A file's content, and what of it a loss of power may take away; `stamp` is another whenever `safe` changes. */
type Content = { bytes: Uint8Array; safe: Uint8Array; unsafe: Write[]; stamp: symbol };

/** What a loss of power surely leaves of a file; the same stamp is the same content. */
export type SafeFile = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly stamp: symbol;
};

type Names = Map<string, Content>;

/** What happens to names at once: each gets a content, or goes. */
type NameChange = readonly (readonly [string, Content | null])[];

/**
 * A disk in memory that forgets like a real one: what was not synced may be lost at a loss of power,
 * sector by sector, names as well as contents. It can be full, fail at any call, and be damaged.
 *
 * @example
 * const disk = new SimDisk();
 * disk.powerOffAt(100);
 * // … write until it fails, then look at what another start finds
 * const found = disk.afterPowerLoss(() => random.next() < 0.5);
 */
export class SimDisk implements Disk {
  #names: Names = new Map();
  #safeNames: Names = new Map();
  /** What happened to names since they were synced last, in order. */
  #nameChanges: NameChange[] = [];
  #calls = 0;
  #powerOffAt = Number.POSITIVE_INFINITY;
  readonly #failAt = new Set<number>();
  /** Every call, for tests that look at their order. */
  readonly log: string[] = [];
  /** How many bytes all files may have; may be changed. */
  capacity: number;
  /** When an operation that was begun comes to its end; may be changed. */
  later: (run: () => void) => void;

  constructor({
    capacity = Number.POSITIVE_INFINITY,
    later = queueMicrotask,
  }: SimDiskOptions = {}) {
    this.capacity = capacity;
    this.later = later;
  }

  /** How many calls were made. */
  get calls(): number {
    return this.#calls;
  }

  /** How many bytes all files have. */
  get used(): number {
    let used = 0;
    for (const { bytes } of this.#names.values()) used += bytes.length;
    return used;
  }

  /** Lets the call of this number fail, counted from 1. */
  failAt(call: number): void {
    this.#failAt.add(call);
  }

  /** From the call of this number on nothing happens any more: the machine is without power. */
  powerOffAt(call: number): void {
    this.#powerOffAt = call;
  }

  /**
   * The disk another start finds after a loss of power: `keeps` is asked for each sector that was not
   * synced; changes of names come through in order up to the first that is not kept.
   */
  afterPowerLoss(keeps: () => boolean): SimDisk {
    const lost = this.#nameChanges.findIndex(() => !keeps());
    const changes = lost === -1 ? this.#nameChanges : this.#nameChanges.slice(0, lost);
    const names = new Map(this.#safeNames);
    for (const change of changes) applyChange(names, change);
    const disk = this.#empty();
    for (const [path, content] of names) {
      const bytes = withoutUnsafe(content, keeps);
      disk.#names.set(path, contentOf(bytes));
    }
    disk.#syncNames();
    return disk;
  }

  /** What surely outlives a loss of power, as it stands now; the bytes are not a copy. */
  *safeFiles(): Iterable<SafeFile> {
    for (const [path, { safe, stamp }] of this.#safeNames) yield { path, bytes: safe, stamp };
  }

  /** The disk another start finds after the process ended: all that was written is there, synced or not. */
  afterCrash(): SimDisk {
    const disk = this.#empty();
    const copies = new Map<Content, Content>();
    const copyOf = (content: Content): Content => {
      const { bytes, safe, unsafe, stamp } = content;
      const copy = copies.get(content) ?? {
        bytes: bytes.slice(),
        safe: safe.slice(),
        unsafe: [...unsafe],
        stamp,
      };
      copies.set(content, copy);
      return copy;
    };
    for (const [path, content] of this.#names) disk.#names.set(path, copyOf(content));
    for (const [path, content] of this.#safeNames) disk.#safeNames.set(path, copyOf(content));
    disk.#nameChanges = this.#nameChanges.map((change) =>
      change.map(([path, content]) => [path, content === null ? null : copyOf(content)] as const),
    );
    return disk;
  }

  /** Turns one bit of a file over. */
  flip(path: string, bit: number): void {
    const { bytes } = this.#contentOf(path);
    const byte = Math.floor(bit / 8);
    bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (bit % 8));
  }

  /** Cuts a file behind the journal's back. */
  truncate(path: string, size: number): void {
    const content = this.#contentOf(path);
    content.bytes = content.bytes.slice(0, size);
  }

  makeFolder(): void {
    this.#call('makeFolder', '');
  }

  list(folder: string): readonly string[] {
    this.#call('list', folder);
    const inside = [...this.#names.keys()].filter((path) => path.startsWith(`${folder}/`));
    return inside.map((path) => path.slice(folder.length + 1)).sort();
  }

  create(path: string): DiskFile {
    this.#call('create', path);
    if (this.#names.has(path)) throw new Error(`EEXIST: ${path}`);
    this.#change([[path, contentOf(new Uint8Array(0))]]);
    return this.#handle(path);
  }

  open(path: string): DiskFile {
    this.#call('open', path);
    this.#contentOf(path);
    return this.#handle(path);
  }

  readAll(path: string): Uint8Array | null {
    this.#call('readAll', path);
    return this.#names.get(path)?.bytes.slice() ?? null;
  }

  exists(path: string): boolean {
    this.#call('exists', path);
    return this.#names.has(path);
  }

  replace(path: string, bytes: Uint8Array): void {
    this.#call('replace', path);
    this.#requireRoom(bytes.length);
    // A copy, whatever was given: the slice of a Buffer is not one.
    this.#change([[path, contentOf(Uint8Array.from(bytes))]]);
    this.#syncNames();
  }

  rename(from: string, to: string): void {
    this.#call('rename', from);
    const content = this.#contentOf(from);
    this.#change([
      [from, null],
      [to, content],
    ]);
  }

  remove(path: string): void {
    this.#call('remove', path);
    this.#change([[path, null]]);
  }

  syncFolder(path: string): void {
    this.#call('syncFolder', path);
    this.#syncNames();
  }

  #handle(path: string): DiskFile {
    const content = this.#contentOf(path);
    const begin = (name: string, run: () => void): void => {
      this.#call(name, path);
      run();
    };
    const finish = (name: string, done: Done, run: () => void): void => {
      this.later(() => {
        done(failureOf(() => begin(name, run)));
      });
    };
    const safely = (): void => makeSafe(content);
    return {
      path,
      size: () => content.bytes.length,
      read: (at, length) => {
        this.#call('read', path);
        return content.bytes.slice(at, at + length);
      },
      write: (bytes, at, done) => finish('write', done, () => this.#write(content, at, bytes)),
      writeNow: (bytes, at) => begin('writeNow', () => this.#write(content, at, bytes)),
      sync: (done) => finish('sync', done, safely),
      syncNow: () => begin('syncNow', safely),
      cut: (size) =>
        begin('cut', () => {
          makeSafe(content);
          content.bytes = content.bytes.slice(0, size);
          content.safe = content.bytes.slice();
          content.stamp = Symbol();
        }),
      close: () => {},
    };
  }

  #empty(): SimDisk {
    return new SimDisk({ capacity: this.capacity, later: this.later });
  }

  #write(content: Content, at: number, bytes: Uint8Array): void {
    const more = Math.max(0, at + bytes.length - content.bytes.length);
    // Like a real disk it takes what there is room for, and then says that it is full.
    const lacks = Math.min(more, Math.max(0, this.used + more - this.capacity));
    const copy = bytes.slice(0, Math.max(0, bytes.length - lacks));
    content.unsafe.push({ at, bytes: copy });
    content.bytes = written(content.bytes, at, copy);
    if (lacks > 0) throw noSpace();
  }

  #requireRoom(more: number): void {
    if (more > 0 && this.used + more > this.capacity) throw noSpace();
  }

  #change(change: NameChange): void {
    applyChange(this.#names, change);
    this.#nameChanges.push(change);
  }

  #syncNames(): void {
    this.#safeNames = new Map(this.#names);
    this.#nameChanges = [];
  }

  #contentOf(path: string): Content {
    const content = this.#names.get(path);
    if (content === undefined) throw new Error(`ENOENT: ${path}`);
    return content;
  }

  #call(name: string, path: string): void {
    this.#calls += 1;
    if (this.#calls >= this.#powerOffAt) throw new Error('EIO: no power');
    this.log.push(`${name} ${path}`);
    if (this.#failAt.has(this.#calls)) throw new Error(`EIO: call ${this.#calls}, ${name} ${path}`);
  }
}

function noSpace(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

function failureOf(run: () => void): Error | null {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function applyChange(names: Names, change: NameChange): void {
  for (const [path, content] of change) {
    if (content === null) names.delete(path);
    else names.set(path, content);
  }
}

function contentOf(bytes: Uint8Array): Content {
  return { bytes, safe: bytes.slice(), unsafe: [], stamp: Symbol() };
}

function makeSafe(content: Content): void {
  if (content.unsafe.length > 0) content.stamp = Symbol();
  for (const { at, bytes } of content.unsafe) content.safe = written(content.safe, at, bytes);
  content.unsafe = [];
}

function withoutUnsafe({ safe, unsafe }: Content, keeps: () => boolean): Uint8Array {
  let found: Uint8Array = safe.slice();
  for (const { at, bytes } of unsafe) {
    for (let from = 0; from < bytes.length; from += SECTOR_BYTES) {
      const sector = bytes.subarray(from, from + SECTOR_BYTES);
      if (keeps()) found = written(found, at + from, sector);
    }
  }
  return found;
}

function written(bytes: Uint8Array, at: number, more: Uint8Array): Uint8Array {
  const end = at + more.length;
  let all = bytes;
  if (end > bytes.length) {
    all = new Uint8Array(end);
    all.set(bytes);
  }
  all.set(more, at);
  return all;
}
