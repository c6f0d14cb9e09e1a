/** What a line is known by is a path of such. */
type Step = string | number;

/**
 * A place for a line, and the way to those whose path begins with its own. A text made of a path would be put
 * together and hashed at every look, which a search has two of for each trial.
 */
export class LineShelf {
  line: Float64Array | null = null;
  readonly #next = new Map<Step, LineShelf>();
  readonly #before: { readonly shelf: LineShelf; readonly step: Step } | null;

  constructor(before: { readonly shelf: LineShelf; readonly step: Step } | null = null) {
    this.#before = before;
  }

  /** The shelf a step on, made where there is none. */
  at(step: Step): LineShelf {
    const known = this.#next.get(step);
    if (known !== undefined) return known;
    const made = new LineShelf({ shelf: this, step });
    this.#next.set(step, made);
    return made;
  }

  /** Takes the line away, and the shelves that only led to it. */
  empty(): void {
    this.line = null;
    this.#leave();
  }

  #leave(): void {
    if (this.line !== null || this.#next.size > 0 || this.#before === null) return;
    const { shelf, step } = this.#before;
    shelf.#next.delete(step);
    shelf.#leave();
  }
}
