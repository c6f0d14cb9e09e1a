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
  const rows = [['trial', ...names, ...figures].map(quoted).join(',')];
  for (let trial = 0; trial < table.trials; trial += 1) {
    const found = table.at(trial);
    if (found === null) continue;
    const values = search.valuesAt(trial);
    const cells = [
      trial,
      ...names.map((name) => values[name] ?? ''),
      ...figures.map((one) => found[one]),
    ];
    rows.push(cells.map((cell) => quoted(String(cell))).join(','));
  }
  return `${rows.join('\n')}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
