import { ArgosyError } from 'argosy/core';

import { MISTAKES_MAX, type PlacedMistake } from '../checks/mistakes.ts';
import { Fields } from './fields.ts';

/** What was read, or everything that is wrong. */
export type ReadAll<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistakes: readonly PlacedMistake[] };

/**
 * Reads an object and finds all its mistakes: each is noted and its place passed over, and it is
 * read again, until nothing more is found.
 */
export function readAll<Value>(value: unknown, read: (fields: Fields) => Value): ReadAll<Value> {
  const passed = new Set<string>();
  const mistakes: PlacedMistake[] = [];
  while (mistakes.length < MISTAKES_MAX) {
    try {
      const found = read(new Fields(value, '', passed));
      return mistakes.length === 0 ? { ok: true, value: found } : { ok: false, mistakes };
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      const { place, detail } = error.details;
      const isPlaced = typeof place === 'string' && typeof detail === 'string';
      if (!isPlaced || passed.has(place)) {
        return { ok: false, mistakes: [...mistakes, { place: '', detail: error.message }] };
      }
      mistakes.push({ place, detail });
      passed.add(place);
    }
  }
  return { ok: false, mistakes };
}
