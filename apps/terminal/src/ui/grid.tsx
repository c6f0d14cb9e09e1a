import './grid.css';

import { useMemo, useRef, useState, type JSX, type KeyboardEvent } from 'react';

import { gridText } from '../text/grid.ts';
import type { GridColumn } from './grid-column.ts';
import { sortRows, toCsv, type GridOrder } from './grid-rows.ts';
import { useRowMotion } from './use-row-motion.ts';

/** What a grid shows, and what its rows do. */
export type GridProps<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly GridColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Which column it is sorted by at first. */
  readonly order?: GridOrder;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  /** The row that somebody goes to by a click or a key; a focus that only comes back goes nowhere. */
  readonly onPoint?: (row: Row) => void;
  /** A key on a row; true where it did something. */
  readonly onKey?: (code: string, row: Row) => boolean;
  readonly rowClass?: (row: Row) => string;
};

/** The most rows that are drawn; more are told of. */
const ROWS_MAX = 500;

/**
 * A table that people move in by keys: arrows from row to row, Enter opens, headers sort, Ctrl+Shift+C copies. What ticks in
 * it paints by itself.
 */
export function Grid<Row>(props: GridProps<Row>): JSX.Element {
  const { label, rows, columns, keyOf } = props;
  const [order, setOrder] = useState<GridOrder | null>(props.order ?? null);
  const [focused, setFocused] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted = useMemo(() => sortRows(rows, columns, order), [rows, columns, order]);
  const shown = sorted.slice(0, ROWS_MAX);
  useRowMotion(body, shown.map(keyOf));
  const tabStop = shown.find((row) => keyOf(row) === focused) ?? shown[0];
  return (
    <div className="grid">
      <table
        className="grid__table"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length}
        onKeyDown={(event) => onRowKey(event, { ...props, rows: shown, sorted }, body.current)}
      >
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell
                key={column.id}
                column={column}
                order={order}
                sort={() => setOrder(nextOrder(order, column.id))}
              />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((row) => (
            <tr
              key={keyOf(row)}
              data-key={keyOf(row)}
              className={props.rowClass?.(row)}
              tabIndex={row === tabStop ? 0 : -1}
              onFocus={() => setFocused(keyOf(row))}
              onClick={() => props.onPoint?.(row)}
              onDoubleClick={() => props.onOpen?.(row)}
            >
              {columns.map((column) => (
                <td key={column.id} className={classOf(column)}>
                  {column.show === undefined ? column.value(row) : column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > ROWS_MAX ? (
        <p className="grid__more">{gridText.more(ROWS_MAX, sorted.length)}</p>
      ) : null}
    </div>
  );
}

function HeadCell<Row>({
  column,
  order,
  sort,
}: {
  readonly column: GridColumn<Row>;
  readonly order: GridOrder | null;
  readonly sort: () => void;
}): JSX.Element {
  const isSorted = order?.column === column.id;
  const direction = order?.isDescending === true ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={classOf(column)}
      aria-sort={isSorted ? direction : undefined}
      style={column.width === undefined ? undefined : { width: `${column.width}ch` }}
    >
      {column.title === '' ? (
        <span className="hidden-text">{gridText.actions}</span>
      ) : (
        <button type="button" className="grid__sort" onClick={sort}>
          {column.title}
          {isSorted ? (order.isDescending ? ' ▾' : ' ▴') : ''}
        </button>
      )}
    </th>
  );
}

/** What rows do stays in view where there is no room for all of them. */
function classOf<Row>({ title, isNumber, isLess }: GridColumn<Row>): string | undefined {
  if (title === '') return 'grid__actions';
  const names = [isNumber === true ? 'number' : '', isLess === true ? 'grid__less' : ''];
  return names.join(' ').trim() || undefined;
}

function nextOrder(order: GridOrder | null, column: string): GridOrder | null {
  if (order?.column !== column) return { column, isDescending: false };
  return order.isDescending ? null : { column, isDescending: true };
}

type KeyPlace<Row> = GridProps<Row> & { readonly sorted: readonly Row[] };

const PAGE_ROWS = 10;

function onRowKey<Row>(
  event: KeyboardEvent<HTMLElement>,
  place: KeyPlace<Row>,
  body: HTMLElement | null,
): void {
  if (!(event.target instanceof HTMLTableRowElement) || body === null) return;
  const rows = [...body.querySelectorAll('tr')];
  const at = rows.indexOf(event.target);
  const row = place.rows[at];
  const to = targetRow(event.code, at, rows.length);
  if (row === undefined) return;
  const next = to === null ? undefined : place.rows[to];
  if (to !== null && next !== undefined) {
    rows[to]?.focus();
    place.onPoint?.(next);
  } else if (!actOn(event, row, place)) return;
  event.preventDefault();
}

/** What a key does with a row; false where it does nothing. */
function actOn<Row>(event: KeyboardEvent, row: Row, place: KeyPlace<Row>): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.shiftKey && event.code === 'KeyC') {
    void navigator.clipboard.writeText(toCsv(place.sorted, place.columns));
    return true;
  }
  if (isCommand || event.altKey || event.repeat) return false;
  if (event.code !== 'Enter') return place.onKey?.(event.code, row) === true;
  place.onOpen?.(row);
  return true;
}

function targetRow(code: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (code) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + PAGE_ROWS, last);
    case 'PageUp':
      return Math.max(at - PAGE_ROWS, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
