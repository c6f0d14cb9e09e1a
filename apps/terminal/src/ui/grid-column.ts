import type { ReactNode } from 'react';

/** A column of a grid. */
export type GridColumn<Row> = {
  readonly id: string;
  readonly title: string;
  /** What it says, for sorting, copying and files. Numbers as numbers, decimals as text. */
  readonly value: (row: Row) => string | number | null;
  /** What is shown; the value unless told. */
  readonly show?: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Whether it goes first where a panel is narrow; files and copies have it always. */
  readonly isLess?: boolean;
  /** In signs of a digit's width: columns never change it. */
  readonly width?: number;
};
