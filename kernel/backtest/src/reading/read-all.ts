import { ArgosyError } from 'argosy/core';

import { MISTAKES_MAX, type PlacedMistake } from '../checks/mistakes.ts';
import { Fields } from './fields.ts';

/**
 * What was read, or everything that is wrong. Then `partial` has something harmless where a mistake
 * stands, so that what depends on the rest may still be looked at; null where nothing could be read.
 */
export type ReadAll<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly mistakes: readonly PlacedMistake[];
      readonly partial: Value | null;
    };

/**
 * Reads an object and finds all its mistakes: each is noted and its place passed over, and it is
 * read again, until nothing more is found. Whoever wants to know hears what was asked for.
 */
export function readAll<Value>(
  value: unknown,
  read: (fields: Fields) => Value,
  onAsked?: (place: string) => void,
): ReadAll<Value> {
  const passed = new Set<string>();
  const mistakes: PlacedMistake[] = [];
  while (mistakes.length < MISTAKES_MAX) {
    try {
      const found = read(new Fields(value, '', { passed, onAsked }));
      if (mistakes.length === 0) return { ok: true, value: found };
      return { ok: false, mistakes, partial: found };
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      const { place, detail } = error.details;
      const isPlaced = typeof place === 'string' && typeof detail === 'string';
      if (!isPlaced || passed.has(place)) {
        mistakes.push({ place: '', detail: error.message });
        break;
      }
      mistakes.push({ place, detail });
      passed.add(place);
      if (place === '') break;
    }
  }
  return { ok: false, mistakes, partial: null };
}
