import { FailedTries, type DelayRule } from './failed-tries.ts';
import { TokenBuckets, type BucketRate } from './token-buckets.ts';

/** Where a try to log in comes from. */
export type LoginTry = {
  /** The address as limits count it. */
  readonly address: string;
  readonly isLoopback: boolean;
  /** As it was typed: a name without a user is treated like one with. */
  readonly name: string;
  /** The device that this user has logged in from before; null where it is unknown. */
  readonly device: string | null;
};

/** Of one address for one name, and of one known device: a few mistakes are free, then each costs a longer wait. */
const pairRule: DelayRule = {
  free: 5,
  firstSeconds: 30,
  longestSeconds: 900,
  forgetSeconds: 3_600,
};
/**
 * Tries for one name from everywhere but its known devices and the machine itself: who has many addresses is as slow as this. Its owner
 * is never kept out by it where they have logged in before.
 */
const strangerRate: BucketRate = { burst: 30, perSecond: 1 / 60 };
/** Wrong codes behind a right password, by name: a million codes would take years. */
const codeRule: DelayRule = {
  free: 5,
  firstSeconds: 60,
  longestSeconds: 3_600,
  forgetSeconds: 86_400,
};

/** Slows guessing down without a lock that strangers could turn against an account's owner. */
export class LoginLimits {
  readonly #pairs = new FailedTries(pairRule);
  readonly #strangers = new TokenBuckets(strangerRate);
  readonly #codes = new FailedTries(codeRule);

  /** Seconds that this try comes too early; 0 where it is taken, and counted as failed until `succeed`. */
  begin(login: LoginTry, nowMicros: number): number {
    const pair = pairOf(login);
    const wait = this.#pairs.waitOf(pair, nowMicros);
    if (wait > 0) return wait;
    if (login.device === null && !login.isLoopback) {
      const late = this.#strangers.take(nameOf(login), nowMicros);
      if (late > 0) return late;
    }
    this.#pairs.begin(pair, nowMicros);
    return 0;
  }

  /** Who it was is proved: what they mistyped before is forgotten. */
  succeed(login: LoginTry): void {
    this.#pairs.clear(pairOf(login));
    this.#codes.clear(codesOf(login));
  }

  /** Seconds until a code of this user is looked at, from where this try comes; the look counts as a wrong one until `succeed`. */
  beginCode(login: LoginTry, nowMicros: number): number {
    const key = codesOf(login);
    const wait = this.#codes.waitOf(key, nowMicros);
    if (wait === 0) this.#codes.begin(key, nowMicros);
    return wait;
  }
}

function nameOf({ name }: LoginTry): string {
  return name.toLowerCase();
}

function pairOf(login: LoginTry): string {
  const from = login.device === null ? `a ${login.address}` : `d ${login.device}`;
  return `${from} ${nameOf(login)}`;
}

/** Strangers share one count for each name; a known device has its own. */
function codesOf(login: LoginTry): string {
  const from = login.device ?? (login.isLoopback ? 'loopback' : '');
  return `${from} ${nameOf(login)}`;
}
