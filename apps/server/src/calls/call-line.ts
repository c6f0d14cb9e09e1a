import type { MessagePort } from 'node:worker_threads';

import { ArgosyError } from 'argosy/core';

import { serverError } from '../errors.ts';
import type { CallAnswer } from './call-messages.ts';

/** How many questions wait for a thread at most. */
export const CALLS_WAITING_MAX = 10_000;
/** How long an answer may take. */
const ANSWER_MILLIS = 30_000;
const LOOK_MILLIS = 1_000;

type Waiting = {
  readonly until: number;
  readonly what: string;
  readonly resolve: (value: never) => void;
  readonly reject: (error: ArgosyError) => void;
};

/**
 * The way to faces in another thread. What is asked is answered or refused within a bound, also where that thread ends.
 *
 * @example
 * const line = new CallLine(port);
 * const desk = line.face<DeskFace>('desk');
 * const funds = await desk.funds(by);
 */
export class CallLine {
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  readonly #look: NodeJS.Timeout;
  #lastId = 0;
  #isOpen = true;

  constructor(port: MessagePort, answerMillis: number = ANSWER_MILLIS) {
    this.#port = port;
    this.#answerMillis = answerMillis;
    port.on('message', (answers: readonly CallAnswer[]) => {
      for (const answer of answers) this.#take(answer);
    });
    port.on('close', () => this.close());
    this.#look = setInterval(() => this.#giveUp(), Math.min(LOOK_MILLIS, answerMillis));
    this.#look.unref();
  }

  readonly #answerMillis: number;

  /** A face at the other end: each of its methods as a question. */
  face<Face extends object>(name: string): Face {
    const methods = new Map<string, (...given: readonly unknown[]) => Promise<unknown>>();
    return new Proxy(Object.create(null) as Face, {
      get: (_, method) => {
        // A promise would be asked whether it is one.
        if (typeof method !== 'string' || method === 'then') return undefined;
        let ask = methods.get(method);
        if (ask === undefined) {
          ask = (...given) => this.#ask(name, method, given);
          methods.set(method, ask);
        }
        return ask;
      },
    });
  }

  /** Refuses what waits, and what comes from now on. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearInterval(this.#look);
    for (const { what, reject } of this.#waiting.values())
      reject(serverError('THREAD_ENDED', what));
    this.#waiting.clear();
    this.#port.close();
  }

  #ask(face: string, method: string, given: readonly unknown[]): Promise<unknown> {
    const what = `${face}.${method}`;
    if (!this.#isOpen) return Promise.reject(serverError('THREAD_ENDED', what));
    if (this.#waiting.size >= CALLS_WAITING_MAX) {
      return Promise.reject(serverError('TOO_MANY_CALLS', what));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const until = performance.now() + this.#answerMillis;
      this.#waiting.set(id, { until, what, resolve, reject });
      this.#port.postMessage({ id, face, method, given });
    });
  }

  #take(answer: CallAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    // Late: whoever asked was told that there is no answer.
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting.resolve(answer.value as never);
    else waiting.reject(new ArgosyError(answer.code, answer.message));
  }

  /** They stand in the order in which they were asked, all with the same time to answer. */
  #giveUp(): void {
    const now = performance.now();
    for (const [id, { until, what, reject }] of this.#waiting) {
      if (until > now) return;
      this.#waiting.delete(id);
      reject(serverError('NO_ANSWER', what));
    }
  }
}
