import type { PivotLevels } from './pivot-rules.ts';

/** Writes the three levels on each side into a row of their lines. */
export function fillLevels(
  { r1, s1, r2, s2, r3, s3 }: PivotLevels,
  lines: Readonly<Record<'r1' | 's1' | 'r2' | 's2' | 'r3' | 's3', Float64Array>>,
  row: number,
): void {
  lines.r1[row] = r1;
  lines.s1[row] = s1;
  lines.r2[row] = r2;
  lines.s2[row] = s2;
  lines.r3[row] = r3;
  lines.s3[row] = s3;
}
