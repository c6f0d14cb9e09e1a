import { families } from './families.ts';
import { tortureCodes, type ScenarioOutcome, type TortureReport } from './torture-report.ts';

/** How many failures are told one by one. */
const FAILURES_SHOWN = 20;
const NAME_WIDTH = 16;

/** A report as a person reads it, line by line. */
export function formatTorture(report: TortureReport, path: string): readonly string[] {
  const { strategy, seed, refused, scenarios, passed, failed } = report;
  if (refused !== null) return [`${strategy} was not tortured: ${refused}`];
  const failures = scenarios.filter((one) => !one.passed);
  return [
    `${strategy}, ${scenarios.length} scenarios of seed ${seed}`,
    '',
    ...families.flatMap(({ name, about }) => familyLine(name, about, scenarios)),
    '',
    ...failures.slice(0, FAILURES_SHOWN).flatMap((one) => failureLines(one, { path, seed })),
    ...(failures.length > FAILURES_SHOWN
      ? [`and ${failures.length - FAILURES_SHOWN} more`, '']
      : []),
    ...warningLines(scenarios),
    failed === 0 ? `all ${passed} passed` : `${passed} passed, ${failed} failed`,
  ];
}

function familyLine(
  name: string,
  about: string,
  scenarios: readonly ScenarioOutcome[],
): readonly string[] {
  const own = scenarios.filter(({ family }) => family === name);
  if (own.length === 0) return [];
  const passed = own.filter((one) => one.passed).length;
  const fills = own.reduce((sum, one) => sum + one.fills, 0);
  const count = `${passed}/${own.length}`.padEnd(5);
  const mark = passed === own.length ? 'ok    ' : 'FAILED';
  return [
    `${mark} ${name.padEnd(NAME_WIDTH)} ${count} ${String(fills).padStart(6)} fills  ${about}`,
  ];
}

function failureLines(
  { name, findings }: ScenarioOutcome,
  { path, seed }: { readonly path: string; readonly seed: string },
): readonly string[] {
  return [
    `${name}:`,
    ...findings.map(({ code, detail }) => `  ${code} ${detail}: ${tortureCodes[code].about}`),
    `  again: argosy torture ${path} --only ${name} --seed ${seed}`,
    '',
  ];
}

function warningLines(scenarios: readonly ScenarioOutcome[]): readonly string[] {
  const left = scenarios.filter(({ findings }) =>
    findings.some(({ code }) => code === 'LEFT_OPEN'),
  );
  if (left.length === 0) return [];
  const names = left.slice(0, 3).map(({ name }) => name);
  const { about } = tortureCodes.LEFT_OPEN;
  return [`warning LEFT_OPEN in ${left.length} scenarios (${names.join(', ')}): ${about}`];
}
