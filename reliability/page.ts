import type { Figures, ReliabilityTest } from './figures.ts';
import { absentKillPoints, killPoints } from './kill-points.ts';

/** What the specification allows a start to take. */
const RECOVERY_MILLIS_MAX = 3000;

/** The page of the reliability tests: no date and no machine stands in it, so that it changes with what is true. */
export function toPage(
  rows: readonly string[],
  missing: readonly (readonly [string, string])[],
): string {
  return `# Reliability

What must not fail, and what each test of it found. The page is written by \`npm run reliability -- --write-docs\`;
\`-- --full\` runs the long form, with 10,000 seeds of the simulation and every kill twenty times over, either way.
What each test does stands in [reliability/README.md](../reliability/README.md). Lost: acknowledged orders, records,
entries and fills that were gone. Duplicated: orders sent and fills and entries booked twice. Imbalance: paise that our
books differ by from the broker's own. Recovery: from the start of a process until its journal is replayed and the broker
agrees, at the 95th of 100 starts.

| test | what it shows | seeds | runs | lost | duplicated | imbalance | recovery | passed |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |
${rows.join('\n')}

## Not there yet

| test | why |
|---|---|
${missing.map(toPair).join('\n')}

## Where processes are killed

Each place with the unsynced data lost, as when power fails, and with them kept, as when a process is killed.

| place | what has just happened |
|---|---|
${killPoints.map(({ id, what }) => toPair([id, what])).join('\n')}
${Object.entries(absentKillPoints)
  .map(([id, why]) => toPair([id, `absent: ${why}`]))
  .join('\n')}
`;
}

/** The rows of a page's tests, in order. */
export function rowsOnPage(page: string): readonly string[] {
  const [, table = ''] = page.split('\n| --- | --- | ---: |');
  return table.split('\n\n')[0]?.split('\n').slice(1) ?? [];
}

/** The test that a row is of, and what it shows. */
export function testOfRow(row: string): Pick<ReliabilityTest, 'id' | 'title'> {
  const [, id = '', title = ''] = row.split('|').map((cell) => cell.trim());
  return { id, title };
}

/** What a test found, as a row. */
export function toRow(figures: Figures): string {
  const { id, title, seeds, runs, lost, duplicated, imbalance, pass } = figures;
  const counts = [seeds === 0 ? '' : seeds, runs, lost, duplicated, imbalance];
  const cells = [id, title, ...counts, recoveryOf(figures), pass ? 'yes' : 'no'];
  return `| ${cells.join(' | ')} |`;
}

/** A bound, not a time: that would be of one machine and one day. */
function recoveryOf({ recovery }: Figures): string {
  if (recovery === null) return '';
  const isWithin = recovery.p95 <= RECOVERY_MILLIS_MAX;
  return isWithin ? 'within 3 s' : `${Math.ceil(recovery.p95 / 1000)} s`;
}

function toPair([one, other]: readonly [string, string]): string {
  return `| ${one} | ${other} |`;
}
