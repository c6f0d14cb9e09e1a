/** A text of each row, one behind the other in one array: no string is kept. */
export class TextColumn {
  /** Where each row's text begins in `bytes`; one more than there are rows. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
  readonly #buffer: Buffer;

  constructor(offsets: Uint32Array, bytes: Uint8Array) {
    this.offsets = offsets;
    this.bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A column of ASCII texts: anything else would not be found again by its characters. */
  static of(texts: readonly string[]): TextColumn {
    const offsets = new Uint32Array(texts.length + 1);
    let end = 0;
    for (const [row, text] of texts.entries()) {
      end += text.length;
      offsets[row + 1] = end;
    }
    return new TextColumn(offsets, new Uint8Array(Buffer.from(texts.join(''), 'latin1')));
  }

  get size(): number {
    return this.offsets.length - 1;
  }

  /** The text of a row; empty where it has none. */
  at(row: number): string {
    return this.#buffer.toString('latin1', this.offsets[row] ?? 0, this.offsets[row + 1] ?? 0);
  }

  isEmpty(row: number): boolean {
    return this.offsets[row] === this.offsets[row + 1];
  }

  /** Whether the text of a row is this one; makes no string. */
  is(row: number, text: string): boolean {
    const from = this.offsets[row] ?? 0;
    if ((this.offsets[row + 1] ?? 0) - from !== text.length) return false;
    for (let index = 0; index < text.length; index += 1) {
      if (this.bytes[from + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }
}
