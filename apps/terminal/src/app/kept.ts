import { effect, signal, type Signal } from '@preact/signals-core';

import type { Shape } from './shapes.ts';

/** What of a store of the browser is needed. */
export type Keeper = Pick<Storage, 'getItem' | 'setItem'>;

const prefix = 'argosy.preference.';

/** A signal whose value outlives the page. What was kept and is none any more counts as not set. */
export function kept<T>(
  store: Keeper,
  name: string,
  unset: NoInfer<T>,
  isOne: Shape<T>,
): Signal<T> {
  const value = signal<T>(read(store, prefix + name, isOne) ?? unset);
  effect(() => {
    const text = JSON.stringify(value.value);
    // A store that is full or closed costs the setting, not the terminal.
    try {
      store.setItem(prefix + name, text);
    } catch {
      return;
    }
  });
  return value;
}

function read<T>(store: Keeper, key: string, isOne: Shape<T>): T | null {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? 'null');
    return isOne(value) ? value : null;
  } catch {
    return null;
  }
}
