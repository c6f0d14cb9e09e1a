const HIDDEN = '***';

/**
 * A value that nothing prints by accident: not a log, not JSON, not a template, not the inspector of an error.
 * It stands here because whatever holds secrets also logs; the only way to the value is `reveal`, which can be
 * searched for.
 *
 * @example
 * const password = new Secret('hunter2');
 * `${password}`; // ***
 * connect(password.reveal());
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one call that needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }
}
