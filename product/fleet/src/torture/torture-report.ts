/** Everything that a hostile run can be found to do; warnings alone fail nothing. */
export const tortureCodes = {
  BROKE: { severity: 'error', about: 'the run broke off: nothing after it is known' },
  THREW: { severity: 'error', about: 'a callback threw, and the strategy was stopped' },
  BOOKS: { severity: 'error', about: 'the books do not hold: report it as a bug of Argosy' },
  SENT_WHILE_HALTED: {
    severity: 'error',
    about: 'an order left while the account was halted: report it as a bug of Argosy',
  },
  HAMMERS: {
    severity: 'error',
    about: 'it went on sending orders that could only be refused: look at context.tradingState',
  },
  RUNAWAY: { severity: 'error', about: 'it sent more orders than there was data to decide on' },
  TOO_LARGE: { severity: 'error', about: 'its position was larger than the size it declares' },
  HANGS: { severity: 'error', about: 'it did not come to an end, or took all memory' },
  DIFFERS: { severity: 'error', about: 'the same run came out differently' },
  LEFT_OPEN: {
    severity: 'warning',
    about: 'it ended with orders at work that would open a position',
  },
} as const;
/** The codes of `tortureCodes`. */
export type TortureCode = keyof typeof tortureCodes;

/** One thing found in a scenario. */
export type TortureFinding = { readonly code: TortureCode; readonly detail: string };

/** What a scenario came to. */
export type ScenarioOutcome = {
  /** The family and a number: it runs alone by it. */
  readonly name: string;
  readonly family: string;
  readonly passed: boolean;
  readonly findings: readonly TortureFinding[];
  readonly orders: number;
  readonly fills: number;
  readonly denied: number;
  /** Null where the run broke off. */
  readonly hash: string | null;
};

/** What a torture came to. */
export type TortureReport = {
  readonly schema: 'argosy-torture/1';
  readonly strategy: string;
  readonly seed: string;
  /** Why it was not run; null where it was. */
  readonly refused: string | null;
  readonly scenarios: readonly ScenarioOutcome[];
  readonly passed: number;
  readonly failed: number;
};

/** What the process of a torture is asked to do. */
export type TortureJob = {
  readonly file: string;
  readonly name: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: string;
  /** The scenarios to run, by name. */
  readonly scenarios: readonly string[];
  /** The largest position it may have, in whole units; null for what its parameters say. */
  readonly maxPosition: number | null;
};

/** The files by which caller and torture speak. */
export const tortureFiles = { job: 'torture.json', outcomes: 'outcomes.jsonl' } as const;
