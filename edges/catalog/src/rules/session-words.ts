import type { SessionPhase } from 'argosy/core';

import type { RuleFields } from './rule-fields.ts';

/** A part of a trading day by the local clock, as a run file writes it: `09:15` to `15:30`. */
export type PlainWindow = {
  readonly phase: SessionPhase;
  readonly from: string;
  readonly until: string;
};

const phases: readonly SessionPhase[] = ['preOpen', 'matching', 'open', 'closing', 'postClose'];
const windowPattern = /^(\w+) ((?:[01]\d|2[0-4]):[0-5]\d)-((?:[01]\d|2[0-4]):[0-5]\d)$/u;

/** Reads windows such as `open 09:15-15:30`, which stand in order and do not overlap. */
export function readWindows(fields: RuleFields, name: string): readonly PlainWindow[] {
  const windows = fields.texts(name).flatMap((text) => {
    const [, word, from = '', until = ''] = windowPattern.exec(text) ?? [];
    const phase = phases.find((one) => one === word);
    if (phase !== undefined && from < until && until <= '24:00') return [{ phase, from, until }];
    fields.fail(`'${name}': expected a phase and its time, "open 09:15-15:30", found "${text}"`);
    return [];
  });
  for (const [place, { from }] of windows.entries()) {
    const before = windows[place - 1];
    if (before === undefined || before.until <= from) continue;
    fields.fail(`'${name}': ${from} begins before ${before.until}, where the one before it ends`);
  }
  return windows;
}
