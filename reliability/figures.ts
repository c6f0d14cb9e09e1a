/** What a test of reliability came to: one line of JSON each. */
export type Figures = {
  readonly id: string;
  readonly title: string;
  readonly pass: boolean;
  /** The first seed, and how many; no chance is in a test of none. */
  readonly seed: number;
  readonly seeds: number;
  /** How often it was run, each time from another seed or place. */
  readonly runs: number;
  readonly lost: number;
  readonly duplicated: number;
  /** In paise. */
  readonly imbalance: number;
  /** From a start to all being known and agreed; null where nothing is started. */
  readonly recovery: RecoveryTimes | null;
  readonly seconds: number;
  /** What else it found, a line each. */
  readonly notes: readonly string[];
};

/** How long starts took, in milliseconds. */
export type RecoveryTimes = { readonly p50: number; readonly p95: number };

/** What a test says of itself; the runner adds the rest. */
export type Result = Pick<Figures, 'pass' | 'runs' | 'notes'> &
  Partial<Pick<Figures, 'seeds' | 'lost' | 'duplicated' | 'imbalance' | 'recovery'>>;

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
  readonly run: (options: RunOptions) => Promise<Result>;
};

/** The times of many starts. */
export function recoveryTimesOf(millis: readonly number[]): RecoveryTimes | null {
  if (millis.length === 0) return null;
  const sorted = [...millis].sort((one, other) => one - other);
  const at = (share: number): number =>
    Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}
