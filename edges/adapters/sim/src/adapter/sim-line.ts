import type { Timestamp } from 'argosy/core';
import type { BrokerListener, Connection, ConnectionState } from '@argosy/bridge';

/** The line to a simulated broker: its state, who hears of it, and how it is lost for practice. */
export class SimLine {
  readonly #now: () => Timestamp;
  #connection: Connection;
  #listener: BrokerListener | null = null;

  constructor(now: () => Timestamp) {
    this.#now = now;
    this.#connection = { state: 'stopped', since: now(), reason: null, retryAt: null };
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Who hears; null while nobody does. */
  get listener(): BrokerListener | null {
    return this.#listener;
  }

  /** Whether things come through. */
  get isUp(): boolean {
    return this.#connection.state === 'connected';
  }

  /** Whether it was started and not stopped. */
  get isStarted(): boolean {
    return this.#listener !== null;
  }

  /** Somebody listens from now on. */
  open(listener: BrokerListener): void {
    this.#listener = listener;
    this.turn('connecting', null);
  }

  /** Nobody does any more, once this is heard. */
  close(): void {
    this.turn('stopped', null);
    this.#listener = null;
  }

  /** Another state; being in it already is none. */
  turn(state: ConnectionState, reason: string | null): void {
    if (this.#connection.state === state) return;
    this.#connection = { state, since: this.#now(), reason, retryAt: null };
    this.#listener?.onConnection(this.#connection);
  }
}
