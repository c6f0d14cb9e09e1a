import type { ReactNode } from 'react';

import type { Signal } from '@preact/signals-core';

import type { FocusGroup } from './focus.ts';
import type { PanelMarkets } from './shut-markets.ts';

/** A panel that is open: what it was set to, and whether people see it. */
export type Panel = {
  readonly id: string;
  readonly group: FocusGroup;
  /** The instrument that its group looks at; null until one was chosen. */
  readonly instrument: Signal<string | null>;
  /** What people set of it. */
  readonly state: Readonly<Record<string, unknown>>;
  /** Sets something of it; kept with the workspace. */
  readonly set: (change: Readonly<Record<string, unknown>>) => void;
};

/** What a panel says while its market does not trade: whose market, and what that means there. */
export type PanelHours = { readonly of: PanelMarkets; readonly means: string };

/** A kind of panel. */
export type PanelKind = {
  readonly kind: string;
  readonly title: string;
  /** Whether it follows an instrument, and shows the letter of its group. */
  readonly isLinked: boolean;
  /** Of one that is about what trades now. */
  readonly hours?: PanelHours;
  readonly render: (panel: Panel) => ReactNode;
};
