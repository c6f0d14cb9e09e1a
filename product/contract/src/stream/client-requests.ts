import { ok, refuse, type Result } from 'argosy/core';

import type { ClientTime } from './client-socket.ts';
import type { ServerMessage } from './server-messages.ts';

/** How many requests a client has under way at most. */
export const CLIENT_REQUESTS_MAX = 32;
/** How long it waits for an answer, in milliseconds. */
const ANSWER_MS = 10_000;

type Waiting = {
  readonly answer: (result: Result<unknown>) => void;
  readonly callOff: () => void;
};

/**
 * Requests that wait for their answers. One whose answer does not come has an outcome that nobody knows: it is never
 * said to have failed, and asking again with the same key does it once at most.
 */
export class ClientRequests {
  readonly #after: ClientTime['after'];
  readonly #waiting = new Map<string, Waiting>();

  constructor({ after }: ClientTime) {
    this.#after = after;
  }

  /** Whether another one may be asked. */
  get hasRoom(): boolean {
    return this.#waiting.size < CLIENT_REQUESTS_MAX;
  }

  /** Waits for the answer to a request. */
  wait(id: string): Promise<Result<unknown>> {
    return new Promise((answer) => {
      const callOff = this.#after(ANSWER_MS, () => this.#settle(id, unknown('no answer came')));
      this.#waiting.set(id, { answer, callOff });
    });
  }

  /** Takes an answer in. */
  take(message: Extract<ServerMessage, { readonly type: 'done' | 'error' }>): void {
    if (message.id === null) return;
    const result: Result<unknown> =
      message.type === 'done' ? ok(message.result) : refuse(message.code, message.detail);
    this.#settle(message.id, result);
  }

  /** The connection is gone, and with it all answers. */
  lose(): void {
    for (const id of this.#waiting.keys()) this.#settle(id, unknown('the connection was lost'));
  }

  #settle(id: string, result: Result<unknown>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.callOff();
    waiting?.answer(result);
  }
}

function unknown(why: string): Result<never> {
  return refuse('OUTCOME_UNKNOWN', `${why}: ask again with the same key, or look at the orders`);
}
