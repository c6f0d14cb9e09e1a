import type { LoginAnswer, LoginBody, Problem } from '@argosy/contract';
import { signal, type ReadonlySignal } from '@preact/signals-core';

import { readProblem, unreachable } from './problems.ts';

/**
 * Who is here. `unknown` until the cookie was tried; `out` where nobody is logged in; `expired` where somebody was, and
 * has to come in again: the page stays as it is, with what was typed.
 */
export type SessionState = 'unknown' | 'out' | 'in' | 'expired';

/** What a session reaches of the browser. */
export type SessionPlace = {
  readonly fetch: typeof fetch;
  readonly cookies: () => string;
  /** Runs one at a time over all windows: two that refresh at once would look like a thief. */
  readonly inTurn: <T>(run: () => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly pass: (millis: number) => Promise<void>;
};

type AuthAnswer = { readonly login: LoginAnswer } | { readonly problem: Problem };

const AUTH = '/api/v1/auth';
/** A token is renewed so long before its end. */
const RENEW_AHEAD_MS = 30_000;
const TOO_MANY = 429;
/** How long it waits where the server has heard too much from here. */
const WAITS_MS = [2_000, 4_000, 8_000, 16_000] as const;

/** The login of this window: keeps the access token in memory alone, and renews it before it ends. */
export class Session {
  readonly #place: SessionPlace;
  readonly #state = signal<SessionState>('unknown');
  #token: LoginAnswer | null = null;
  #renewal: Promise<string | null> | null = null;

  constructor(place: SessionPlace = browserPlace) {
    this.#place = place;
  }

  /** Who is here. */
  get state(): ReadonlySignal<SessionState> {
    return this.#state;
  }

  /** A token that is good now; null where nobody is logged in. */
  async token(): Promise<string | null> {
    const held = this.#token;
    if (held !== null && Date.parse(held.expiresAt) - this.#place.now() > RENEW_AHEAD_MS) {
      return held.token;
    }
    return this.renew();
  }

  /** Asks for a new token by the cookie, once for all who wait. */
  renew(): Promise<string | null> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** Logs in; gives why not. */
  async logIn(body: LoginBody): Promise<Problem | null> {
    const answer = await this.#ask('/login', body);
    if ('problem' in answer) return answer.problem;
    this.#enter(answer.login);
    return null;
  }

  /** Proves who one is once more, for what is beyond a login; gives why not. */
  async stepUp(body: {
    readonly password: string;
    readonly code?: string;
  }): Promise<Problem | null> {
    const answer = await this.#ask('/step-up', body);
    if ('problem' in answer) return answer.problem;
    this.#enter({ ...answer.login, csrf: this.#token?.csrf ?? '' });
    return null;
  }

  /** Ends the session, here and on the server. */
  async logOut(): Promise<void> {
    await this.#ask('/logout');
    this.#token = null;
    this.#state.value = 'out';
  }

  /** The server has said that the session is over. */
  end(): void {
    this.#token = null;
    if (this.#state.peek() === 'in') this.#state.value = 'expired';
  }

  async #renew(): Promise<string | null> {
    if (cookieOf(this.#place.cookies(), 'argosy-csrf') === null) {
      this.#leave();
      return null;
    }
    const answer = await this.#place.inTurn(() => this.#refresh());
    if ('login' in answer) {
      this.#enter(answer.login);
      return answer.login.token;
    }
    // Only the server's own no ends a session: where it cannot be reached, it may well go on.
    const UNAUTHENTICATED = 401;
    const FORBIDDEN = 403;
    const { status } = answer.problem;
    if (status === UNAUTHENTICATED || status === FORBIDDEN) this.#leave();
    return null;
  }

  /** The answer to a page that was just left may change the cookies between our reading them and the asking. */
  async #refresh(): Promise<AuthAnswer> {
    const answer = await this.#ask('/refresh');
    const isCrossed = 'problem' in answer && answer.problem.code === 'CSRF_REFUSED';
    return this.#waited(isCrossed ? await this.#ask('/refresh') : answer);
  }

  /** Where too many have asked from here, it is asked again a little later: that is nobody's end. */
  async #waited(first: AuthAnswer): Promise<AuthAnswer> {
    let answer = first;
    for (const millis of WAITS_MS) {
      if (!('problem' in answer) || answer.problem.status !== TOO_MANY) break;
      await this.#place.pass(millis);
      answer = await this.#ask('/refresh');
    }
    return answer;
  }

  #enter(login: LoginAnswer): void {
    this.#token = login;
    this.#state.value = 'in';
  }

  #leave(): void {
    this.#token = null;
    this.#state.value = this.#state.peek() === 'unknown' ? 'out' : 'expired';
  }

  async #ask(path: string, body?: unknown): Promise<AuthAnswer> {
    const headers: Record<string, string> = {
      'x-csrf-token': cookieOf(this.#place.cookies(), 'argosy-csrf') ?? '',
    };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (this.#token !== null) headers['authorization'] = `Bearer ${this.#token.token}`;
    try {
      const answer = await this.#place.fetch(`${AUTH}${path}`, {
        method: 'POST',
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) return { problem: await readProblem(answer) };
      const text = await answer.text();
      return { login: (text === '' ? noLogin : JSON.parse(text)) as LoginAnswer };
    } catch (error) {
      return { problem: unreachable(error) };
    }
  }
}

const noLogin: LoginAnswer = { token: '', expiresAt: '', csrf: '' };

/** The value of a cookie, with the prefix of secure ones or without it. */
function cookieOf(all: string, name: string): string | null {
  for (const part of all.split('; ')) {
    const [found, ...value] = part.split('=');
    if (found === name || found === `__Host-${name}`) return value.join('=');
  }
  return null;
}

const browserPlace: SessionPlace = {
  fetch: (input, init) => fetch(input, init),
  cookies: () => document.cookie,
  inTurn: async (run) => navigator.locks.request('argosy refresh', run),
  now: () => Date.now(),
  pass: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
};
