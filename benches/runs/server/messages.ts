/** Orders that are sent at a steady rate, whatever becomes of those before them. */
export type PlaceOrder = {
  readonly port: number;
  readonly token: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly accounts: readonly string[];
  readonly instruments: readonly string[];
};

/** How often something is due, and how many times. */
export type Pace = Pick<PlaceOrder, 'perSecond'> & { readonly count: number };

/** How many are due by now, since an instant in milliseconds of the epoch. */
export type Due = { readonly due: number; readonly begin: number };

/** What came of them; milliseconds from the instant that each was meant to go until its answer was there. */
export type PlaceReport = {
  readonly sent: number;
  readonly errors: number;
  /** The first answer that was none, in words. */
  readonly firstError: string | null;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
};

/** Clients that hear quotes, for so long. */
export type ListenOrder = {
  readonly port: number;
  /** Of several users, in turns: each may have a few connections. */
  readonly tokens: readonly string[];
  readonly clients: number;
  readonly symbolsEach: number;
  readonly seconds: number;
  readonly instruments: readonly string[];
};

/** What they heard; milliseconds from a quote's own instant until a client had it. */
export type ListenReport = {
  readonly quotes: number;
  readonly messages: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
};

/** What to attack, and how much. */
export type AttackOrder = {
  readonly port: number;
  /** Of somebody who may ask: bodies of strangers are not read. */
  readonly token: string;
  readonly slowSockets: number;
  readonly hostilePerSecond: number;
};

/** How much it came to. */
export type AttackReport = { readonly slowSockets: number; readonly hostile: number };
