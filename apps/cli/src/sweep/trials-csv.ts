import { csvLine } from '@argosy/catalog';
import type { FailedTrials, Search, TrialTable } from 'argosy/vector';

/** The trials that were tried, a row each: their values, then their figures, or what they failed with. */
export function trialsCsv(
  table: TrialTable,
  search: Search,
  failures: Pick<FailedTrials, 'first'>,
): string {
  const errors = new Map(failures.first.map(({ trial, error }) => [trial, error]));
  const names = Object.keys(search.space);
  const figures = [
    'worth',
    'gain',
    'deepestFall',
    'mean',
    'deviation',
    'fills',
    'charges',
  ] as const;
  const lines = [csvLine(['trial', ...names, ...figures, 'error'])];
  for (let trial = 0; trial < table.trials; trial += 1) {
    if (!table.has(trial)) continue;
    const found = table.at(trial);
    const values = search.valuesAt(trial);
    const cells = [
      trial,
      ...names.map((name) => values[name] ?? ''),
      ...figures.map((one) => found?.[one] ?? ''),
      found === null ? (errors.get(trial) ?? 'failed') : '',
    ];
    lines.push(csvLine(cells.map(String)));
  }
  return lines.join('');
}
