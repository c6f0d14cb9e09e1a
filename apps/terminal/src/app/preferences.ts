import { effect, signal, type Signal } from '@preact/signals-core';

import type { Grouping } from '../format/decimal.ts';
import type { Zone } from '../format/time.ts';
import type { Theme } from '../theme/themes.ts';

/** What people set for themselves, kept in this browser. Whether one-click is armed is never among it. */
export type Preferences = {
  readonly theme: Signal<Theme>;
  /** Colours that people tell apart who do not see red and green as others do. */
  readonly isColourBlindSafe: Signal<boolean>;
  /** Up is red and down is green, as in East Asia. */
  readonly isRedUp: Signal<boolean>;
  readonly grouping: Signal<Grouping>;
  readonly zone: Signal<Zone>;
  readonly density: Signal<'compact' | 'normal' | 'touch'>;
  /** When an order is asked about once more before it goes out. */
  readonly confirm: Signal<'always' | 'large' | 'never'>;
  /** From what value on an order is a large one. */
  readonly largeFrom: Signal<number>;
  /** What the account is worth and has gained is not for whoever looks over one's shoulder. */
  readonly isPrivate: Signal<boolean>;
};

const prefix = 'argosy.preference.';

/** What was set in this browser. */
export function loadPreferences(store: Storage = localStorage): Preferences {
  return {
    theme: kept(store, 'theme', 'graphite'),
    isColourBlindSafe: kept(store, 'colourBlindSafe', false),
    isRedUp: kept(store, 'redUp', false),
    grouping: kept(store, 'grouping', 'indian'),
    zone: kept(store, 'zone', 'Asia/Kolkata'),
    density: kept(store, 'density', 'normal'),
    confirm: kept(store, 'confirm', 'always'),
    largeFrom: kept(store, 'largeFrom', 100_000),
    isPrivate: kept(store, 'private', false),
  };
}

/** A signal whose value outlives the page. */
export function kept<T>(store: Storage, name: string, unset: NoInfer<T>): Signal<T> {
  const value = signal<T>(read(store, prefix + name, unset));
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

function read<T>(store: Storage, key: string, unset: T): T {
  try {
    const text = store.getItem(key);
    return text === null ? unset : (JSON.parse(text) as T);
  } catch {
    return unset;
  }
}

/** Puts the look onto the page: styles go by its attributes. */
export function applyPreferences(preferences: Preferences, root: HTMLElement): void {
  effect(() => {
    const { dataset } = root;
    dataset['theme'] = preferences.theme.value;
    dataset['density'] = preferences.density.value;
    dataset['colours'] = preferences.isColourBlindSafe.value ? 'safe' : 'usual';
    dataset['up'] = preferences.isRedUp.value ? 'red' : 'green';
    dataset['money'] = preferences.isPrivate.value ? 'hidden' : 'shown';
  });
}
