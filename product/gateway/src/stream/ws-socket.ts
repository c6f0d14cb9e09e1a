import type { Duplex } from 'node:stream';

import { WebSocket } from 'ws';

import type { StreamSocket } from './engine/stream-socket.ts';

/**
 * A socket of the library `ws`, which speaks the protocol; frames of ours go past it to the network, whole, so the
 * two never mix within one.
 */
export class WsSocket implements StreamSocket {
  readonly #webSocket: WebSocket;
  readonly #duplex: Duplex;

  constructor(webSocket: WebSocket, duplex: Duplex) {
    this.#webSocket = webSocket;
    this.#duplex = duplex;
  }

  get backlogBytes(): number {
    return this.#duplex.writableLength;
  }

  write(frames: Uint8Array): void {
    if (this.#webSocket.readyState === WebSocket.OPEN) this.#duplex.write(frames);
  }

  cork(): void {
    this.#duplex.cork();
  }

  uncork(): void {
    this.#duplex.uncork();
  }

  close(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
  }
}
