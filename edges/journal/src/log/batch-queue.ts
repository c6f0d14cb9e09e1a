import { Batch } from './batch.ts';
import { blockSpace, RECORD_HEAD_BYTES } from './block.ts';

/** What of a log's options is about what waits. */
export type BatchBounds = { readonly blockBytesMax: number };

/** The batches that wait for the disk, oldest first; the last one is being filled. */
export class BatchQueue {
  readonly #blockBytesMax: number;
  #waiting: Batch[] = [new Batch()];
  #spare: Batch | null = null;
  #bytes = 0;

  constructor({ blockBytesMax }: BatchBounds) {
    this.#blockBytesMax = blockBytesMax;
  }

  /** How many bytes of records are not safe yet, those on their way to the disk among them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many bytes of segments they take at most, with one more record of so many bytes. */
  spaceWith(bytes: number): number {
    const batches = this.#waiting.length + 1;
    return this.#bytes + RECORD_HEAD_BYTES + bytes + batches * blockSpace(1);
  }

  /** The oldest one, which is written next; undefined where nothing waits. */
  get first(): Batch | undefined {
    const [first] = this.#waiting;
    return first === undefined || first.count === 0 ? undefined : first;
  }

  /** Whether a full one waits: another one is being filled behind it. */
  get hasFull(): boolean {
    return this.#waiting.length > 1;
  }

  /** The batch that a record of so many bytes goes into; `with` the record before it in any case. */
  batchFor(size: number, place: 'apart' | 'with'): Batch {
    const last = this.#last();
    // Full at half of what a block may be: what belongs to its last record still fits.
    const fits = last.count === 0 || last.length + size <= this.#blockBytesMax / 2;
    return place === 'with' || fits ? last : this.#add();
  }

  /** Puts a record into a batch that was given for it. */
  add(batch: Batch, record: Uint8Array): void {
    batch.add(record);
    this.#bytes += RECORD_HEAD_BYTES + record.length;
  }

  /** Takes the oldest one out: it is on its way to the disk. */
  shift(): void {
    this.#waiting.shift();
  }

  /** One that is safe is emptied and kept for later. */
  settle(batch: Batch): void {
    this.#bytes -= batch.length;
    batch.clear();
    this.#spare = batch;
  }

  #last(): Batch {
    return this.#waiting.at(-1) ?? this.#add();
  }

  #add(): Batch {
    const batch = this.#spare ?? new Batch();
    this.#spare = null;
    this.#waiting.push(batch);
    return batch;
  }
}
