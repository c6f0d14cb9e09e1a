import { ArgosyError } from 'argosy/core';

import { backtestError } from '../errors.ts';

/** Something that is wrong, and where it stands: `instruments[2].tick`, `venue.latency.insert`. */
export type PlacedMistake = { readonly place: string; readonly detail: string };

/** How many mistakes of one configuration or text are told. */
export const MISTAKES_MAX = 100;

/** Gathers what is wrong, so that all of it is told at once. */
export class Mistakes {
  readonly #list: PlacedMistake[];
  readonly #told: readonly PlacedMistake[];

  /** Goes on from mistakes that are told already: nothing more is wrong where they stand. */
  constructor(told: readonly PlacedMistake[] = []) {
    this.#told = told;
    this.#list = [...told];
  }

  /** What was noted, in order. */
  get list(): readonly PlacedMistake[] {
    return this.#list;
  }

  /** Notes a mistake; those beyond the bound are not kept. */
  note(place: string, detail: string): void {
    if (this.#told.some((one) => isTold(one, { place, detail }))) return;
    if (this.#list.length < MISTAKES_MAX) this.#list.push({ place, detail });
  }

  /**
   * Whether nothing is wrong at a place or inside it, so that what depends on it may be looked at.
   * Once the bound is reached nothing counts as sound any more.
   */
  isSound(place: string): boolean {
    if (this.#list.length >= MISTAKES_MAX) return false;
    return !this.#list.some((one) => isWithin(one.place, place));
  }

  /** Whether nothing is wrong with an object itself nor in these fields of it. */
  areSound(place: string, ...fields: readonly string[]): boolean {
    const isWrong = this.#list.some((one) => one.place === place);
    return !isWrong && fields.every((field) => this.isSound(`${place}.${field}`));
  }
}

/** One error that names every mistake of a configuration; they are in its details too. */
export function configError(mistakes: readonly PlacedMistake[]): ArgosyError {
  const lines = mistakes.map((mistake) => `\n  ${mistakeText(mistake)}`);
  return backtestError('BAD_CONFIG', lines.join(''), { mistakes });
}

/** The mistakes that an error of a configuration names; none of any other error. */
export function placedMistakesOf(error: unknown): readonly PlacedMistake[] {
  const isConfigError = error instanceof ArgosyError && error.code === 'BAD_CONFIG';
  const mistakes: unknown = isConfigError ? error.details['mistakes'] : null;
  return Array.isArray(mistakes) ? mistakes.filter(isPlaced) : [];
}

function isPlaced(value: unknown): value is PlacedMistake {
  return typeof value === 'object' && value !== null && 'place' in value && 'detail' in value;
}

/** A mistake as one line. */
export function mistakeText({ place, detail }: PlacedMistake): string {
  return place === '' ? detail : `${place}: ${detail}`;
}

/** Whether one is what another has told: it stands within that, or says the same of the whole it stands in. */
function isTold(told: PlacedMistake, { place, detail }: PlacedMistake): boolean {
  return isWithin(place, told.place) || (isWithin(told.place, place) && told.detail === detail);
}

function isWithin(place: string, whole: string): boolean {
  if (!place.startsWith(whole)) return false;
  const next = place[whole.length];
  return next === undefined || next === '.' || next === '[';
}
