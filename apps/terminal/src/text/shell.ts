import type { PageName } from '../app/routes.ts';

/** What the frame around every page says. */
export const shellText = {
  product: 'Argosy',
  pages: {
    trade: 'Trade',
    strategies: 'Strategies',
    backtests: 'Backtests',
    risk: 'Risk',
    portfolio: 'Portfolio',
    data: 'Data',
    brokers: 'Brokers',
    admin: 'Admin',
    system: 'Health',
    settings: 'Settings',
  } satisfies Record<PageName, string>,
  rail: 'Pages',
  account: 'Account',
  noAccount: 'No account',
  paper: 'PAPER',
  live: 'LIVE',
  logOut: 'Log out',
  logOutQuestion: 'Log out, and leave this open?',
  stillOpen: (held: number, works: number): string =>
    `Positions: ${held}. Orders at work: ${works}. They stay as they are while nobody looks, and strategies go on.`,
  stay: 'Stay',
  available: 'Available',
  net: 'Net gain',
  reload: 'This page could not be loaded',
  connection: {
    connecting: 'Connecting',
    connected: 'Live',
    reconnecting: 'Connection lost: trying again',
    offline: 'Not connected',
    stopped: 'Not connected',
  },
  bell: 'Notices',
  since: (age: string): string => `For ${age}.`,
  retry: (wait: string): string => `Next try in ${wait}.`,
  banner: (reason: string): string => `${reason}. What you see may be old; orders cannot be sent.`,
} as const;
