import { families, type Family } from './families.ts';

/** How many scenarios a family has, unless it says so itself. */
const SCENARIOS_PER_FAMILY = 8;

/** Every scenario by its name, family by family. */
export function scenarioNames(): readonly string[] {
  return families.flatMap(({ name, count = SCENARIOS_PER_FAMILY }) =>
    Array.from({ length: count }, (_, place) => `${name}-${place + 1}`),
  );
}

/** The family that a scenario belongs to. */
export function familyOf(scenario: string): Family {
  const name = scenario.slice(0, scenario.lastIndexOf('-'));
  const family = families.find((one) => one.name === name);
  if (family === undefined) throw new Error(`no scenario is called ${scenario}`);
  return family;
}
