import { csvLine } from '@argosy/catalog';
import type { Search, TrialTable } from 'argosy/vector';

/** The trials that have run, a row each: their values, then their figures. */
export function trialsCsv(table: TrialTable, search: Search): string {
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
  const lines = [csvLine(['trial', ...names, ...figures])];
  for (let trial = 0; trial < table.trials; trial += 1) {
    const found = table.at(trial);
    if (found === null) continue;
    const values = search.valuesAt(trial);
    const cells = [
      trial,
      ...names.map((name) => values[name] ?? ''),
      ...figures.map((one) => found[one]),
    ];
    lines.push(csvLine(cells.map(String)));
  }
  return lines.join('');
}
