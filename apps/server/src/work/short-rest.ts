/** How long it rests at least, whoever is in a hurry: what comes together is done together. */
const LEAST_MILLIS = 10;

/** A rest that somebody may shorten. */
export class ShortRest {
  readonly #elapsed: () => number;
  #from = 0;
  #timer: NodeJS.Timeout | null = null;
  #end: () => void = () => {};

  /** `elapsed` counts milliseconds that never go back. */
  constructor(elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
  }

  /** Rests so long, or until it was shortened or ended. */
  take(millis: number): Promise<void> {
    this.#from = this.#elapsed();
    return new Promise((resolve) => {
      this.#end = resolve;
      this.#wakeIn(millis);
    });
  }

  /** Somebody waits for what comes behind the rest. */
  shorten(): void {
    if (this.#timer === null) return;
    const left = LEAST_MILLIS - (this.#elapsed() - this.#from);
    if (left > 0) this.#wakeIn(left);
    else this.end();
  }

  /** Ends it at once. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#end();
  }

  #wakeIn(millis: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), millis);
  }
}
