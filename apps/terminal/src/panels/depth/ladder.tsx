import './depth.css';

import type { Instrument, Order } from '@argosy/contract';
import { useId, useRef, useState, type JSX, type KeyboardEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber, placesOf, type Grouping, UNKNOWN } from '../../format/decimal.ts';
import { decimalOf } from '../../format/exact.ts';
import { putText } from '../../hot/put-text.ts';
import { ladderRows, type DepthView } from '../../hot/depth-book.ts';
import { depthText } from '../../text/depth.ts';
import { hoursText } from '../../text/hours.ts';
import { Empty, Loading } from '../../ui/state.tsx';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';
import { workingPrice } from '../orders/order-figures.ts';
import { useDepth } from './depth.tsx';

/** The ladder: every tick around the middle, worked by keys alone. */
export const ladderKind: PanelKind = {
  kind: 'ladder',
  title: depthText.ladder,
  isLinked: true,
  hours: { of: 'instrument', means: hoursText.means.depth },
  render: (panel) => <Ladder panel={panel} />,
};

function Ladder({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const id = useSignal(panel.instrument);
  const instrument = useMaybeSignal(id === null ? null : link.instruments.find(id));
  if (id === null) return <Empty title={depthText.choose} />;
  return instrument === null ? <Loading /> : <LadderOf key={id} instrument={instrument} />;
}

const ROWS = 25;
/** The ladder goes along once the market is this near to its end. */
const EDGE_ROWS = 3;

function LadderOf({ instrument }: { readonly instrument: Instrument }): JSX.Element {
  const { link, focus, actions } = useTerminal();
  const grouping = useSignal(useTerminal().preferences.grouping);
  const book = useSignal(link.book);
  const orders = useMaybeSignal(book === null ? null : book.orders.rows);
  const [cursor, setCursor] = useState(Math.floor(ROWS / 2));
  const list = useRef<HTMLDivElement>(null);
  const rung = useId();
  const [painter] = useState(() => new LadderPainter(instrument));
  const own = (orders ?? []).filter((order) => order.isOpen && order.instrument === instrument.id);
  useDepth(instrument.id, (view) => {
    if (list.current !== null) painter.paint(list.current, view, { own, grouping });
  });
  const begin = (row: number, side: 'buy' | 'sell'): void => {
    const price = painter.priceAt(row);
    if (price !== null) focus.trade({ instrument: instrument.id, side, limit: price });
  };
  const onKey = ladderKeys({
    move: (rows) => setCursor(Math.min(Math.max(cursor + rows, 0), ROWS - 1)),
    begin: (isOpposite) => {
      const usual = painter.sideAt(cursor);
      begin(cursor, isOpposite === (usual === 'buy') ? 'sell' : 'buy');
    },
    cancel: () => {
      for (const { id } of painter.ownAt(cursor, own)) void actions.cancel(id);
    },
    center: () => {
      painter.center();
      setCursor(Math.floor(ROWS / 2));
    },
  });
  return (
    <div
      ref={list}
      className="ladder"
      role="listbox"
      tabIndex={0}
      aria-label={`${depthText.ladder} ${instrument.id}. ${depthText.ladderHint}`}
      aria-activedescendant={`${rung}${cursor}`}
      onKeyDown={onKey}
    >
      {Array.from({ length: ROWS }, (_, at) => (
        <div
          key={at}
          id={`${rung}${at}`}
          role="option"
          className="ladder__row"
          aria-selected={at === cursor}
          onClick={({ target }) => {
            setCursor(at);
            if (!(target instanceof Element)) return;
            if (target.classList.contains('ladder__bid')) begin(at, 'buy');
            if (target.classList.contains('ladder__ask')) begin(at, 'sell');
          }}
        >
          <span className="ladder__bid number" />
          <span className="ladder__price number">{UNKNOWN}</span>
          <span className="ladder__ask" />
        </div>
      ))}
    </div>
  );
}

type LadderActs = {
  readonly move: (rows: number) => void;
  readonly begin: (isOpposite: boolean) => void;
  readonly cancel: () => void;
  readonly center: () => void;
};

/** What keys do on a ladder. None that sends something does it again because it is held. */
function ladderKeys({ move, begin, cancel, center }: LadderActs): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.code === 'ArrowUp') move(-1);
    else if (event.code === 'ArrowDown') move(1);
    else if (event.code === 'Space') center();
    else if (event.code === 'Enter' && !event.repeat) begin(event.shiftKey);
    else if (event.code === 'Backspace' && !event.repeat) cancel();
    else return;
    event.preventDefault();
  };
}

/** Writes a book into the rows of a ladder. The ladder stands still until the market leaves it. */
class LadderPainter {
  readonly #instrument: Instrument;
  readonly #tick: number;
  #middle = Number.NaN;
  #rows: ReturnType<typeof ladderRows> = [];
  #bestAsk = Number.NaN;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
    this.#tick = Number(instrument.tick);
  }

  paint(
    list: HTMLElement,
    view: DepthView,
    { own, grouping }: { readonly own: readonly Order[]; readonly grouping: Grouping },
  ): void {
    const middle = middleOf(view);
    const reach = (ROWS / 2 - EDGE_ROWS) * this.#tick;
    if (!(Math.abs(middle - this.#middle) < reach) && !Number.isNaN(middle)) this.#middle = middle;
    if (Number.isNaN(this.#middle)) return;
    this.#bestAsk = view.asks[0]?.price ?? Number.POSITIVE_INFINITY;
    this.#rows = ladderRows(view, this.#middle, { tick: this.#tick, rows: ROWS });
    for (const [at, row] of this.#rows.entries()) {
      const [bid, price, ask] = list.children[at]?.children ?? [];
      const { pricePrecision, sizePrecision } = this.#instrument;
      putText(bid, row.bid === 0 ? '' : formatNumber(row.bid, sizePrecision, grouping));
      putText(price, formatNumber(row.price, pricePrecision, grouping));
      putText(ask, row.ask === 0 ? '' : formatNumber(row.ask, sizePrecision, grouping));
      const isOwn = this.ownAt(at, own).length > 0;
      price?.classList.toggle('ladder__own', isOwn);
    }
  }

  center(): void {
    this.#middle = Number.NaN;
  }

  priceAt(row: number): string | null {
    const found = this.#rows[row];
    return found === undefined ? null : decimalOf(found.price, placesOf(this.#instrument.tick));
  }

  /** Below the asks one buys, at them and above one sells. */
  sideAt(row: number): 'buy' | 'sell' {
    return (this.#rows[row]?.price ?? 0) < this.#bestAsk - this.#tick / 2 ? 'buy' : 'sell';
  }

  ownAt(row: number, own: readonly Order[]): readonly Order[] {
    const price = this.#rows[row]?.price ?? Number.NaN;
    return own.filter((order) => {
      const at = workingPrice(order);
      return at !== null && Math.abs(Number(at) - price) < this.#tick / 2;
    });
  }
}

function middleOf({ bids, asks }: DepthView): number {
  const [bid, ask] = [bids[0]?.price, asks[0]?.price];
  if (bid === undefined) return ask ?? Number.NaN;
  return ask === undefined ? bid : (bid + ask) / 2;
}
