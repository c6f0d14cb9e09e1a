import { signal, type ReadonlySignal } from '@preact/signals-core';

import { chordOf, type Chord } from './chord.ts';

/** Something that keys do. */
export type KeyBinding = {
  /** What it is known by where keys are set: `order.cancelAll`. */
  readonly id: string;
  /** Where it counts: everywhere, or while the focus is within `[data-keys="…"]`. */
  readonly scope: string;
  readonly chord: Chord;
  /** What it does, for the sheet of keys. */
  readonly label: string;
  /** Also while somebody types: what lowers risk always works. */
  readonly inInputs?: boolean;
  /** Only where what has the focus does nothing with the key itself, and never under a dialog. */
  readonly isSpare?: boolean;
  /** Held so long, in milliseconds, before it happens. */
  readonly holdMs?: number;
  readonly run: () => void;
};

/** How long the second key of a pair may take. */
const PAIR_MS = 1_200;
const GLOBAL = 'global';

/**
 * The keys of the terminal. A key that is held down and repeats does nothing again; single letters do nothing where somebody
 * types.
 */
export class Keys {
  readonly #bindings = signal<readonly KeyBinding[]>([]);
  readonly #chosen: Map<string, Chord>;
  readonly #save: (chosen: Readonly<Record<string, Chord>>) => void;
  #first: { readonly chord: Chord; readonly at: number } | null = null;
  #hold: { readonly code: string; readonly timer: number } | null = null;
  /** What is being held, for who shows how far it is; null for nothing. */
  readonly held = signal<{
    readonly id: string;
    readonly since: number;
    readonly ms: number;
  } | null>(null);

  constructor(
    chosen: Readonly<Record<string, Chord>> = {},
    save: (chosen: Readonly<Record<string, Chord>>) => void = () => {},
  ) {
    this.#chosen = new Map(Object.entries(chosen));
    this.#save = save;
  }

  /** All bindings there are now, with the chords that people chose. */
  get bindings(): ReadonlySignal<readonly KeyBinding[]> {
    return this.#bindings;
  }

  /** Adds bindings; gives back what takes them away. */
  add(bindings: readonly KeyBinding[]): () => void {
    const own = bindings.map((binding) => this.#withChosen(binding));
    this.#bindings.value = [...this.#bindings.peek(), ...own];
    // By what they run: one that was given another chord meanwhile is another object.
    const runs = new Set(own.map(({ run }) => run));
    return () => {
      this.#bindings.value = this.#bindings.peek().filter(({ run }) => !runs.has(run));
    };
  }

  /** Gives something another chord; kept in this browser. */
  choose(id: string, chord: Chord): void {
    this.#chosen.set(id, chord);
    this.#save(Object.fromEntries(this.#chosen));
    this.#bindings.value = this.#bindings
      .peek()
      .map((binding) => (binding.id === id ? { ...binding, chord } : binding));
  }

  /** Listens to a window; gives back what ends it. */
  listen(to: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
    const down = (event: KeyboardEvent): void => this.#down(event);
    const spare = (event: KeyboardEvent): void => this.#spare(event);
    const up = (event: KeyboardEvent): void => this.#up(event);
    const blur = (): void => this.#endHold();
    to.addEventListener('keydown', down, { capture: true });
    to.addEventListener('keydown', spare);
    to.addEventListener('keyup', up, { capture: true });
    to.addEventListener('blur', blur);
    return () => {
      to.removeEventListener('keydown', down, { capture: true });
      to.removeEventListener('keydown', spare);
      to.removeEventListener('keyup', up, { capture: true });
      to.removeEventListener('blur', blur);
    };
  }

  #withChosen(binding: KeyBinding): KeyBinding {
    const chord = this.#chosen.get(binding.id);
    return chord === undefined ? binding : { ...binding, chord };
  }

  #down(event: KeyboardEvent): void {
    const chord = chordOf(event);
    const binding = this.#find(chord, event);
    if (binding === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (binding.holdMs === undefined) binding.run();
    else this.#beginHold(binding, event.code, binding.holdMs);
  }

  /** A key on its way back: nothing that was nearer has taken it. */
  #spare(event: KeyboardEvent): void {
    const place = placeOf(event.target);
    if (event.defaultPrevented || event.repeat || place.isTyping || place.isInDialog) return;
    const chord = chordOf(event);
    const found = this.#bindings
      .peek()
      .find((known) => known.isSpare === true && known.chord === chord);
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  }

  #find(chord: Chord, event: KeyboardEvent): KeyBinding | undefined {
    const first = this.#first;
    this.#first = null;
    const isPair = first !== null && event.timeStamp - first.at <= PAIR_MS;
    const wanted = isPair ? [`${first.chord} ${chord}`, chord] : [chord];
    const place = placeOf(event.target);
    const usable = this.#bindings
      .peek()
      .filter(({ isSpare }) => isSpare !== true)
      .filter(({ scope }) => scope === GLOBAL || place.scopes.includes(scope))
      .filter(({ inInputs }) => !place.isTyping || inInputs === true)
      .sort((a, b) => rank(a, place.scopes) - rank(b, place.scopes));
    const found = wanted.flatMap((name) => usable.filter((known) => known.chord === name)).at(0);
    if (found === undefined && usable.some((known) => known.chord.startsWith(`${chord} `))) {
      this.#first = { chord, at: event.timeStamp };
    }
    return found;
  }

  #beginHold(binding: KeyBinding, code: string, ms: number): void {
    this.#endHold();
    this.held.value = { id: binding.id, since: performance.now(), ms };
    const timer = window.setTimeout(() => {
      this.#endHold();
      binding.run();
    }, ms);
    this.#hold = { code, timer };
  }

  #up(event: KeyboardEvent): void {
    if (this.#hold === null) return;
    const isHeld = event.code === this.#hold.code;
    const isModifier = /^(?:Control|Shift|Alt|Meta)/u.test(event.code);
    if (isHeld || isModifier) this.#endHold();
  }

  #endHold(): void {
    if (this.#hold !== null) clearTimeout(this.#hold.timer);
    this.#hold = null;
    this.held.value = null;
  }
}

type KeyPlace = {
  readonly scopes: readonly string[];
  readonly isTyping: boolean;
  readonly isInDialog: boolean;
};

/** Where a press happened: within which scopes, the nearest first, and whether somebody types. */
function placeOf(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : null;
  const scopes: string[] = [];
  for (
    let at = element?.closest('[data-keys]');
    at;
    at = at.parentElement?.closest('[data-keys]')
  ) {
    scopes.push(at.getAttribute('data-keys') ?? '');
  }
  const field = element?.closest(
    'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]',
  );
  const isTyping = field !== null && field !== undefined;
  const isInDialog = (element?.closest('dialog') ?? null) !== null;
  return { scopes, isTyping, isInDialog };
}

/** The nearest scope goes first. */
function rank({ scope }: KeyBinding, scopes: readonly string[]): number {
  const at = scopes.indexOf(scope);
  return at === -1 ? scopes.length : at;
}
