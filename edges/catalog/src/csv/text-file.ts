import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

/** How much text is held before it is written. */
const HELD_CHARACTERS_MAX = 65_536;
const COPY_BYTES = 65_536;

/** A file that text is added to; little is held in memory, however long it grows. */
export class TextFile {
  readonly path: string;
  #file: number | null;
  #held = '';

  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'wx');
  }

  /** Adds text. */
  write(text: string): void {
    this.#held += text;
    if (this.#held.length >= HELD_CHARACTERS_MAX) this.#flush();
  }

  /** Adds the whole of another file. */
  writeFile(path: string): void {
    this.#flush();
    const file = this.#file;
    if (file === null) return;
    const from = openSync(path, 'r');
    const chunk = Buffer.alloc(COPY_BYTES);
    try {
      for (let count = readSync(from, chunk); count > 0; count = readSync(from, chunk)) {
        writeAll(file, chunk.subarray(0, count));
      }
    } finally {
      closeSync(from);
    }
  }

  /** Writes what is held, down to the disk, and closes; safe to call twice. */
  close(): void {
    const file = this.#file;
    if (file === null) return;
    try {
      this.#flush();
      fsyncSync(file);
    } finally {
      this.#file = null;
      closeSync(file);
    }
  }

  #flush(): void {
    if (this.#file === null || this.#held === '') return;
    const bytes = Buffer.from(this.#held, 'utf8');
    this.#held = '';
    writeAll(this.#file, bytes);
  }
}

/** A disk may take a write in parts. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
