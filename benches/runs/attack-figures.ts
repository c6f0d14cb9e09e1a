import type { AttackFigures } from './attack-run.ts';

/** What orders took while nobody attacked and while somebody did, by name. */
export function figuresOfAttack({
  calm,
  attacked,
  ...figures
}: AttackFigures): Readonly<Record<string, number | string>> {
  const textOf = (reports: AttackFigures['calm']): string =>
    reports.map(({ p50, p99 }) => `p50 ${p50}, p99 ${p99}`).join('; ');
  return {
    'in the calm, ms': textOf(calm),
    'attacked, ms': textOf(attacked),
    'ratio at p99': figures.ratioP99,
    'ratio at p50': figures.ratioP50,
    'processor seconds, calm and attacked': figures.cpu
      .map((pair) => pair.join(' and '))
      .join('; '),
    load: figures.load,
  };
}
