import { ok, type Result } from 'argosy/core';

import { authRefusal, loginFault } from '../errors.ts';
import { isLoopback } from '../limits/address.ts';

/** Under which names a server is asked, and by whose pages. */
export type Places = {
  /** What it is reached by from outside, `https://desk.example`; null where it is asked directly. */
  readonly publicOrigin: string | null;
  /** The address it listens on. */
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** Names that it is asked by besides, without ports. */
  readonly hosts: readonly string[];
  /** Origins of other pages that may ask: `https://charts.example`. None by default. */
  readonly corsOrigins: readonly string[];
};

/** What of a request tells where it comes from and where it was meant to go. */
export type Asked = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
};

const ownNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a server that listens here serves the machine itself and nobody else. */
function isOwnMachine(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}

/** Names and origins that are ours, worked out once. */
export class KnownPlaces {
  readonly #names: ReadonlySet<string>;
  readonly #cors: ReadonlySet<string>;
  readonly #places: Places;

  constructor(places: Places) {
    const { publicOrigin, host, hosts, corsOrigins, isTls } = places;
    // A proxy in front does not help: whoever shares its network would read along.
    if (!isTls && !isOwnMachine(host)) {
      throw loginFault('PLAIN_HTTP', `${host} is reached from other machines`);
    }
    const outside = publicOrigin === null ? [] : [new URL(publicOrigin).hostname];
    const told = [...outside, ...hosts].map((name) => name.toLowerCase());
    // The machine's own names are always good where any are looked at: calls from within go by them.
    const isChecked = isOwnMachine(host) || told.length > 0;
    this.#names = new Set(isChecked ? [...ownNames, ...told] : []);
    this.#cors = new Set(corsOrigins);
    this.#places = places;
  }

  /** What links that we print begin with. */
  get origin(): string {
    const { publicOrigin, host, port, isTls } = this.#places;
    const name = host === '0.0.0.0' || host === '::' || isOwnMachine(host) ? 'localhost' : host;
    return publicOrigin ?? `${isTls ? 'https' : 'http'}://${name}:${port}`;
  }

  /** Whether browsers reach it over HTTPS. */
  get isSecure(): boolean {
    return this.origin.startsWith('https://');
  }

  /**
   * Refuses a name that is none of ours: a page of a stranger whose name was made to lead to this machine would be
   * of our own origin. Where no names are known the certificate tells who we are.
   */
  checkHost({ host }: Pick<Asked, 'host'>): Result<null> {
    if (this.#names.size === 0) return ok(null);
    const name = hostName(host ?? '');
    return this.#names.has(name) ? ok(null) : authRefusal('HOST_UNKNOWN');
  }

  /** Whether pages of an origin may ask from elsewhere. */
  isAllowed(origin: string): boolean {
    return this.#cors.has(origin);
  }

  /**
   * Refuses what a page of somebody else sends. A program that is no browser says neither origin nor site, and has no
   * cookies of anybody else.
   */
  checkOrigin({ host, origin, fetchSite }: Asked): Result<null> {
    if (origin !== undefined) {
      const isOurs = origin === this.#originOf(host) || this.isAllowed(origin);
      return isOurs ? ok(null) : authRefusal('ORIGIN_REFUSED');
    }
    const isOurs = fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
    return isOurs ? ok(null) : authRefusal('ORIGIN_REFUSED');
  }

  #originOf(host: string | undefined): string {
    const { publicOrigin, isTls } = this.#places;
    return publicOrigin ?? `${isTls ? 'https' : 'http'}://${host ?? ''}`;
  }
}

/** The name in a `Host` without its port; nothing where it is none. */
function hostName(host: string): string {
  const found = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/iu.exec(host);
  return found?.[1]?.toLowerCase() ?? '';
}
