/** So many clients that place one order behind the other, as fast as they are answered, for so long. */
export type LoadOrder = {
  readonly port: number;
  readonly token: string;
  readonly clients: number;
  readonly seconds: number;
  readonly accounts: readonly string[];
  readonly instruments: readonly string[];
  /** What the keys of its orders begin with. */
  readonly name: string;
};

/** What came of it; times in milliseconds. */
export type LoadReport = {
  readonly clients: number;
  readonly placed: readonly string[];
  readonly perSecond: number;
  readonly placedP99: number;
  /** How many were turned away, by status. */
  readonly refused: Readonly<Record<string, number>>;
  readonly refusedP99: number;
  /** Of those, how many were not told when to come again. */
  readonly withoutRetryAfter: number;
  readonly cancels: number;
  readonly canceled: number;
  readonly cancelP99: number;
  /** Other answers, and none at all: the first few in words, and how many. */
  readonly faults: readonly string[];
  readonly faultCount: number;
};
