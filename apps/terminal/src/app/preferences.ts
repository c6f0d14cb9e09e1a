import { effect, type Signal } from '@preact/signals-core';

import { groupings, type Grouping } from '../format/decimal.ts';
import { zones, type Zone } from '../format/time.ts';
import { themes, type Theme } from '../theme/themes.ts';
import { kept, type Keeper } from './kept.ts';
import { isAmount, isFlag, isOneOf } from './shapes.ts';

/** How close rows stand. */
const densities = ['compact', 'normal', 'touch'] as const;
/** When an order is asked about once more. */
const confirmations = ['always', 'large', 'never'] as const;

/** What people set for themselves, kept in this browser. Whether one-click is armed is never among it. */
export type Preferences = {
  readonly theme: Signal<Theme>;
  /** Colours that people tell apart who do not see red and green as others do. */
  readonly isColourBlindSafe: Signal<boolean>;
  /** Up is red and down is green, as in East Asia. */
  readonly isRedUp: Signal<boolean>;
  readonly grouping: Signal<Grouping>;
  readonly zone: Signal<Zone>;
  readonly density: Signal<(typeof densities)[number]>;
  /** When an order is asked about once more before it goes out. */
  readonly confirm: Signal<(typeof confirmations)[number]>;
  /** From what value on an order is a large one. */
  readonly largeFrom: Signal<number>;
  /** What the account is worth and has gained is not for whoever looks over one's shoulder. */
  readonly isPrivate: Signal<boolean>;
};

/** What was set in this browser. */
export function loadPreferences(store: Keeper = localStorage): Preferences {
  return {
    theme: kept(store, 'theme', 'graphite', isOneOf(themes)),
    isColourBlindSafe: kept(store, 'colourBlindSafe', false, isFlag),
    isRedUp: kept(store, 'redUp', false, isFlag),
    grouping: kept(store, 'grouping', 'indian', isOneOf(groupings)),
    zone: kept(store, 'zone', 'Asia/Kolkata', isOneOf(zones)),
    density: kept(store, 'density', 'normal', isOneOf(densities)),
    confirm: kept(store, 'confirm', 'always', isOneOf(confirmations)),
    largeFrom: kept(store, 'largeFrom', 100_000, isAmount),
    isPrivate: kept(store, 'private', false, isFlag),
  };
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
