import { z } from 'zod';

import { CHANNEL_NAME_MAX } from './channels.ts';

/** A channel to hear, and how much of it is known already. */
export type Wanted = {
  readonly channel: string;
  /** The last number that was seen of it, within the stream that the message names. */
  readonly since?: number | undefined;
};

/**
 * What a client may send, each as one text message; `id` comes back with the answer.
 * - `auth`: first of all, and again before the token ends.
 * - `subscribe`: what has come since is sent, or how things stand; then what comes.
 * - `pace`: how many milliseconds lie between two messages of market data; 0 for none, and nothing is left out
 *   while the server keeps up.
 * - `place`, `amend`, `cancel`: what the same calls of the API take. `key` is what makes a repeated one harmless.
 */
export type ClientMessage =
  | { readonly type: 'auth'; readonly id: string; readonly token: string }
  | {
      readonly type: 'subscribe';
      readonly id: string;
      /** The stream of the numbers in `since`, as the welcome named it. */
      readonly stream?: string | undefined;
      readonly channels: readonly Wanted[];
    }
  | { readonly type: 'unsubscribe'; readonly id: string; readonly channels: readonly string[] }
  | { readonly type: 'pace'; readonly id: string; readonly intervalMs: number }
  | { readonly type: 'ping'; readonly id: string }
  | OrderMessage;

/** What of it moves an order. */
export type OrderMessage =
  | {
      readonly type: 'place';
      readonly id: string;
      readonly key: string;
      readonly order: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'amend';
      readonly id: string;
      readonly order: string;
      readonly change: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'cancel'; readonly id: string; readonly order: string };

/** How many channels one message may name. */
export const CHANNELS_PER_MESSAGE_MAX = 500;
/** The longest id of a request, and of an order. */
export const REQUEST_ID_MAX = 64;
/** The slowest pace of market data, in milliseconds. */
export const PACE_MAX_MS = 1_000;
/** The longest token, and the longest key of an order. */
const TOKEN_LENGTH_MAX = 4_096;
const KEY_LENGTH_MAX = 128;

const id = z.string().min(1).max(REQUEST_ID_MAX);
const channel = z.string().min(1).max(CHANNEL_NAME_MAX);
const body = z.record(z.string(), z.unknown());

/** What a client may send. What an order asks for is looked at where the API looks at it. */
export const clientMessageSchema: z.ZodType<ClientMessage> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('auth'),
    id,
    token: z.string().min(1).max(TOKEN_LENGTH_MAX),
  }),
  z.strictObject({
    type: z.literal('subscribe'),
    id,
    stream: id.optional(),
    channels: z
      .array(z.strictObject({ channel, since: z.int().min(0).optional() }))
      .min(1)
      .max(CHANNELS_PER_MESSAGE_MAX),
  }),
  z.strictObject({
    type: z.literal('unsubscribe'),
    id,
    channels: z.array(channel).min(1).max(CHANNELS_PER_MESSAGE_MAX),
  }),
  z.strictObject({ type: z.literal('pace'), id, intervalMs: z.int().min(0).max(PACE_MAX_MS) }),
  z.strictObject({ type: z.literal('ping'), id }),
  z.strictObject({
    type: z.literal('place'),
    id,
    key: z.string().min(1).max(KEY_LENGTH_MAX),
    order: body,
  }),
  z.strictObject({ type: z.literal('amend'), id, order: id, change: body }),
  z.strictObject({ type: z.literal('cancel'), id, order: id }),
]);
