import { addressGroup } from './address.ts';
import { TokenBuckets, type BucketRate } from './token-buckets.ts';

/** How many requests are taken. */
export type RequestRates = {
  /** Of an address, while nobody is logged in. */
  readonly stranger: BucketRate;
  /** Of a user, from everywhere together. */
  readonly user: BucketRate;
  /** Of an address, to whatever takes a password, a code, a link or a cookie. */
  readonly login: BucketRate;
};

/** The rates unless told. A user's is above what a desk of strategies sends by hand and by program. */
export const requestRates: RequestRates = {
  stranger: { burst: 300, perSecond: 50 },
  user: { burst: 4_000, perSecond: 2_000 },
  login: { burst: 30, perSecond: 0.5 },
};

/** Counts requests by address and by user. */
export class RequestLimits {
  readonly #strangers: TokenBuckets;
  readonly #users: TokenBuckets;
  /** Of what only reduces risk: whoever has sent too much may still end it. */
  readonly #reducers: TokenBuckets;
  readonly #logins: TokenBuckets;

  constructor({ stranger, user, login }: RequestRates = requestRates) {
    this.#strangers = new TokenBuckets(stranger);
    this.#users = new TokenBuckets(user);
    this.#reducers = new TokenBuckets(user);
    this.#logins = new TokenBuckets(login);
  }

  /** Seconds until a request of an address is taken; 0 for now. */
  takeStranger(address: string, nowMicros: number): number {
    return this.#strangers.take(addressGroup(address), nowMicros);
  }

  /** The same for what people log in with. */
  takeLogin(address: string, nowMicros: number): number {
    return this.#logins.take(addressGroup(address), nowMicros);
  }

  /** The same for a user. */
  takeUser(user: string, nowMicros: number): number {
    return this.#users.take(user, nowMicros);
  }

  /** The same for a user who asks for what only reduces risk; the two do not take from each other. */
  takeReducer(user: string, nowMicros: number): number {
    return this.#reducers.take(user, nowMicros);
  }
}
