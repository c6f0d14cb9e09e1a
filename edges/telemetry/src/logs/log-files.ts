import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  write,
  writeSync,
} from 'node:fs';

/** An open log file. Writes say where: a second write of the same bytes to the same place changes nothing. */
export interface LogFile {
  /** How many bytes it has as it is opened. */
  readonly size: number;
  /** When it was made, in milliseconds since 1970. */
  readonly bornAtMs: number;
  /** Whether its last line is whole; true of an empty file. */
  readonly endsLine: boolean;
  write(bytes: Uint8Array, at: number, done: (error: Error | null) => void): void;
  /** The same at once; throws where it fails. */
  writeNow(bytes: Uint8Array, at: number): void;
  close(): void;
}

/** The few things a log does with files, so that a test can put others in their place. */
export interface LogFiles {
  makeFolder(folder: string): void;
  /** The names in a folder. */
  list(folder: string): readonly string[];
  /** Opens a file, making it where it is not there. */
  open(path: string): LogFile;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

/** The files of the machine. */
export const nodeLogFiles: LogFiles = {
  makeFolder: (folder) => {
    mkdirSync(folder, { recursive: true });
  },
  list: (folder) => readdirSync(folder),
  open: (path) => new NodeLogFile(path),
  rename: renameSync,
  remove: (path) => rmSync(path),
};

const LINE_END = 10;
/** Logs name accounts and orders: nobody else on the machine reads them. */
const OWNER_ONLY = 0o600;

class NodeLogFile implements LogFile {
  readonly size: number;
  readonly bornAtMs: number;
  readonly endsLine: boolean;
  readonly #handle: number;

  constructor(path: string) {
    this.#handle = openSync(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY);
    const { size, birthtimeMs, ctimeMs } = fstatSync(this.#handle);
    this.size = size;
    // Some file systems keep no birth time and say zero.
    this.bornAtMs = birthtimeMs > 0 ? birthtimeMs : ctimeMs;
    const last = new Uint8Array(1);
    const read = size === 0 ? 0 : readSync(this.#handle, last, 0, 1, size - 1);
    this.endsLine = read === 0 || last[0] === LINE_END;
  }

  write(bytes: Uint8Array, at: number, done: (error: Error | null) => void): void {
    write(this.#handle, bytes, 0, bytes.length, at, (error, written) => {
      if (error !== null || written === bytes.length) done(error);
      else if (written === 0) done(new Error('the disk took nothing'));
      else this.write(bytes.subarray(written), at + written, done);
    });
  }

  writeNow(bytes: Uint8Array, at: number): void {
    let from = 0;
    while (from < bytes.length) {
      const written = writeSync(this.#handle, bytes, from, bytes.length - from, at + from);
      if (written === 0) throw new Error('the disk took nothing');
      from += written;
    }
  }

  close(): void {
    closeSync(this.#handle);
  }
}
