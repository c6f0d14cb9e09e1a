/** What a test of reliability came to: one line of JSON each. */
export type Figures = {
  readonly id: string;
  readonly title: string;
  readonly pass: boolean;
  /** How often it was run, each time from another seed or place. */
  readonly runs: number;
  readonly lost: number;
  readonly duplicated: number;
  /** In paise. */
  readonly imbalance: number;
  readonly seconds: number;
  /** What else it found, a line each. */
  readonly notes: readonly string[];
};

/** What the runner was asked for. */
export type RunOptions = {
  /** The first seed. */
  readonly seed: number;
  /** How many seeds; null leaves it to the test. */
  readonly seeds: number | null;
  /** The long form, for a night. */
  readonly isFull: boolean;
  readonly say: (line: string) => void;
};

/** A test of reliability. */
export type ReliabilityTest = {
  readonly id: string;
  readonly title: string;
  readonly run: (options: RunOptions) => Promise<Omit<Figures, 'id' | 'title' | 'seconds'>>;
};
