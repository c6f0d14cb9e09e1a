import type { BinaryRecord } from './binary-layout.ts';
import type { ChannelValue, RefusedChannel, ServerMessage, Subscribed } from './server-messages.ts';

/** What a listener of a channel is told; it may leave out what its channel never brings. */
export type ChannelListener<Content = never> = {
  /** The newest value of a `latest` channel. */
  readonly value?: (value: Content, seq: number) => void;
  /** The same, where it came as binary; `terms` tell the places of its numbers. */
  readonly record?: (record: BinaryRecord, terms: Subscribed) => void;
  /** How a `log` channel stands: what was known before is to be forgotten. */
  readonly snapshot?: (items: readonly Content[], seq: number) => void;
  /** The next item of a `log` channel. */
  readonly item?: (item: Content, seq: number) => void;
  /** The channel cannot be heard, or no longer. */
  readonly refused?: (code: string, detail: string) => void;
};

type Heard = {
  readonly name: string;
  readonly listeners: Set<ChannelListener>;
  /** The last number that was told; null before the first. */
  seq: number | null;
  terms: Subscribed | null;
};

/** What a channel wants to be sent. */
export type WantedChannel = { readonly channel: string; readonly since?: number };

/**
 * The channels of a client: who listens to each and how far it has come. A value that is not newer is passed over; an
 * item that does not follow the one before is not told, and the channel is asked for anew.
 */
export class ClientChannels {
  readonly #heard = new Map<string, Heard>();
  readonly #byHandle = new Map<number, Heard>();
  #gaps = 0;

  /** How often items of a log did not follow each other. */
  get gaps(): number {
    return this.#gaps;
  }

  /** Adds a listener; its channel is to be asked for from the beginning, whoever else listens. */
  add(name: string, listener: ChannelListener): void {
    const known = this.#heard.get(name);
    if (known === undefined) {
      this.#heard.set(name, { name, listeners: new Set([listener]), seq: null, terms: null });
      return;
    }
    known.listeners.add(listener);
    known.seq = null;
  }

  /** Takes a listener away; says whether it was the last of its channel. */
  remove(name: string, listener: ChannelListener): boolean {
    const known = this.#heard.get(name);
    if (known === undefined || !known.listeners.delete(listener)) return false;
    if (known.listeners.size > 0) return false;
    this.#heard.delete(name);
    return true;
  }

  /** All that are to be asked for, from where they have come to; from the beginning within another stream. */
  wanted(isSameStream: boolean): readonly WantedChannel[] {
    this.#byHandle.clear();
    return [...this.#heard.values()].map((heard) => {
      if (!isSameStream) heard.seq = null;
      return { channel: heard.name, ...(heard.seq === null ? {} : { since: heard.seq }) };
    });
  }

  /** Takes a message of the server in; gives the names of channels that have to be asked for anew. */
  take(message: ServerMessage): readonly string[] {
    switch (message.type) {
      case 'subscribed':
        for (const answer of message.channels) this.#answer(answer);
        return [];
      case 'unsubscribed':
        if (message.id === null) for (const name of message.channels) this.#drop(name);
        return [];
      case 'values':
        for (const value of message.values) this.#value(value);
        return [];
      case 'snapshot':
        return this.#snapshot(message);
      case 'event':
        return this.#event(message);
      case 'welcome':
      case 'heartbeat':
      case 'pong':
      case 'done':
      case 'error':
        return [];
    }
  }

  /** Takes a binary record in. */
  takeRecord(record: BinaryRecord): void {
    const heard = this.#byHandle.get(record.handle);
    if (heard === undefined || heard.terms === null || record.seq <= (heard.seq ?? 0)) return;
    heard.seq = record.seq;
    for (const listener of heard.listeners) listener.record?.(record, heard.terms);
  }

  #answer(answer: Subscribed | RefusedChannel): void {
    const heard = this.#heard.get(answer.channel);
    if (heard === undefined) return;
    if ('code' in answer) {
      for (const listener of heard.listeners) listener.refused?.(answer.code, answer.detail);
      return;
    }
    heard.terms = answer;
    // A snapshot begins anew: its own number is told with it.
    if (answer.from === 'snapshot') heard.seq = null;
    if (answer.handle !== null) this.#byHandle.set(answer.handle, heard);
  }

  #drop(name: string): void {
    const heard = this.#heard.get(name);
    this.#heard.delete(name);
    for (const listener of heard?.listeners ?? []) {
      listener.refused?.('CHANNEL_UNKNOWN', 'the channel may be heard no longer');
    }
  }

  #value({ channel, seq, value }: ChannelValue): void {
    const heard = this.#heard.get(channel);
    if (heard === undefined || seq <= (heard.seq ?? 0)) return;
    heard.seq = seq;
    for (const listener of heard.listeners) listener.value?.(value as never, seq);
  }

  #snapshot(message: Extract<ServerMessage, { readonly type: 'snapshot' }>): readonly string[] {
    const heard = this.#heard.get(message.channel);
    if (heard === undefined) return [];
    heard.seq = message.seq;
    for (const listener of heard.listeners)
      listener.snapshot?.(message.items as readonly never[], message.seq);
    return [];
  }

  #event({
    channel,
    seq,
    item,
  }: Extract<ServerMessage, { readonly type: 'event' }>): readonly string[] {
    const heard = this.#heard.get(channel);
    if (heard === undefined || heard.seq === null || seq <= heard.seq) return [];
    if (seq !== heard.seq + 1) {
      this.#gaps += 1;
      heard.seq = null;
      return [channel];
    }
    heard.seq = seq;
    for (const listener of heard.listeners) listener.item?.(item as never, seq);
    return [];
  }
}
