import type { Slippage } from '@argosy/contract';

type Cell = Slippage['cells'][number];

/** A table: instruments down, half hours across, those that anything was traded in. */
export type SlippageTable = {
  readonly halfHours: readonly number[];
  readonly rows: readonly {
    readonly instrument: string;
    readonly orders: number;
    readonly cells: ReadonlyMap<number, Cell>;
  }[];
  /** The largest mean, either way: the strongest colour. */
  readonly most: number;
};

const ROWS_MAX = 30;

/** The instruments that were traded most come first. */
export function slippageTable({ cells }: Slippage): SlippageTable {
  const byInstrument = Map.groupBy(cells, ({ instrument }) => instrument);
  const rows = [...byInstrument].map(([instrument, own]) => ({
    instrument,
    orders: own.reduce((sum, { orders }) => sum + orders, 0),
    cells: new Map(own.map((cell) => [cell.halfHour, cell])),
  }));
  const shown = rows.sort((a, b) => b.orders - a.orders).slice(0, ROWS_MAX);
  const all = shown.flatMap((row) => [...row.cells.values()]);
  return {
    halfHours: [...new Set(all.map(({ halfHour }) => halfHour))].sort((a, b) => a - b),
    rows: shown,
    most: Math.max(0, ...all.map(({ bps }) => Math.abs(bps))),
  };
}
