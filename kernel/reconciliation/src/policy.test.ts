import { toMicros } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { assertPolicy, reconciliationDefaults, type ReconciliationPolicy } from './policy.ts';

describe('a policy', () => {
  it('by default can work', () => {
    expect(() => assertPolicy(reconciliationDefaults)).not.toThrow();
  });

  it.each<[Partial<ReconciliationPolicy>, string]>([
    [{ raceWindow: toMicros(-1) }, 'raceWindow'],
    [{ missingRounds: 0 }, 'missingRounds 0'],
    [{ targetedQueriesMax: 1.5 }, 'targetedQueriesMax 1.5'],
  ])('%j cannot', (changes, message) => {
    expect(() => assertPolicy({ ...reconciliationDefaults, ...changes })).toThrow(message);
  });
});
