import type { DiskFile } from '../disk/disk.ts';

const WINDOW_BYTES = 256 * 1024;
/** The first piece behind the end of what was there: whoever follows a writer mostly finds nothing, or little. */
const FIRST_BYTES = 4 * 1024;

/** Reads a file in large pieces while small ones are asked for. */
export class FileWindow {
  readonly #file: Pick<DiskFile, 'read' | 'size'>;
  #bytes: Uint8Array = new Uint8Array(0);
  #from = 0;
  #pieceBytes = WINDOW_BYTES;

  constructor(file: Pick<DiskFile, 'read' | 'size'>) {
    this.#file = file;
  }

  /**
   * The bytes from an offset on, fewer than asked for at the end of the file. The caller may
   * keep them.
   */
  view(offset: number, length: number): Uint8Array {
    const inside = offset - this.#from;
    if (inside < 0 || inside + length > this.#bytes.length) {
      this.#bytes = this.#file.read(offset, Math.max(length, this.#pieceBytes));
      this.#from = offset;
      this.#pieceBytes = Math.min(WINDOW_BYTES, this.#pieceBytes * 2);
      return this.#bytes.subarray(0, length);
    }
    return this.#bytes.subarray(inside, inside + length);
  }

  /** Forgets what was read: the file may hold something else by now. */
  forget(): void {
    this.#bytes = new Uint8Array(0);
    this.#pieceBytes = FIRST_BYTES;
  }

  /** The offset of the last byte that is not zero, from `start` on; null where all are zero. */
  lastUsed(start: number): number | null {
    let end = this.#file.size();
    while (end > start) {
      const from = Math.max(start, end - WINDOW_BYTES);
      const bytes = this.#file.read(from, end - from);
      const last = bytes.findLastIndex((byte) => byte !== 0);
      if (last !== -1) return from + last;
      end = from;
    }
    return null;
  }
}
