import type { CloseName } from '@argosy/contract/stream';

import type { Caller } from '../../auth/caller.ts';
import type { LogChannel } from './log-channel.ts';
import type { StreamSocket } from './stream-socket.ts';
import type { Form, WatchSet } from './watch-set.ts';

/** One client's socket and what it hears. Small: there are ten thousand. Times are elapsed microseconds. */
export class Connection {
  readonly socket: StreamSocket;
  readonly form: Form;
  /** Counts connections: heartbeats are spread by it. */
  readonly serial: number;
  readonly openedAt: number;
  /** Who it is; null until they have said so. */
  caller: Caller | null = null;
  /** What they have proved it with last: orders of theirs are checked by it. */
  token = '';
  /** Where they come from. */
  readonly address: string;
  watch: WatchSet;
  /** The revision of market data up to which it has been sent what it hears. */
  seen = 0;
  readonly logs: Set<LogChannel> = new Set();
  /** Where it stands among all of them. */
  place = -1;
  /** How long lies between two messages of market data as the client asked; 0 for none. */
  paceMicros: number;
  /** No market data before this. */
  quietUntil = 0;
  /** How long it is left alone when its socket is full; doubles while it stays so. */
  restMicros = 0;
  /** Since when something has waited for the network; null while nothing does. */
  blockedSince: number | null = null;
  /** When it last showed that it lives. */
  heardAt: number;
  /** How many messages it may send at once, as of an instant; negative until the first one. */
  allowance = -1;
  allowanceAt: number;
  /** Requests that wait for their answers. */
  requests = 0;
  /** Whether its token is being looked at. */
  isProving = false;
  /** Why it was closed; null while it is open. */
  closedFor: CloseName | null = null;

  constructor(options: {
    readonly socket: StreamSocket;
    readonly form: Form;
    readonly address: string;
    readonly serial: number;
    readonly now: number;
    readonly watch: WatchSet;
    readonly paceMicros: number;
  }) {
    this.socket = options.socket;
    this.form = options.form;
    this.address = options.address;
    this.serial = options.serial;
    this.openedAt = options.now;
    this.allowanceAt = options.now;
    this.heardAt = options.now;
    this.watch = options.watch;
    this.paceMicros = options.paceMicros;
  }

  /** Whether it wants each value at once. */
  get isEager(): boolean {
    return this.paceMicros === 0;
  }
}
