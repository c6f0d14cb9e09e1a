import { families, type Family } from './families.ts';

/** How many scenarios each family has. */
const SCENARIOS_PER_FAMILY = 8;

/** Every scenario by its name, family by family. */
export function scenarioNames(): readonly string[] {
  return families.flatMap(({ name }) =>
    Array.from({ length: SCENARIOS_PER_FAMILY }, (_, place) => `${name}-${place + 1}`),
  );
}

/** The family that a scenario belongs to. */
export function familyOf(scenario: string): Family {
  const name = scenario.slice(0, scenario.lastIndexOf('-'));
  const family = families.find((one) => one.name === name);
  if (family === undefined) throw new Error(`no scenario is called ${scenario}`);
  return family;
}
