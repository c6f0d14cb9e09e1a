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

/** Where other tabs of the browser are heard. */
export type Tabs = {
  addEventListener(type: 'storage', hear: (event: KeptElsewhere) => void): void;
  removeEventListener(type: 'storage', hear: (event: KeptElsewhere) => void): void;
};
type KeptElsewhere = Pick<StorageEvent, 'key' | 'newValue'>;

/** Hears what another tab has kept under a name; ends with what is given back. */
export function hearKept<T>(
  name: string,
  isOne: Shape<T>,
  tell: (value: T) => void,
  tabs: Tabs = window,
): () => void {
  const hear = ({ key, newValue }: KeptElsewhere): void => {
    if (key !== prefix + name) return;
    const value = parse(newValue, isOne);
    if (value !== null) tell(value);
  };
  tabs.addEventListener('storage', hear);
  return () => tabs.removeEventListener('storage', hear);
}

function read<T>(store: Keeper, key: string, isOne: Shape<T>): T | null {
  try {
    return parse(store.getItem(key), isOne);
  } catch {
    return null;
  }
}

function parse<T>(text: string | null, isOne: Shape<T>): T | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isOne(value) ? value : null;
  } catch {
    return null;
  }
}
