/** What was found, each row with the best that was said of it. */
export class Tally {
  readonly #scores: Float64Array;
  readonly #ranks: Float64Array;
  readonly #rounds: Int32Array;
  #found: number[] = [];
  #round = 0;

  /** For rows at places from 0 to `count - 1`. */
  constructor(count: number) {
    this.#scores = new Float64Array(count);
    this.#ranks = new Float64Array(count);
    this.#rounds = new Int32Array(count);
  }

  /** How many rows were found. */
  get size(): number {
    return this.#found.length;
  }

  /** Forgets all. */
  clear(): void {
    this.#found = [];
    this.#round += 1;
  }

  /** Keeps a row with its score, more being better, and among equals its rank, less being first. */
  add(row: number, score: number, rank: number): void {
    if (this.#rounds[row] !== this.#round) {
      this.#rounds[row] = this.#round;
      this.#found.push(row);
    } else if (!isBefore(score, rank, this.#scores[row] ?? 0, this.#ranks[row] ?? 0)) return;
    this.#scores[row] = score;
    this.#ranks[row] = rank;
  }

  /** How good the best is; 0 where nothing was found. */
  best(): number {
    let best = 0;
    for (const row of this.#found) best = Math.max(best, this.#scores[row] ?? 0);
    return best;
  }

  /** The best ones in order, at most `most`; those that are alike by `compare`, which knows no two equal. */
  top(most: number, compare: (one: number, other: number) => number): readonly number[] {
    const kept: number[] = [];
    const order = (one: number, other: number): number =>
      this.#compare(one, other) || compare(one, other);
    for (const row of this.#found) {
      const last = kept.at(-1);
      if (kept.length === most && last !== undefined && order(row, last) > 0) continue;
      insert(kept, row, order);
      if (kept.length > most) kept.pop();
    }
    return kept;
  }

  #compare(one: number, other: number): number {
    const scores = (this.#scores[other] ?? 0) - (this.#scores[one] ?? 0);
    return scores === 0 ? (this.#ranks[one] ?? 0) - (this.#ranks[other] ?? 0) : scores;
  }
}

function isBefore(score: number, rank: number, otherScore: number, otherRank: number): boolean {
  return score === otherScore ? rank < otherRank : score > otherScore;
}

function insert(
  sorted: number[],
  row: number,
  order: (one: number, other: number) => number,
): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(sorted[middle] ?? 0, row) <= 0) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, row);
}
