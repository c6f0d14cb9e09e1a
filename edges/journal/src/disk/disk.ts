/** Hears how an operation of the disk went. */
export type Done = (error: Error | null) => void;

/** An open file. What takes part in a commit is asynchronous; what happens at start is not. */
export interface DiskFile {
  readonly path: string;
  /** How many bytes the file has. */
  size(): number;
  /** Reads whole: fewer bytes than asked for only at the end of the file. */
  read(at: number, length: number): Uint8Array;
  /** Writes all of the bytes, in place. */
  write(bytes: Uint8Array, at: number, done: Done): void;
  /** The same at once, and throws where it fails. */
  writeNow(bytes: Uint8Array, at: number): void;
  /** Makes what was written safe against a loss of power. */
  sync(done: Done): void;
  /** The same at once, and throws where it fails. */
  syncNow(): void;
  /** Writes all of the bytes, in place, and makes them safe in one go; where a file cannot, `write` and `sync` do. */
  writeSafe?(bytes: Uint8Array, at: number, done: Done): void;
  /** Cuts the file, and makes that safe. */
  cut(size: number): void;
  close(): void;
}

/** The few things a journal does with files, so that a test can put a failing disk in their place. */
export interface Disk {
  makeFolder(path: string): void;
  /** The names in a folder, sorted. */
  list(folder: string): readonly string[];
  /** Makes a new file; throws where there is one. */
  create(path: string): DiskFile;
  open(path: string): DiskFile;
  /** Reads a small file whole; null where there is none. */
  readAll(path: string): Uint8Array | null;
  /** Puts a small file in its place whole or not at all, and makes that safe. */
  replace(path: string, bytes: Uint8Array): void;
  exists(path: string): boolean;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Makes the names in a folder safe. */
  syncFolder(path: string): void;
}
