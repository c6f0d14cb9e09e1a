import type { ChannelMode } from './channels.ts';

/** The first answer, and the one to each renewal. */
export type Welcome = {
  readonly type: 'welcome';
  readonly id: string;
  /** What the numbers of channels are counted within: a server that starts again begins another. */
  readonly stream: string;
  readonly user: string;
  readonly role: string;
  /** The accounts whose channels may be heard; every one there is where it says so. */
  readonly accounts: readonly string[] | 'all';
  /** When the token ends: another has to come before. */
  readonly expiresAt: string;
  /** How often a heartbeat comes at least, in milliseconds. */
  readonly heartbeatMs: number;
  readonly subscriptionsMax: number;
};

/** A channel that is heard from now on. */
export type Subscribed = {
  readonly channel: string;
  readonly mode: ChannelMode;
  /** The number of what is sent next to this answer; what comes later has higher ones. */
  readonly seq: number;
  /** Whether what was missed is sent (`resumed`), or how things stand (`snapshot`). */
  readonly from: 'snapshot' | 'resumed';
  /** What binary messages call it; null where it has no binary form. */
  readonly handle: number | null;
  /** Decimal places of its prices and quantities in binary; null as above. */
  readonly pricePrecision: number | null;
  readonly sizePrecision: number | null;
};

/** A channel that is not heard, and why. */
export type RefusedChannel = {
  readonly channel: string;
  readonly code: string;
  readonly detail: string;
};

/** The newest value of a channel. */
export type ChannelValue = {
  readonly channel: string;
  readonly seq: number;
  readonly value: unknown;
};

/** What a server sends as text. */
export type ServerMessage =
  | Welcome
  | {
      readonly type: 'subscribed';
      readonly id: string;
      readonly channels: readonly (Subscribed | RefusedChannel)[];
    }
  | {
      readonly type: 'unsubscribed';
      /** Null where the server did it by itself: the channel may be heard no longer. */
      readonly id: string | null;
      readonly channels: readonly string[];
    }
  | { readonly type: 'values'; readonly values: readonly ChannelValue[] }
  | {
      /** How a channel stands: everything that was known of it before is to be forgotten. */
      readonly type: 'snapshot';
      readonly channel: string;
      readonly seq: number;
      readonly items: readonly unknown[];
    }
  | {
      readonly type: 'event';
      readonly channel: string;
      /** One more than that of the item before. */
      readonly seq: number;
      readonly item: unknown;
    }
  | { readonly type: 'heartbeat'; readonly at: string }
  | { readonly type: 'pong'; readonly id: string; readonly at: string }
  | { readonly type: 'done'; readonly id: string; readonly result: unknown }
  | {
      readonly type: 'error';
      /** Null where the message had none that could be read. */
      readonly id: string | null;
      readonly code: string;
      readonly detail: string;
    };

/** How market data are written: what the subprotocol of the socket says. */
export const streamProtocols = {
  json: 'argosy.v1.json',
  binary: 'argosy.v1.binary',
} as const;
/** JSON text, or binary for what has such a form. */
export type StreamEncoding = keyof typeof streamProtocols;
