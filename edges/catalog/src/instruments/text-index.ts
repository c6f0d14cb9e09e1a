import { catalogError } from '../errors.ts';
import type { TextColumn } from './text-column.ts';

/** Of the slots at most half are taken: a search then looks at one or two. */
const SLOTS_PER_ROW = 2;
const SLOTS_MIN = 16;
/** Texts that are far apart from where they belong are made so: a search would take for ever. */
const STEPS_MAX = 2000;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** What tells rows of equal texts apart, such as their exchanges; all alike where it is null. */
type Scopes = Uint8Array | null;

/**
 * Finds rows by the text of a column: open addressing over row numbers, the texts themselves stay in
 * the column. Rows without a text are not in it.
 */
export class TextIndex {
  readonly #column: TextColumn;
  readonly #scopes: Scopes;
  /** Two numbers a slot: a row and one, or 0 where it is free; and the hash, so that others are not read. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(column: TextColumn, scopes: Scopes = null) {
    this.#column = column;
    this.#scopes = scopes;
    const slots = slotsFor(column);
    this.#slots = new Int32Array(2 * slots);
    this.#mask = slots - 1;
    for (let row = 0; row < column.size; row += 1) {
      if (!column.isEmpty(row)) this.#insert(row);
    }
  }

  /** The first row of that text, or -1. Who asks several indexes hashes the text once. */
  find(text: string, scope: number = 0, hash: number = hashText(text, scope)): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const row = (this.#slots[2 * slot] ?? 0) - 1;
      if (row === -1) return -1;
      if (this.#slots[2 * slot + 1] === hash && this.#matches(row, text, scope)) return row;
    }
  }

  /** All rows of that text, in their order. */
  findAll(text: string): readonly number[] {
    const rows: number[] = [];
    const hash = hashText(text, 0);
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const row = (this.#slots[2 * slot] ?? 0) - 1;
      if (row === -1) return rows;
      if (this.#slots[2 * slot + 1] === hash && this.#matches(row, text, 0)) rows.push(row);
    }
  }

  #matches(row: number, text: string, scope: number): boolean {
    return (this.#scopes === null || this.#scopes[row] === scope) && this.#column.is(row, text);
  }

  #insert(row: number): void {
    const { bytes, offsets } = this.#column;
    let hash = FNV_OFFSET ^ (this.#scopes?.[row] ?? 0);
    const end = offsets[row + 1] ?? 0;
    for (let at = offsets[row] ?? 0; at < end; at += 1) {
      hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
    }
    const mixed = mix(hash);
    let slot = mixed & this.#mask;
    for (let steps = 0; this.#slots[2 * slot] !== 0; steps += 1) {
      if (steps === STEPS_MAX) throw crowded(this.#column.at(row));
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[2 * slot] = row + 1;
    this.#slots[2 * slot + 1] = mixed;
  }
}

function crowded(text: string): Error {
  const found = `over ${STEPS_MAX} that fall together with ${JSON.stringify(text)}`;
  return catalogError('INSTRUMENTS_BAD_FILE', `expected texts that spread, found ${found}`);
}

/** The same of a text as of its bytes; all texts of a column are ASCII. */
export function hashText(text: string, scope: number): number {
  let hash = FNV_OFFSET ^ scope;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return mix(hash);
}

/** Texts that differ in a digit differ in few bits of the sum: they are spread over all of it. */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return once ^ (once >>> 13);
}

function slotsFor(column: TextColumn): number {
  let texts = 0;
  for (let row = 0; row < column.size; row += 1) if (!column.isEmpty(row)) texts += 1;
  let slots = SLOTS_MIN;
  while (slots < texts * SLOTS_PER_ROW) slots *= 2;
  return slots;
}
