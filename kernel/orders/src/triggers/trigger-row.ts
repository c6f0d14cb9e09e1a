import { TriggerLadder } from './trigger-ladder.ts';
import type { TriggerDirection, TriggerEntry, TriggerLine, TriggerWatch } from './trigger-watch.ts';

const lines: Readonly<Record<TriggerLine, number>> = {
  last: 0,
  bid: 1,
  ask: 2,
  mid: 3,
  mark: 4,
  index: 5,
};
const LINES = 6;

/** What waits for prices of one instrument. */
export class TriggerRow<Item> {
  /** By line, rising then falling: the turned price of the next to fire. */
  readonly #next = new Float64Array(2 * LINES).fill(Number.NEGATIVE_INFINITY);
  readonly #ladders: (TriggerLadder<Item> | undefined)[] = Array.from({ length: 2 * LINES });
  /** By line, how many prices there were. */
  readonly #counts = new Float64Array(LINES);
  #size = 0;

  /** How many entries it has. */
  get size(): number {
    return this.#size;
  }

  /** Takes an entry in. */
  add(entry: TriggerEntry<Item>): void {
    const at = placeOf(entry.watch);
    const ladder = (this.#ladders[at] ??= new TriggerLadder<Item>());
    ladder.add(entry);
    this.#next[at] = ladder.next;
    this.#size += 1;
  }

  /** Takes an entry out. */
  remove(entry: TriggerEntry<Item>): void {
    const at = placeOf(entry.watch);
    const ladder = this.#ladders[at];
    ladder?.remove(entry);
    this.#next[at] = ladder?.next ?? Number.NEGATIVE_INFINITY;
    this.#size -= 1;
  }

  /** Adds what a price of a line fires to `met`. */
  meet(line: TriggerLine, price: number, met: TriggerEntry<Item>[]): void {
    const place = lines[line];
    const count = (this.#counts[place] ?? 0) + 1;
    this.#counts[place] = count;
    if (-price <= (this.#next[2 * place] ?? 0)) this.#ladders[2 * place]?.meet(-price, count, met);
    if (price <= (this.#next[2 * place + 1] ?? 0)) {
      this.#ladders[2 * place + 1]?.meet(price, count, met);
    }
  }

  /** Whether an entry waits only for the second of its two prices. */
  isArmed({ watch, metAt }: TriggerEntry<Item>): boolean {
    const count = this.#counts[lines[watch.line]] ?? 0;
    return watch.isDouble && count > 0 && metAt === count;
  }

  /** Has an entry wait only for the second of its two prices. */
  arm(entry: TriggerEntry<Item>): void {
    const place = lines[entry.watch.line];
    if (this.#counts[place] === 0) this.#counts[place] = 1;
    entry.metAt = this.#counts[place] ?? 0;
  }
}

const sides: Readonly<Record<TriggerDirection, number>> = { rise: 0, fall: 1 };

function placeOf({ line, direction }: TriggerWatch): number {
  return 2 * lines[line] + sides[direction];
}
