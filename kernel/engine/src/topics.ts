import type { InstrumentIndex } from 'argosy/core';
import type { BarSpecText } from 'argosy/domain';

/** Something with a place in the one fixed order of strategies, which is by id. */
export type Ordered = { readonly order: number };

/**
 * Who hears of one kind of data, by instrument. Listeners are kept in the order of their ids, so the
 * moment of subscribing never matters; lists are replaced, not changed, so a listener may come or go
 * while one is being walked.
 */
export class InstrumentTopic<Listener extends Ordered> {
  readonly #byInstrument: (readonly Listener[] | undefined)[] = [];

  /** The listeners of an instrument, in order; undefined where there are none. */
  listeners(instrument: InstrumentIndex): readonly Listener[] | undefined {
    return this.#byInstrument[instrument];
  }

  /** Adds a listener; a second time changes nothing. */
  subscribe(instrument: InstrumentIndex, listener: Listener): void {
    this.#byInstrument[instrument] = withListener(this.#byInstrument[instrument], listener);
  }

  /** Removes a listener. */
  unsubscribe(instrument: InstrumentIndex, listener: Listener): void {
    this.#byInstrument[instrument] = withoutListener(this.#byInstrument[instrument], listener);
  }

  /** Removes a listener of whatever it listens to. */
  drop(listener: Listener): void {
    for (const [instrument, listeners] of this.#byInstrument.entries()) {
      if (listeners?.includes(listener) !== true) continue;
      this.#byInstrument[instrument] = withoutListener(listeners, listener);
    }
  }
}

/** Who hears of bars, by specification. */
export class BarTopic<Listener extends Ordered> {
  readonly #bySpec = new Map<BarSpecText, readonly Listener[]>();

  /** The listeners of a specification, in order; undefined where there are none. */
  listeners(spec: BarSpecText): readonly Listener[] | undefined {
    return this.#bySpec.get(spec);
  }

  /** Adds a listener; says whether it is the first of this specification. */
  subscribe(spec: BarSpecText, listener: Listener): boolean {
    const before = this.#bySpec.get(spec);
    this.#bySpec.set(spec, withListener(before, listener));
    return before === undefined;
  }

  /** Removes a listener; says whether nobody is left. */
  unsubscribe(spec: BarSpecText, listener: Listener): boolean {
    const left = withoutListener(this.#bySpec.get(spec), listener);
    if (left === undefined) return this.#bySpec.delete(spec);
    this.#bySpec.set(spec, left);
    return false;
  }

  /** Removes a listener of whatever it listens to; gives the specifications that nobody listens to any more. */
  drop(listener: Listener): readonly BarSpecText[] {
    return [...this.#bySpec]
      .filter(([, listeners]) => listeners.includes(listener))
      .map(([spec]) => spec)
      .filter((spec) => this.unsubscribe(spec, listener));
  }
}

function withListener<Listener extends Ordered>(
  before: readonly Listener[] | undefined,
  listener: Listener,
): readonly Listener[] {
  if (before === undefined) return [listener];
  if (before.includes(listener)) return before;
  return [...before, listener].sort((a, b) => a.order - b.order);
}

function withoutListener<Listener extends Ordered>(
  before: readonly Listener[] | undefined,
  listener: Listener,
): readonly Listener[] | undefined {
  const left = before?.filter((other) => other !== listener);
  return left === undefined || left.length === 0 ? undefined : left;
}
