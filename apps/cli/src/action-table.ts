import { csvTable } from '@argosy/catalog';
import { readActionTable, type RunUnits } from 'argosy/backtest';
import type { DatedAction } from 'argosy/domain';

/** What a table of actions says, and everything that is wrong in it, each with its line. */
export type ActionTable = {
  readonly actions: readonly DatedAction[];
  /** `actions.csv:3: ratio: expected …`. */
  readonly mistakes: readonly string[];
};

/** Which rows of a table are read; all unless said. */
export type RowWanted = (row: Readonly<Record<string, string>>) => boolean;

/** Reads the text of a table of actions, `instrument,type,ex,…`. */
export function readActions(
  file: string,
  text: string,
  { units, isWanted = () => true }: { readonly units: RunUnits; readonly isWanted?: RowWanted },
): ActionTable {
  const table = csvTable(text);
  const wanted = table.rows
    .map((row, at) => ({ row, line: table.lines[at] ?? 1 }))
    .filter(({ row }) => isWanted(row));
  const read = readActionTable(
    wanted.map(({ row }) => row),
    units,
  );
  const misshapen = table.mistakes.map(({ line, detail }) => `${file}:${line}: ${detail}`);
  if (read.ok) return { actions: read.value, mistakes: misshapen };
  const misread = read.mistakes.map(({ place, detail }) => {
    const [, row = '', field = ''] = /^rows\[(\d+)\]\.?(.*)$/u.exec(place) ?? [];
    const line = wanted[Number(row)]?.line ?? 1;
    return `${file}:${line}: ${field === '' ? '' : `${field}: `}${detail}`;
  });
  return { actions: [], mistakes: [...misshapen, ...misread] };
}
