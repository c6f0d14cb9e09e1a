/** What somebody who asks needs. */
export type AskingOptions<Key, Value> = {
  readonly ask: (key: Key) => Promise<Value>;
  readonly onValue: (key: Key, value: Value) => void;
  readonly onFault: (key: Key, error: unknown) => void;
  /** What is waited for between two questions about the same; nothing unless told. */
  readonly rest?: (key: Key) => Promise<void>;
};

type Asked = { isAgain: boolean; wake: () => void };

/**
 * Asks for values that have changed: once at a time for each key, so that a burst of changes is asked for twice, and
 * the last answer is of after the last change. With a rest between two questions what changes all the time is asked for
 * so often and no more.
 */
export class Asking<Key, Value> {
  readonly #options: AskingOptions<Key, Value>;
  readonly #asked = new Map<Key, Asked>();

  constructor(options: AskingOptions<Key, Value>) {
    this.#options = options;
  }

  /** What a key leads to has changed. */
  changed(key: Key): void {
    const asked = this.#asked.get(key);
    if (asked === undefined) void this.#ask(key);
    else asked.isAgain = true;
  }

  /** Somebody waits for it now: what has changed is asked for at once, however long it was to rest. */
  hurry(key: Key): void {
    this.#asked.get(key)?.wake();
  }

  async #ask(key: Key): Promise<void> {
    const asked: Asked = { isAgain: true, wake: () => {} };
    this.#asked.set(key, asked);
    while (asked.isAgain) {
      asked.isAgain = false;
      try {
        this.#options.onValue(key, await this.#options.ask(key));
      } catch (error) {
        this.#options.onFault(key, error);
      }
      await this.#rest(key, asked);
    }
    this.#asked.delete(key);
  }

  async #rest(key: Key, asked: Asked): Promise<void> {
    const rested = this.#options.rest?.(key);
    if (rested === undefined) return;
    const woken = new Promise<void>((resolve) => {
      asked.wake = resolve;
    });
    await Promise.race([rested, woken]);
  }
}
