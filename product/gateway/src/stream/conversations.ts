import { formatTimestamp, ok, refuse, toTimestamp, type Result } from 'argosy/core';
import type { LiveTime } from '@argosy/bridge';
import {
  parseChannel,
  streamErrors,
  type ServerMessage,
  type StreamErrorCode,
  type Subscribed,
} from '@argosy/contract/stream';
import {
  clientMessageSchema,
  type ClientMessage,
  type OrderMessage,
  type Wanted,
} from '@argosy/contract/stream/messages';
import type { Counter, Logger, Metrics } from '@argosy/telemetry';

import type { Authenticate, Caller } from '../auth/caller.ts';
import { mistakeText } from '../http/mistake-text.ts';
import type { Channel, ChannelSource } from './engine/channel-source.ts';
import { sourcesByKind } from './engine/channel-source.ts';
import type { Connection } from './engine/connection.ts';
import type { FanOut } from './engine/fan-out.ts';
import type { LatestChannel } from './engine/latest-channel.ts';
import type { LogChannel } from './engine/log-channel.ts';
import type { OrderEntry } from './orders/order-entry.ts';

/** What conversations need. */
export type ConversationsOptions = {
  readonly fanOut: FanOut;
  readonly sources: readonly ChannelSource[];
  readonly authenticate: Authenticate;
  readonly orders: OrderEntry;
  /** Names what numbers of channels are counted within. */
  readonly stream: string;
  readonly time: Pick<LiveTime, 'elapsed' | 'wall'>;
  readonly metrics: Metrics;
  readonly log: Logger;
};

type Ask<Type extends ClientMessage['type']> = Extract<ClientMessage, { readonly type: Type }>;
/** A channel that can be heard, and from where on. */
type Granted = { readonly channel: Channel; readonly since: number | null };

const MICROS = 1_000_000;
/** How much of what is wrong with a message is told. */
const MISTAKES_TOLD = 3;

/**
 * What clients say, and what they are answered. A message that cannot be read gets an error and changes nothing;
 * who has not said who they are is heard on nothing else.
 */
export class Conversations {
  readonly #options: ConversationsOptions;
  readonly #sources: ReturnType<typeof sourcesByKind>;
  readonly #heardControl: Counter;
  readonly #heardOrders: Counter;

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#sources = sourcesByKind(options.sources);
    const messages = options.metrics.counter('websocket_messages_total');
    this.#heardControl = messages.with({ direction: 'in', channel: 'control' });
    this.#heardOrders = messages.with({ direction: 'in', channel: 'orders' });
  }

  /** A client shows that it lives. */
  alive(connection: Connection): void {
    connection.heardAt = this.#options.time.elapsed();
  }

  /** Counts something that a client sent; false, and closed, where it sends too much. */
  admit(connection: Connection): boolean {
    if (connection.closedFor !== null) return false;
    const { messagesPerSecond, burstSeconds } = this.#options.fanOut.limits;
    const now = this.#options.time.elapsed();
    const most = messagesPerSecond * burstSeconds;
    const gained = ((now - connection.allowanceAt) / MICROS) * messagesPerSecond;
    const before = connection.allowance < 0 ? most : connection.allowance;
    connection.allowance = Math.min(most, before + gained) - 1;
    connection.allowanceAt = now;
    connection.heardAt = now;
    if (connection.allowance >= 0) return true;
    this.#options.fanOut.close(connection, 'TOO_MANY_MESSAGES');
    return false;
  }

  /** Takes a message of a client. Never throws and never rejects. */
  async hear(connection: Connection, text: string): Promise<void> {
    if (!this.admit(connection)) return;
    const read = readMessage(text);
    if (!read.ok) {
      this.#heardControl.add();
      this.#refuse(connection, read.id, 'BAD_MESSAGE', read.detail);
      return;
    }
    const { message } = read;
    if (message.type === 'auth') {
      this.#heardControl.add();
      await this.#prove(connection, message);
      return;
    }
    const { caller } = connection;
    if (caller === null) {
      this.#refuse(connection, message.id, 'NOT_AUTHENTICATED', `before ${message.type}`);
      return;
    }
    await this.#obey(connection, message, caller);
  }

  async #obey(
    connection: Connection,
    message: Exclude<ClientMessage, Ask<'auth'>>,
    caller: Caller,
  ): Promise<void> {
    if (isOrder(message)) {
      this.#heardOrders.add();
      return this.#order(connection, message);
    }
    this.#heardControl.add();
    switch (message.type) {
      case 'subscribe':
        return this.#subscribe(connection, message, caller);
      case 'unsubscribe':
        return this.#unsubscribe(connection, message, caller);
      case 'pace':
        this.#options.fanOut.latest.setPace(connection, message.intervalMs * 1_000);
        return this.#tell(connection, { type: 'done', id: message.id, result: null });
      case 'ping':
        return this.#tell(connection, { type: 'pong', id: message.id, at: this.#now() });
    }
  }

  async #prove(connection: Connection, { id, token }: Ask<'auth'>): Promise<void> {
    if (connection.isProving) {
      this.#refuse(connection, id, 'TOO_MANY_REQUESTS', 'a token is being looked at');
      return;
    }
    connection.isProving = true;
    const proved = await this.#answerOf(() => this.#options.authenticate(token), 'auth');
    connection.isProving = false;
    if (connection.closedFor !== null) return;
    const before = connection.caller;
    if (!proved.ok || (before !== null && before.user !== proved.value.user)) {
      this.#options.fanOut.close(connection, 'UNAUTHENTICATED');
      return;
    }
    const caller = proved.value;
    if (!this.#options.fanOut.identify(connection, caller)) return;
    connection.token = token;
    this.#welcome(connection, id, caller);
    if (before !== null) this.#leaveHidden(connection, caller);
  }

  #welcome(connection: Connection, id: string, caller: Caller): void {
    const { heartbeatMicros, subscriptionsMax } = this.#options.fanOut.limits;
    this.#tell(connection, {
      type: 'welcome',
      id,
      stream: this.#options.stream,
      user: caller.user,
      role: caller.role,
      accounts: caller.accounts,
      expiresAt: formatTimestamp(caller.expiresAt),
      heartbeatMs: heartbeatMicros / 1_000,
      subscriptionsMax,
    });
  }

  /** Who may see less than before hears no more of the rest. */
  #leaveHidden(connection: Connection, caller: Caller): void {
    const hidden = [...connection.logs].filter(({ name }) => this.#find(name, caller) === null);
    if (hidden.length === 0) return;
    this.#options.fanOut.leave(connection, hidden);
    const channels = hidden.map(({ name }) => name);
    this.#tell(connection, { type: 'unsubscribed', id: null, channels });
  }

  #subscribe(connection: Connection, message: Ask<'subscribe'>, caller: Caller): void {
    const { fanOut } = this.#options;
    const isSameStream = message.stream === this.#options.stream;
    const granted = message.channels.map((wanted) => this.#grant(wanted, caller, isSameStream));
    const news = new Set(
      granted.flatMap(({ grant }) =>
        grant === null || isHeard(connection, grant.channel) ? [] : [grant.channel],
      ),
    );
    const { subscriptionsMax } = fanOut.limits;
    if (fanOut.heardBy(connection) + news.size > subscriptionsMax) {
      this.#refuse(connection, message.id, 'TOO_MANY_SUBSCRIPTIONS', `at most ${subscriptionsMax}`);
      return;
    }
    const grants = granted.flatMap(({ grant }) => (grant === null ? [] : [grant]));
    const logs = grants.flatMap(({ channel, since }) =>
      channel.mode === 'log'
        ? [{ channel, heard: fanOut.hearLog(connection, channel, since) }]
        : [],
    );
    const answers = granted.map(({ name, grant }) => {
      if (grant === null) {
        const { text: detail } = streamErrors.CHANNEL_UNKNOWN;
        return { channel: name, code: 'CHANNEL_UNKNOWN', detail };
      }
      const heard = logs.find(({ channel }) => channel === grant.channel)?.heard;
      return heard === undefined ? latestAnswer(grant) : logAnswer(grant.channel, heard);
    });
    this.#tell(connection, { type: 'subscribed', id: message.id, channels: answers });
    const latest = grants.filter((grant) => grant.channel.mode === 'latest');
    if (latest.length > 0) {
      const channels = latest.flatMap(({ channel }) =>
        channel.mode === 'latest' ? [channel] : [],
      );
      const unknown = latest.flatMap(({ channel, since }) =>
        channel.mode === 'latest' && since !== channel.seq ? [channel] : [],
      );
      fanOut.latest.hear(connection, channels, unknown);
    }
    for (const { channel, heard } of logs) fanOut.tellLog(connection, channel, heard);
  }

  #grant(
    { channel: name, since }: Wanted,
    caller: Caller,
    isSameStream: boolean,
  ): { readonly name: string; readonly grant: Granted | null } {
    const channel = this.#find(name, caller);
    if (channel === null) return { name, grant: null };
    return { name, grant: { channel, since: isSameStream ? (since ?? null) : null } };
  }

  #find(name: string, caller: Caller): Channel | null {
    const parts = parseChannel(name);
    if (parts === null) return null;
    return this.#sources.get(parts.kind)?.find(parts.kind, parts.key, caller) ?? null;
  }

  #unsubscribe(connection: Connection, { id, channels }: Ask<'unsubscribe'>, caller: Caller): void {
    const found = channels.flatMap((name) => this.#find(name, caller) ?? []);
    this.#options.fanOut.leave(connection, found);
    this.#tell(connection, { type: 'unsubscribed', id, channels });
  }

  async #order(connection: Connection, message: OrderMessage): Promise<void> {
    const { requestsMax } = this.#options.fanOut.limits;
    if (connection.requests >= requestsMax) {
      this.#refuse(connection, message.id, 'TOO_MANY_REQUESTS', `at most ${requestsMax} at a time`);
      return;
    }
    connection.requests += 1;
    const { orders } = this.#options;
    const { token, address } = connection;
    const answer = await this.#answerOf(
      () => orders.handle(message, { token, address }),
      message.type,
    );
    connection.requests -= 1;
    if (answer.ok) {
      this.#tell(connection, { type: 'done', id: message.id, result: answer.value });
      return;
    }
    const { code, reason: detail } = answer.refusal;
    this.#tell(connection, { type: 'error', id: message.id, code, detail });
  }

  /** The answer of something outside; what it throws is logged and told as a fault, not as a refusal. */
  async #answerOf<Value>(ask: () => Promise<Result<Value>>, what: string): Promise<Result<Value>> {
    try {
      return await ask();
    } catch (error) {
      this.#options.log.error('a request over the socket has failed', { what, error });
      return refuse('INTERNAL_ERROR', streamErrors.INTERNAL_ERROR.text);
    }
  }

  #refuse(connection: Connection, id: string | null, code: StreamErrorCode, detail: string): void {
    const { text } = streamErrors[code];
    this.#tell(connection, { type: 'error', id, code, detail: `${text}: ${detail}` });
  }

  #tell(connection: Connection, message: ServerMessage): void {
    this.#options.fanOut.tell(connection, JSON.stringify(message));
  }

  #now(): string {
    return formatTimestamp(toTimestamp(Math.floor(this.#options.time.wall())));
  }
}

function isOrder(message: ClientMessage): message is OrderMessage {
  return message.type === 'place' || message.type === 'amend' || message.type === 'cancel';
}

type Read =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly id: string | null; readonly detail: string };

/** A message of a client; of one that cannot be read at least its id, where it has one. */
function readMessage(text: string): Read {
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, id: null, detail: parsed.refusal.reason };
  const read = clientMessageSchema.safeParse(parsed.value, { error: mistakeText });
  if (read.success) return { ok: true, message: read.data };
  const detail = read.error.issues
    .slice(0, MISTAKES_TOLD)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
  return { ok: false, id: idOf(parsed.value), detail };
}

function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse('BAD_MESSAGE', 'it is not JSON');
  }
}

function idOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  const { id } = value;
  return typeof id === 'string' && id.length <= ID_TOLD_MAX ? id : null;
}

const ID_TOLD_MAX = 64;

function isHeard(connection: Connection, channel: Channel): boolean {
  return channel.mode === 'log'
    ? connection.logs.has(channel)
    : connection.watch.channels.includes(channel);
}

function latestAnswer({ channel, since }: Granted & { readonly channel: Channel }): Subscribed {
  const { name, mode, seq } = channel;
  const from = since === seq ? 'resumed' : 'snapshot';
  if (channel.mode === 'log') {
    return {
      channel: name,
      mode,
      seq,
      from,
      handle: null,
      pricePrecision: null,
      sizePrecision: null,
    };
  }
  const { handle, pricePrecision, sizePrecision } = channel;
  return { channel: name, mode, seq, from, handle, pricePrecision, sizePrecision };
}

function logAnswer(
  { name, mode }: LatestChannel | LogChannel,
  { seq, from }: Pick<Subscribed, 'seq' | 'from'>,
): Subscribed {
  return {
    channel: name,
    mode,
    seq,
    from,
    handle: null,
    pricePrecision: null,
    sizePrecision: null,
  };
}
