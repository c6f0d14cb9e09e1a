/** What a feed writes, how fast and for how long. */
export type FeedOrder = {
  readonly to: string;
  readonly instruments: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
};

/** What became of it on the side that writes. */
export type FeedReport = {
  readonly sent: number;
  /** What did not leave because a later value stood for it. */
  readonly heldBack: number;
  readonly seconds: number;
  /** Of processors. */
  readonly cpuSeconds: number;
  /** The last bid and the last price of each instrument, in whole numbers. */
  readonly bids: Readonly<Record<string, number>>;
  readonly prices: Readonly<Record<string, number>>;
};
