/** How something is: `warn` works and should be looked at, `fail` keeps a node from running as it should. */
export type FindingState = 'ok' | 'warn' | 'fail';

/** One thing that was looked at. */
export type Finding = {
  readonly check: string;
  readonly state: FindingState;
  /** What was found. */
  readonly detail: string;
  /** What to do; null where nothing is to be done. */
  readonly advice: string | null;
};

/** All is well. */
export function fine(check: string, detail: string): Finding {
  return { check, state: 'ok', detail, advice: null };
}

/** Something is to be looked at. */
export function doubtful(check: string, detail: string, advice: string): Finding {
  return { check, state: 'warn', detail, advice };
}

/** Something keeps a node from running as it should. */
export function wrong(check: string, detail: string, advice: string): Finding {
  return { check, state: 'fail', detail, advice };
}
