import '../../ui/blotter.css';

import type { Position } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { reversingQty } from '../../app/actions.ts';
import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { HotText } from '../../hot/hot-text.tsx';
import { positionKey, type AccountBook } from '../../link/account-book.ts';
import { hoursText } from '../../text/hours.ts';
import { ordersText } from '../../text/orders.ts';
import { positionsText } from '../../text/positions.ts';
import { ticketText } from '../../text/ticket.ts';
import { Button, HoldButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { downloadCsv } from '../../ui/download.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { toCsv } from '../../ui/grid-rows.ts';
import { Empty, Loading } from '../../ui/state.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { useSignal } from '../../ui/use-signal.ts';
import type { PanelKind } from '../../workspace/panel-kind.ts';
import { priceCells } from '../ticket/price-cells.ts';
import { GainCell } from './gain-cell.tsx';
import { GainSums } from './gain-sums.tsx';

/** What is held, with its gain as the market moves. */
export const positionsKind: PanelKind = {
  kind: 'positions',
  title: positionsText.title,
  isLinked: true,
  hours: { of: 'held', means: hoursText.means.positions },
  render: (panel) => <Positions choose={(id) => (panel.instrument.value = id)} />,
};

function Positions({ choose }: { readonly choose: (instrument: string) => void }): JSX.Element {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  return book === null ? (
    <Empty title={ordersText.none} />
  ) : (
    <PositionBlotter book={book} choose={choose} />
  );
}

const EXIT_HOLD_MS = 600;

function PositionBlotter({
  book,
  choose,
}: {
  readonly book: AccountBook;
  readonly choose: (instrument: string) => void;
}): JSX.Element {
  const { actions, focus, oneClick } = useTerminal();
  const all = useRows(book.positions.rows);
  const isLoaded = useSignal(book.positions.isLoaded);
  const [asked, setAsked] = useState<Position | null>(null);
  const exit = (position: Position): void => {
    if (oneClick.isArmed.peek()) void actions.exit(position);
    else setAsked(position);
  };
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (position: Position): void =>
    setChosen((before) => toggled(before, positionKey(position)));
  const columns = usePositionColumns({ exit, toggle, chosen });
  if (!isLoaded) return <Loading />;
  const rows = all.filter(({ qty }) => /[1-9]/u.test(qty));
  const wanted = rows.filter((position) => chosen.has(positionKey(position)));
  const exitThem = async (): Promise<void> => {
    if (wanted.length === 0) await actions.flatten({ account: book.account });
    for (const position of wanted) await actions.exit(position);
    setChosen(new Set());
  };
  return (
    <div className="blotter">
      <header className="blotter__head">
        <GainSums positions={all} />
        <Button kind="quiet" onClick={() => downloadCsv('positions.csv', toCsv(rows, columns))}>
          {ordersText.copy}
        </Button>
        <HoldButton
          holdMs={EXIT_HOLD_MS}
          disabled={rows.length === 0}
          onHeld={() => void exitThem()}
        >
          {wanted.length === 0 ? positionsText.exitAll : positionsText.exitChosen(wanted.length)}
        </HoldButton>
      </header>
      {rows.length === 0 ? (
        <Empty title={positionsText.empty} />
      ) : (
        <Grid
          label={positionsText.title}
          rows={rows}
          columns={columns}
          keyOf={positionKey}
          onPoint={({ instrument }) => choose(instrument)}
          onKey={(code, position) => {
            if (code === 'KeyX') exit(position);
            else if (code === 'KeyR') setAsked(position);
            else if (code === 'Space') toggle(position);
            else if (code === 'KeyB') focus.trade({ instrument: position.instrument, side: 'buy' });
            else if (code === 'KeyS')
              focus.trade({ instrument: position.instrument, side: 'sell' });
            else return false;
            return true;
          }}
        />
      )}
      {asked === null ? null : <ExitDialog position={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function ExitDialog({
  position,
  onClose,
}: {
  readonly position: Position;
  readonly onClose: () => void;
}): JSX.Element {
  const { actions, link } = useTerminal();
  const account = useSignal(link.account);
  return (
    <Dialog title={positionsText.confirmExit} onClose={onClose}>
      <p>
        {position.qty} {position.instrument} · {ticketText.products[position.product]} ·{' '}
        {position.account} · <strong>{account?.mode.toUpperCase()}</strong>
      </p>
      <div className="dialog__foot">
        <Button
          kind="primary"
          onClick={() => {
            void actions.exit(position);
            onClose();
          }}
        >
          {positionsText.exitOf(position.instrument)}
        </Button>
        {position.position === null ? (
          <Button
            onClick={() => {
              void actions.reverse(position);
              onClose();
            }}
          >
            {positionsText.reverseOf(position.instrument, reversingQty(position.qty))}
          </Button>
        ) : null}
        <Button onClick={onClose}>{ticketText.back}</Button>
      </div>
    </Dialog>
  );
}

function toggled(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const left = [...all].filter((known) => known !== one);
  return new Set(all.has(one) ? left : [...left, one]);
}

type RowDeeds = {
  readonly exit: (position: Position) => void;
  readonly toggle: (position: Position) => void;
  readonly chosen: ReadonlySet<string>;
};

function usePositionColumns({ exit, toggle, chosen }: RowDeeds): readonly GridColumn<Position>[] {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  return useMemo(
    () => [
      {
        id: 'instrument',
        title: positionsText.columns.instrument,
        value: ({ instrument }) => instrument,
        show: (position) => (
          <label className="choice">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={positionsText.choose(position.instrument)}
              checked={chosen.has(positionKey(position))}
              onChange={() => toggle(position)}
            />
            {position.instrument}
          </label>
        ),
      },
      ...factColumns(grouping),
      {
        id: 'last',
        title: positionsText.columns.last,
        isNumber: true,
        width: 10,
        value: ({ mark }) => mark,
        show: ({ instrument }) => (
          <HotText of={instrument} show={priceCells[grouping].last} isFlashing className="price" />
        ),
      },
      {
        id: 'gain',
        title: positionsText.columns.gain,
        isNumber: true,
        width: 14,
        value: ({ unrealised }) => unrealised?.amount ?? null,
        show: (position) => <GainCell position={position} />,
      },
      ...sumColumns(grouping),
      {
        id: 'actions',
        title: '',
        value: () => null,
        show: (position) => (
          <span className="row-buttons">
            <button
              type="button"
              tabIndex={-1}
              aria-label={positionsText.exitOf(position.instrument)}
              onClick={() => exit(position)}
            >
              {positionsText.exit}
            </button>
          </span>
        ),
      },
    ],
    [grouping, exit, toggle, chosen],
  );
}

function factColumns(grouping: Grouping): readonly GridColumn<Position>[] {
  const names = positionsText.columns;
  return [
    { id: 'product', title: names.product, value: ({ product }) => ticketText.products[product] },
    {
      id: 'qty',
      title: names.qty,
      isNumber: true,
      width: 7,
      value: ({ qty }) => qty,
      show: ({ qty }) => formatDecimal(qty, grouping),
    },
    {
      id: 'average',
      title: names.average,
      isNumber: true,
      width: 13,
      value: ({ averagePrice }) => averagePrice,
      show: ({ averagePrice }) =>
        averagePrice === null ? UNKNOWN : formatDecimal(averagePrice, grouping),
    },
  ];
}

function sumColumns(grouping: Grouping): readonly GridColumn<Position>[] {
  const names = positionsText.columns;
  return [
    {
      id: 'realised',
      title: names.realised,
      isNumber: true,
      width: 11,
      value: ({ realised }) => realised.amount,
      show: ({ realised }) => formatDecimal(realised.amount, grouping),
    },
    {
      id: 'charges',
      title: names.charges,
      isNumber: true,
      width: 9,
      value: ({ charges }) => charges.amount,
      show: ({ charges }) => formatDecimal(charges.amount, grouping),
    },
    { id: 'book', title: names.book, isLess: true, value: ({ book }) => book },
  ];
}
