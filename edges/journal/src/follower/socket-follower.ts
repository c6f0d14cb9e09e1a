import { connect, type Socket } from 'node:net';

import { ArgosyError } from 'argosy/core';

import { journalError } from '../errors.ts';
import { LINK_BYTES } from '../log/block.ts';
import type { Follower, FollowerEnd } from './follower.ts';
import { FrameReader, writeFrame, type Frame, type FrameType } from './frames.ts';

/** Where a follower is served. */
export type SocketFollowerOptions = {
  readonly port: number;
  readonly host?: string;
  /** How long an answer may take before the follower counts as lost. */
  readonly timeoutMillis?: number;
};

type Waiting = {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

const TIMEOUT_MILLIS = 5000;
const codes = ['FENCED', 'DIVERGED', 'STOPPED'] as const;

/**
 * A follower in another process, over a socket. Each `attach` makes a new connection; what goes wrong
 * with it, or takes too long, is `FOLLOWER_LOST`.
 *
 * @example
 * const follower = new SocketFollower({ port: 7001 });
 */
export class SocketFollower implements Follower {
  readonly #options: SocketFollowerOptions;
  #socket: Socket | null = null;
  #waiting: Waiting | null = null;

  constructor(options: SocketFollowerOptions) {
    this.#options = options;
  }

  async attach(epoch: number): Promise<FollowerEnd> {
    this.#hangUp('it is attached anew');
    this.#call();
    return readEnd(await this.#ask('attach', epochBytes(epoch), 'end'));
  }

  async take(block: Uint8Array, epoch: number): Promise<void> {
    await this.#ask('take', Buffer.concat([epochBytes(epoch), block]), 'taken');
  }

  close(): Promise<void> {
    this.#hangUp('it was closed');
    return Promise.resolve();
  }

  #call(): void {
    const { port, host = '127.0.0.1' } = this.#options;
    const socket = connect({ port, host });
    const reader = new FrameReader();
    socket.setNoDelay(true);
    const lose = (why: string): void => {
      if (this.#socket === socket) this.#hangUp(why);
    };
    socket.on('error', ({ message }) => lose(message));
    socket.on('close', () => lose('the connection ended'));
    socket.on('data', (piece) => {
      try {
        for (const frame of reader.push(piece)) this.#hear(frame);
      } catch (error) {
        lose(error instanceof Error ? error.message : String(error));
      }
    });
    this.#socket = socket;
  }

  #ask(type: FrameType, body: Uint8Array, expected: FrameType): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#socket === null || this.#waiting !== null) {
        reject(lost(this.#socket === null ? 'nobody is connected' : 'it has not answered yet'));
        return;
      }
      const { timeoutMillis = TIMEOUT_MILLIS } = this.#options;
      const timer = setTimeout(
        () => this.#hangUp(`no answer in ${timeoutMillis} ms`),
        timeoutMillis,
      );
      const hear = (frame: Frame): void => {
        if (frame.type === expected) resolve(frame.body);
        else reject(frame.type === 'refused' ? readRefusal(frame.body) : lost(`a '${frame.type}'`));
      };
      this.#waiting = { resolve: hear, reject, timer };
      this.#socket.write(writeFrame(type, body));
    });
  }

  #hear(frame: Frame): void {
    const waiting = this.#waiting;
    if (waiting === null) throw lost('an answer that nobody asked for');
    this.#waiting = null;
    clearTimeout(waiting.timer);
    waiting.resolve(frame);
  }

  /** Whatever waits for an answer gets none; what was sent may have been taken all the same. */
  #hangUp(why: string): void {
    const [socket, waiting] = [this.#socket, this.#waiting];
    this.#socket = null;
    this.#waiting = null;
    socket?.destroy();
    if (waiting === null) return;
    clearTimeout(waiting.timer);
    waiting.reject(lost(why));
  }
}

function epochBytes(epoch: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(epoch);
  return bytes;
}

function lost(why: string): Error {
  return journalError('FOLLOWER_LOST', why);
}

function readEnd(body: Uint8Array): FollowerEnd {
  const head = 8 + LINK_BYTES;
  if (body.length < head) throw lost(`an end of ${body.length} bytes`);
  const position = Number(Buffer.from(body).readBigUInt64LE());
  const last = body.length === head ? null : body.slice(head);
  return { position, hash: body.slice(8, head), last };
}

function readRefusal(body: Uint8Array): Error {
  const [given = '', ...rest] = Buffer.from(body).toString().split('\n');
  const code = codes.find((one) => one === given);
  const message = rest.join(' ');
  return code === undefined ? lost(message) : new ArgosyError(code, message);
}
