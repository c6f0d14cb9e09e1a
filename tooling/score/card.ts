/** One line of the card: our goal, the best figure measured elsewhere and whose it is. */
export type Line = {
  readonly key: string;
  readonly label: string;
  readonly goal: readonly [min: number, max: number];
  readonly model: string;
};

const any = Number.POSITIVE_INFINITY;

/**
 * The goals of the house beside the best figures of 27 admired codebases, measured on 2026-11-21
 * over their own files with tests, docs, examples and generated code left out.
 */
export const card: readonly Line[] = [
  { key: 'files', label: 'source files', goal: [0, any], model: '' },
  { key: 'lines', label: 'source lines', goal: [0, any], model: '' },
  { key: 'fileMedian', label: 'lines/file median', goal: [0, 90], model: '45 trading-signals' },
  { key: 'fileP90', label: 'lines/file p90', goal: [0, 250], model: '148 trading-signals' },
  { key: 'fileMax', label: 'lines/file max', goal: [0, 400], model: '868 trading-signals' },
  { key: 'functionP90', label: 'function lines p90', goal: [0, 35], model: '17 kysely' },
  { key: 'functionLong', label: 'functions > 70 lines %', goal: [0, 0], model: '0.5 kysely' },
  { key: 'any', label: 'any', goal: [0, 0], model: '0 jose' },
  { key: 'casts', label: 'as per 1,000 lines', goal: [0, 1], model: '0.6 trading-signals' },
  { key: 'nonNull', label: 'non-null !', goal: [0, 0], model: '' },
  { key: 'defaultExports', label: 'default exports', goal: [0, 0], model: '0 kysely' },
  { key: 'cycles', label: 'import cycles', goal: [0, 0], model: '' },
  { key: 'comments', label: 'comment lines %', goal: [12, 20], model: '17 lightweight-charts' },
  { key: 'testRatio', label: 'test/source lines', goal: [1.3, any], model: '7.94 fastify' },
  { key: 'beside', label: 'tests beside source %', goal: [100, 100], model: '100 hono' },
  { key: 'documented', label: 'exports with TSDoc %', goal: [100, 100], model: '' },
  { key: 'readmes', label: 'rooms with README %', goal: [100, 100], model: '' },
  { key: 'kernelDeps', label: 'kernel dependencies', goal: [0, 0], model: '0 kysely' },
  { key: 'checkSeconds', label: 'seconds of check', goal: [0, 30], model: '' },
];

/** Our figures by key of the card; a figure that nobody measured yet is absent. */
export type Figures = Readonly<Record<string, number>>;

/** How far a figure lies outside of its goal; 0 within. */
export function shortfall(line: Line, value: number): number {
  const [min, max] = line.goal;
  return Math.max(0, min - value, value - max);
}

/** The card as text. A figure that moved away from its goal since the baseline is marked. */
export function formatCard(figures: Figures, baseline: Figures): string {
  const rows = card.map((line) => [
    line.label,
    figures[line.key]?.toString() ?? 'not measured',
    formatGoal(line),
    line.model,
    verdict(line, figures[line.key], baseline[line.key]),
  ]);
  return [['', 'Argosy', 'goal', 'best model', ''], ...rows].map(formatRow).join('\n');
}

const WIDTHS = [24, 13, 10, 22, 0];

function formatRow(cells: readonly string[]): string {
  return cells
    .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
    .join(' ')
    .trimEnd();
}

function formatGoal({ goal: [min, max] }: Line): string {
  if (max === any) return min === 0 ? '' : `≥ ${min}`;
  if (min === max) return String(max);
  return min === 0 ? `≤ ${max}` : `${min}–${max}`;
}

function verdict(line: Line, value: number | undefined, before: number | undefined): string {
  if (value === undefined) return '';
  const isWorse = before !== undefined && shortfall(line, value) > shortfall(line, before);
  const miss = shortfall(line, value) > 0 ? 'misses the goal' : '';
  return isWorse ? `WORSE than ${before}` : miss;
}
