import * as shipped from '@argosy/strategies';
import { expect, it } from 'vitest';

import { fillParameters } from '../trial/read-schema.ts';
import { wantsOf } from '../trial/run-trial.ts';
import { runScenarioOf } from './run-scenario.ts';
import { familyOf, scenarioNames } from './scenario-names.ts';

const seed = 'torture';
const firstOfEach = scenarioNames().filter((scenario) => scenario.endsWith('-1'));

it.each(Object.entries(shipped))(
  '%s, which we ship, comes through one scenario of each family',
  (name, type) => {
    const parameters = fillParameters(type.parameters, {});
    const own = { type, file: name, parameters, seed, wants: null, onCallback: () => {} };
    const victim = { type, parameters, wants: wantsOf(own), seed, maxPosition: null };
    const outcomes = firstOfEach.map((one) => runScenarioOf(victim, familyOf(one), one));
    expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
    expect(outcomes).toHaveLength(26);
    expect(outcomes.some(({ fills }) => fills > 0)).toBe(true);
  },
  180_000,
);
