import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

import { ok, type Result } from 'argosy/core';

import { authRefusal } from '../errors.ts';

/** What argon2id costs: memory in KiB, passes over it, lanes. */
export type PasswordCost = {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
};

/** OWASP's least for argon2id; about 40 ms on a shared core. */
export const passwordCost: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

/** Whether a password was the right one, and whether its hash is cheaper than new ones are. */
export type PasswordVerdict = { readonly isRight: boolean; readonly isOutdated: boolean };

/** Hashes at work at once: two of the four threads that Node has for this, so that files and tokens have theirs. */
const PARALLEL_MAX = 2;
/** Those that wait for them: 64 × 40 ms / 2 is as long as anybody should wait for an answer. */
const WAITING_MAX = 64;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a stored hash may ask for at most: whoever can write one shall not stop us with it. */
const MEMORY_MAX = 1 << 20;
const PASSES_MAX = 16;

type StoredHash = PasswordCost & { readonly salt: Uint8Array; readonly hash: Uint8Array };

/** Hashes passwords with argon2id off the event loop, a few at a time, and no more in the queue than can be answered in time. */
export class PasswordHasher {
  readonly #cost: PasswordCost;
  readonly #waiting: (() => void)[] = [];
  /** Stands in for users who are not there, so that they cost as much as those who are. */
  readonly #nobody: StoredHash;
  #working = 0;

  constructor(cost: PasswordCost = passwordCost) {
    this.#cost = cost;
    this.#nobody = { ...cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
  }

  /** The hash to keep, as `$argon2id$…`. */
  async hash(password: string): Promise<Result<Uint8Array>> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.#work(password, { ...this.#cost, salt });
    if (!hash.ok) return hash;
    const { memory, passes, parallelism } = this.#cost;
    const costs = `m=${memory},t=${passes},p=${parallelism}`;
    const text = `$argon2id$v=19$${costs}$${encode(salt)}$${encode(hash.value)}`;
    return ok(new TextEncoder().encode(text));
  }

  /** Compares a password with what is kept, or with nobody's where nothing is; both take as long. */
  async verify(password: string, kept: Uint8Array | undefined): Promise<Result<PasswordVerdict>> {
    const stored = kept === undefined ? undefined : parseHash(kept);
    const against = stored ?? this.#nobody;
    const hash = await this.#work(password, against);
    if (!hash.ok) return hash;
    const isSame = timingSafeEqual(hash.value, against.hash);
    const isOutdated =
      against.memory < this.#cost.memory ||
      against.passes < this.#cost.passes ||
      against.parallelism !== this.#cost.parallelism;
    return ok({ isRight: isSame && stored !== undefined, isOutdated });
  }

  async #work(
    password: string,
    { memory, passes, parallelism, salt }: Omit<StoredHash, 'hash'>,
  ): Promise<Result<Uint8Array>> {
    if (this.#waiting.length >= WAITING_MAX) {
      return authRefusal('UNAVAILABLE', `${WAITING_MAX} logins wait already`);
    }
    if (this.#working >= PARALLEL_MAX) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#working += 1;
    }
    try {
      // The same letters can be typed as different characters; NFKC makes them one.
      const message = new TextEncoder().encode(password.normalize('NFKC'));
      const cost = { memory, passes, parallelism, tagLength: HASH_BYTES };
      return ok(await argon2id({ message, nonce: salt, ...cost }));
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#working -= 1;
      else next();
    }
  }
}

type Argon2Parameters = Parameters<typeof argon2>[1];

function argon2id(parameters: Argon2Parameters): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}

const stored =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22})\$([\w+/]{43})$/u;

/** What cannot be read counts as no password at all: nobody comes in with it. */
function parseHash(kept: Uint8Array): StoredHash | undefined {
  const found = stored.exec(new TextDecoder().decode(kept));
  if (found === null) return undefined;
  const [memory = 0, passes = 0, parallelism = 0] = found.slice(1, 4).map(Number);
  const [salt, hash] = found.slice(4).map((text) => Buffer.from(text, 'base64'));
  if (salt === undefined || hash === undefined) return undefined;
  const isPayable = memory <= MEMORY_MAX && passes > 0 && passes <= PASSES_MAX && parallelism > 0;
  return isPayable ? { memory, passes, parallelism, salt, hash } : undefined;
}

/** Base 64 without padding, as the form has it. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/u, '');
}
