import { Ring, type AccountId } from 'argosy/core';
import { channelName, type ChannelKind } from '@argosy/contract/stream';

import { LogChannel } from '../engine/log-channel.ts';

/** What of an account is told. */
export type AccountKind = Extract<
  ChannelKind,
  'orders' | 'fills' | 'positions' | 'funds' | 'alerts'
>;
const accountKinds: ReadonlySet<string> = new Set<AccountKind>([
  'orders',
  'fills',
  'positions',
  'funds',
  'alerts',
]);

/** Whether channels of a kind are of an account. */
export function isAccountKind(kind: ChannelKind): kind is AccountKind {
  return accountKinds.has(kind);
}

/** How many fills, and alerts, whoever begins to hear is told. */
const RECENT_MAX = 200;

/** How an account stands, for whoever begins to hear. */
export type AccountStand = {
  readonly orders: () => readonly string[];
  readonly positions: () => readonly string[];
  readonly funds: () => readonly string[];
};

/** The channels of an account. */
export class AccountChannels {
  readonly account: AccountId;
  readonly #channels: Readonly<Record<AccountKind, LogChannel>>;
  readonly #recent = { fills: new Ring<string>(RECENT_MAX), alerts: new Ring<string>(RECENT_MAX) };

  constructor(account: AccountId, stand: AccountStand) {
    this.account = account;
    const open = (kind: AccountKind, snapshot: () => readonly string[]): LogChannel =>
      new LogChannel({ name: channelName({ kind, key: account }), kind, snapshot });
    this.#channels = {
      orders: open('orders', stand.orders),
      positions: open('positions', stand.positions),
      funds: open('funds', stand.funds),
      fills: open('fills', () => [...this.#recent.fills]),
      alerts: open('alerts', () => [...this.#recent.alerts]),
    };
  }

  /** One of them. */
  of(kind: AccountKind): LogChannel {
    return this.#channels[kind];
  }

  /** Keeps an item for those who begin to hear later. */
  keep(kind: 'fills' | 'alerts', item: string): void {
    this.#recent[kind].push(item);
  }
}
