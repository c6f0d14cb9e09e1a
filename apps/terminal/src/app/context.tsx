import { createContext, useContext, type JSX, type ReactNode } from 'react';

import type { Link } from '../link/link.ts';
import type { Keys } from '../keys/keys.ts';
import type { KeptDrafts } from '../panels/ticket/kept-drafts.ts';
import type { Focus } from '../workspace/focus.ts';
import type { Actions } from './actions.ts';
import type { OneClick } from './one-click.ts';
import type { Overlays } from './overlays.ts';
import type { Preferences } from './preferences.ts';
import type { Routes } from './routes.ts';

/** What every part of the terminal may reach. */
export type Terminal = {
  readonly link: Link;
  readonly preferences: Preferences;
  readonly routes: Routes;
  readonly keys: Keys;
  readonly focus: Focus;
  readonly oneClick: OneClick;
  readonly drafts: KeptDrafts;
  readonly actions: Actions;
  readonly overlays: Overlays;
};

const context = createContext<Terminal | null>(null);

/** Gives the terminal to what is within. */
export function TerminalProvider({
  terminal,
  children,
}: {
  readonly terminal: Terminal;
  readonly children: ReactNode;
}): JSX.Element {
  return <context.Provider value={terminal}>{children}</context.Provider>;
}

/** The terminal that a component is part of. */
export function useTerminal(): Terminal {
  const terminal = useContext(context);
  if (terminal === null) throw new Error('there is no terminal around this component');
  return terminal;
}
