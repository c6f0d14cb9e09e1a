/** What a report finds fault with. */
export type FindingKind =
  | 'missingDay'
  | 'gap'
  | 'outsideHours'
  | 'duplicate'
  | 'outlier'
  | 'crossed'
  | 'badPrice'
  | 'badShape'
  | 'stale'
  | 'volumeSpike';

/** A kind of fault: how often it was found, and where first. */
export type Finding = {
  readonly kind: FindingKind;
  readonly count: number;
  readonly first: readonly { readonly at: number; readonly detail: string }[];
};

/** How many of a kind are told one by one. */
const TOLD_MAX = 20;

/** Gathers what is found; counts all of it, and remembers the first of each kind. */
export class Findings {
  readonly #found = new Map<
    FindingKind,
    { count: number; first: { at: number; detail: string }[] }
  >();

  /** One more of a kind, at an instant; its words are made only where they are kept. */
  add(kind: FindingKind, at: number, detail: () => string): void {
    const found = this.#found.get(kind) ?? { count: 0, first: [] };
    found.count += 1;
    if (found.first.length < TOLD_MAX) found.first.push({ at, detail: detail() });
    this.#found.set(kind, found);
  }

  /** All that was found, the most frequent first. */
  all(): readonly Finding[] {
    return [...this.#found]
      .map(([kind, found]) => ({ kind, ...found }))
      .toSorted((one, other) => other.count - one.count);
  }
}
