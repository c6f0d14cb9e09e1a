import { once } from 'node:events';
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';

import { ArgosyError, type Timestamp } from 'argosy/core';
import type { InstrumentTable, MarketData } from 'argosy/domain';

import { feedError } from './errors.ts';
import { formatFeedAddress, type FeedAddress } from './feed-address.ts';
import { FeedPeer } from './feed-peer.ts';
import type { Hello } from './feed-wire.ts';
import { flawOf, type FedRow } from './fed-row.ts';

/** Whether somebody feeds, since when, and why not. */
export type FeedState = {
  readonly isFed: boolean;
  readonly since: Timestamp;
  /** What it calls itself; null before the first. */
  readonly name: string | null;
  /** In words for people; null where nothing is to be said. */
  readonly reason: string | null;
};

/** Who hears of a feed. */
export type FeedListener = {
  /** Rows in order, known from the instant they came; the list is the listener's to keep. */
  readonly onRows: (rows: readonly MarketData[]) => void;
  /** Each change. */
  readonly onState: (state: FeedState) => void;
  /** Another life of a feed has begun, and with it the numbers. */
  readonly onSession: () => void;
  /** A row that cannot be: it was left out. */
  readonly onFlaw: (reason: string) => void;
};

/** What a line for feeds is made of. */
export type FeedLineOptions = {
  readonly at: FeedAddress;
  /** What a feed has to know; null for a socket that is a file, which only its owner opens. */
  readonly secret: string | null;
  readonly instruments: InstrumentTable;
  readonly now: () => Timestamp;
};

/** How many may be connected at once, whoever they are. */
const CONNECTIONS_MAX = 8;
const OWNER_ONLY = 0o600;

/**
 * Where a feed of another process is listened to. One feeds at a time: one that comes takes the place of one that is
 * there, so a process that hangs does not keep out the next. It always reads: what is too much is conflated behind it.
 *
 * @example
 * const line = new FeedLine({ at: parseFeedAddress('data/feed.sock'), secret: null, instruments, now });
 * await line.start(listener);
 */
export class FeedLine {
  readonly #options: FeedLineOptions;
  readonly #peers = new Set<FeedPeer>();
  #server: Server | null = null;
  #listener: FeedListener | null = null;
  #feeder: FeedPeer | null = null;
  #session: string | null = null;
  #state: FeedState;
  #address: FeedAddress;

  constructor(options: FeedLineOptions) {
    this.#options = options;
    this.#address = options.at;
    const reason = 'nobody has fed yet';
    this.#state = { isFed: false, since: options.now(), name: null, reason };
  }

  /** Whether somebody feeds. */
  get state(): FeedState {
    return this.#state;
  }

  /** Where it listens, with the port that it was given. */
  get address(): FeedAddress {
    return this.#address;
  }

  /** Listens from now on; an address that cannot be listened at is refused. */
  async start(listener: FeedListener): Promise<void> {
    const { at } = this.#options;
    if (at.kind === 'path') await removeDeadSocket(at.path);
    this.#listener = listener;
    const server = createServer({ noDelay: true }, (socket) => this.#meet(socket));
    server.maxConnections = CONNECTIONS_MAX;
    try {
      if (at.kind === 'path') server.listen(at.path);
      else server.listen(at.port, at.host);
      await once(server, 'listening');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw feedError('BAD_ADDRESS', `${formatFeedAddress(at)}: ${reason}`);
    }
    this.#server = server;
    if (at.kind === 'path') chmodSync(at.path, OWNER_ONLY);
    const bound = server.address();
    if (at.kind === 'port' && bound !== null && typeof bound === 'object') {
      this.#address = { ...at, port: bound.port };
    }
  }

  /** Ends, and says so to who feeds. Safe to call twice. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    for (const peer of this.#peers) peer.refuse({ code: 'STOPPED', reason: 'try again' });
    await closed;
  }

  #meet(socket: Socket): void {
    const peer = new FeedPeer(socket, this.#options.secret, {
      onHello: (one, hello) => this.#welcome(one, hello),
      onRows: (one, rows) => this.#take(one, rows),
      onEnd: (one, reason) => this.#lose(one, reason),
    });
    this.#peers.add(peer);
  }

  #welcome(peer: FeedPeer, { name, session }: Hello): void {
    const before = this.#feeder;
    this.#feeder = peer;
    before?.refuse({ code: 'TAKEN_OVER', reason: name });
    if (session !== this.#session) this.#listener?.onSession();
    this.#session = session;
    this.#turn({ isFed: true, since: this.#options.now(), name, reason: null });
  }

  #take(peer: FeedPeer, rows: readonly FedRow[]): void {
    if (peer !== this.#feeder) return;
    const now = this.#options.now();
    const sound: MarketData[] = [];
    for (const row of rows) {
      const flaw = this.#flawOf(row, now);
      if (flaw === null) sound.push({ ...row, availableAt: now });
      else this.#listener?.onFlaw(`${row.instrument}: ${flaw}`);
    }
    try {
      this.#listener?.onRows(sound);
    } catch (error) {
      // Of what is never left out more waits than may: whoever feeds has to be stopped, not the node.
      if (!(error instanceof ArgosyError) || error.code !== 'BRIDGE_FULL') throw error;
      peer.refuse({ code: 'TOO_MUCH', reason: error.message });
    }
  }

  /** What of nothing that is listed the bridge leaves out, and counts. */
  #flawOf(row: FedRow, now: Timestamp): string | null {
    const instrument = this.#options.instruments.find(row.instrument);
    return instrument === undefined ? null : flawOf(row, instrument, now);
  }

  #lose(peer: FeedPeer, reason: string): void {
    this.#peers.delete(peer);
    if (peer !== this.#feeder) return;
    this.#feeder = null;
    this.#turn({ ...this.#state, isFed: false, since: this.#options.now(), reason });
  }

  #turn(state: FeedState): void {
    this.#state = state;
    this.#listener?.onState(state);
  }
}

/** A socket whose process is gone is in the way of the next one; one that is listened at, or no socket, stays. */
async function removeDeadSocket(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket()) throw feedError('BAD_ADDRESS', `${path}: it is there, and no socket`);
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch {
    rmSync(path, { force: true });
    return;
  } finally {
    socket.destroy();
  }
  throw feedError('BAD_ADDRESS', `${path}: another process listens there`);
}
