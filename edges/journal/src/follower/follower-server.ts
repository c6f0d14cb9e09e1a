import { createServer, type Server, type Socket } from 'node:net';

import { ArgosyError } from 'argosy/core';

import { journalError } from '../errors.ts';
import type { Follower, FollowerEnd } from './follower.ts';
import { FrameReader, writeFrame, type Frame } from './frames.ts';

/** Which follower is served, and where. */
export type FollowerServerOptions = {
  readonly follower: Follower;
  /** Loopback unless told: whoever reaches the port may write. */
  readonly host?: string;
  /** 0 lets the system choose. */
  readonly port?: number;
};

/** How many writers may be connected: one, the next one, and a few that have not noticed yet. */
const CONNECTIONS_MAX = 8;
const EPOCH_BYTES = 4;

/**
 * Serves a follower to a writer in another process. It answers one question after another, so that of
 * two writers each hears at once which of them has lost.
 *
 * @example
 * const server = await FollowerServer.start({ follower, port: 7001 });
 */
export class FollowerServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #follower: Follower;
  /** Questions are answered in the order they came, whoever asked. */
  #last: Promise<void> = Promise.resolve();

  private constructor(follower: Follower) {
    this.#follower = follower;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.maxConnections = CONNECTIONS_MAX;
  }

  /** Listens; rejects where the port is taken. */
  static start({
    follower,
    host = '127.0.0.1',
    port = 0,
  }: FollowerServerOptions): Promise<FollowerServer> {
    const server = new FollowerServer(follower);
    return new Promise((resolve, reject) => {
      server.#server.once('error', reject);
      server.#server.listen(port, host, () => resolve(server));
    });
  }

  /** The port it listens on. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Ends every connection and listens no more; the follower stays its owner's to close. */
  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #serve(socket: Socket): void {
    const reader = new FrameReader();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => this.#sockets.delete(socket));
    // The writer notices the same, and comes again.
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => {
      try {
        for (const frame of reader.push(piece)) this.#answer(socket, frame);
      } catch {
        socket.destroy();
      }
    });
  }

  #answer(socket: Socket, frame: Frame): void {
    this.#last = this.#last.then(async () => {
      const answer = await this.#obey(frame).catch((error: unknown) => refusalOf(error));
      if (!socket.destroyed) socket.write(answer);
    });
  }

  async #obey({ type, body }: Frame): Promise<Uint8Array> {
    const epoch = body.length < EPOCH_BYTES ? 0 : Buffer.from(body).readUInt32LE();
    if (type === 'attach') return writeFrame('end', writeEnd(await this.#follower.attach(epoch)));
    if (type !== 'take') throw journalError('DIVERGED', `a frame '${type}'`);
    await this.#follower.take(body.subarray(EPOCH_BYTES), epoch);
    return writeFrame('taken', new Uint8Array(0));
  }
}

function writeEnd({ position, hash, last }: FollowerEnd): Uint8Array {
  const bytes = Buffer.alloc(8 + hash.length);
  bytes.writeBigUInt64LE(BigInt(position));
  bytes.set(hash, 8);
  return Buffer.concat([bytes, last ?? new Uint8Array(0)]);
}

/** Its code on a line of its own, then what there is to say. */
function refusalOf(error: unknown): Uint8Array {
  const code = error instanceof ArgosyError ? error.code : 'FOLLOWER_LOST';
  const message = error instanceof Error ? error.message : String(error);
  return writeFrame('refused', Buffer.from(`${code}\n${message}`));
}
