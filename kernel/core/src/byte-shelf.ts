import { coreError } from './errors.ts';

/** How many bytes a page takes; what is longer has one to itself. */
const PAGE_BYTES = 4096;
/** How many bytes stand before an item: its length. */
const HEAD_BYTES = 4;

type Page = { readonly bytes: Uint8Array; readonly data: DataView; used: number; items: number };

/**
 * Items of bytes that come and go, roughly in the order they came. They stand side by side in a few
 * large pages, so that thousands of them are not one object more for the garbage collector. A page is
 * free again once nothing stands in it: there are never more pages than items.
 *
 * @example
 * const shelf = new ByteShelf();
 * const place = shelf.put(bytes);
 * shelf.view(place); // as long as it is not dropped
 * shelf.drop(place);
 */
export class ByteShelf {
  readonly #pages: (Page | undefined)[] = [];
  /** The numbers of pages that are free. */
  readonly #free: number[] = [];
  /** A page of the usual size that nothing stands in: the next is made of it. */
  #spare: Page | null = null;
  /** The page that is being filled. */
  #current = -1;

  /** How many bytes its pages take. */
  get capacity(): number {
    const spare = this.#spare?.bytes.length ?? 0;
    return this.#pages.reduce((sum, page) => sum + (page?.bytes.length ?? 0), spare);
  }

  /** Puts a copy of the bytes somewhere; says where. */
  put(bytes: Uint8Array): number {
    const size = HEAD_BYTES + bytes.length;
    if (size > PAGE_BYTES) return this.#write(this.#open(size), bytes);
    const page = this.#pages[this.#current];
    if (page === undefined || page.used + size > PAGE_BYTES) this.#current = this.#open(PAGE_BYTES);
    return this.#write(this.#current, bytes);
  }

  /** The bytes at a place, without a copy: good until they are dropped. */
  view(place: number): Uint8Array {
    const { page, offset } = this.#find(place);
    const from = offset + HEAD_BYTES;
    return page.bytes.subarray(from, from + page.data.getUint32(offset));
  }

  /** Forgets the bytes at a place. */
  drop(place: number): void {
    const { page, index } = this.#find(place);
    page.items -= 1;
    if (page.items > 0) return;
    if (index === this.#current) page.used = 0;
    else {
      this.#pages[index] = undefined;
      this.#free.push(index);
      if (page.bytes.length === PAGE_BYTES) this.#spare = page;
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#pages.length = 0;
    this.#free.length = 0;
    this.#spare = null;
    this.#current = -1;
  }

  #open(size: number): number {
    const index = this.#free.pop() ?? this.#pages.length;
    this.#pages[index] = size === PAGE_BYTES ? this.#takeSpare() : newPage(size);
    return index;
  }

  #takeSpare(): Page {
    const page = this.#spare ?? newPage(PAGE_BYTES);
    this.#spare = null;
    page.used = 0;
    return page;
  }

  #write(index: number, bytes: Uint8Array): number {
    const place = index * PAGE_BYTES;
    const { page } = this.#find(place);
    const offset = page.used;
    page.data.setUint32(offset, bytes.length);
    page.bytes.set(bytes, offset + HEAD_BYTES);
    page.used += HEAD_BYTES + bytes.length;
    page.items += 1;
    return place + offset;
  }

  #find(place: number): { readonly page: Page; readonly index: number; readonly offset: number } {
    const index = Math.floor(place / PAGE_BYTES);
    const page = this.#pages[index];
    if (page === undefined)
      throw coreError('OUT_OF_RANGE', `nothing stands at ${place}`, { place });
    return { page, index, offset: place - index * PAGE_BYTES };
  }
}

function newPage(size: number): Page {
  const bytes = new Uint8Array(size);
  return { bytes, data: new DataView(bytes.buffer), used: 0, items: 0 };
}
