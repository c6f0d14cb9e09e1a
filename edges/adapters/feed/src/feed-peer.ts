import type { Socket } from 'node:net';

import { ArgosyError } from 'argosy/core';
import { messageHead, WireReader, type WireMessage } from '@argosy/bridge/wire';

import { feedError, isFeedCode } from './errors.ts';
import { isProof, newNonce } from './feed-proof.ts';
import {
  feedTags,
  FEED_BYTES_MAX,
  readHello,
  readRows,
  writeChallenge,
  writeRefusal,
  type FeedRefusal,
  type Hello,
} from './feed-wire.ts';
import type { FedRow } from './fed-row.ts';

/** Who hears what a connection says. */
export type PeerListener = {
  /** It has proved that it may feed. */
  readonly onHello: (peer: FeedPeer, hello: Hello) => void;
  readonly onRows: (peer: FeedPeer, rows: readonly FedRow[]) => void;
  /** It is over, and why. */
  readonly onEnd: (peer: FeedPeer, reason: string) => void;
};

/** Who does not say who it is for so long is sent away. */
const HELLO_MILLIS = 5_000;

/** One connection of a feed, on the side of the node. */
export class FeedPeer {
  readonly #socket: Socket;
  readonly #secret: string | null;
  readonly #listener: PeerListener;
  readonly #nonce = newNonce();
  readonly #reader = new WireReader(FEED_BYTES_MAX);
  #isKnown = false;
  #why = 'it has closed the line';

  constructor(socket: Socket, secret: string | null, listener: PeerListener) {
    this.#socket = socket;
    this.#secret = secret;
    this.#listener = listener;
    const timer = setTimeout(() => {
      if (!this.#isKnown) this.refuse({ code: 'PROOF', reason: 'it has not said who it is' });
    }, HELLO_MILLIS);
    socket.on('data', (piece) => this.#hear(piece));
    socket.on('error', (error) => {
      this.#why = error.message;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      listener.onEnd(this, this.#why);
    });
    this.#say(feedTags.challenge, writeChallenge(this.#nonce));
  }

  /** Says why it is over, and ends it. */
  refuse({ code, reason }: FeedRefusal): void {
    if (this.#socket.destroyed) return;
    this.#why = `${code}: ${reason}`;
    this.#say(feedTags.refused, writeRefusal({ code, reason }));
    this.#socket.destroySoon();
  }

  #hear(piece: Uint8Array): void {
    if (!this.#socket.writable) return;
    try {
      for (const message of this.#reader.push(piece)) this.#take(message);
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      const code = isFeedCode(error.code) ? error.code : 'BAD_MESSAGE';
      this.refuse({ code, reason: error.message });
    }
  }

  #take({ tag, body }: WireMessage): void {
    if (tag === feedTags.hello && !this.#isKnown) this.#meet(readHello(body));
    else if (tag === feedTags.rows && this.#isKnown) this.#takeRows(body);
    else throw feedError('BAD_MESSAGE', `a message ${tag} that is not due`);
  }

  #meet(hello: Hello): void {
    if (!isProof(hello.proof, this.#secret, this.#nonce)) {
      throw feedError('PROOF', hello.name);
    }
    this.#isKnown = true;
    this.#say(feedTags.welcome, new Uint8Array(0));
    this.#listener.onHello(this, hello);
  }

  #takeRows(body: Uint8Array): void {
    const rows: FedRow[] = [];
    readRows(body, (row) => void rows.push(row));
    this.#listener.onRows(this, rows);
  }

  #say(tag: number, body: Uint8Array): void {
    this.#socket.write(Buffer.concat([messageHead(tag, body.length), body]));
  }
}
