import './depth.css';

import type { Instrument } from '@argosy/contract';
import { useEffect, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { decimalOf } from '../../format/exact.ts';
import { putText } from '../../hot/put-text.ts';
import { depthOf, type DepthLevel, type DepthView } from '../../hot/depth-book.ts';
import { depthText } from '../../text/depth.ts';
import { hoursText } from '../../text/hours.ts';
import { Empty, Loading } from '../../ui/state.tsx';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';

/** The best prices of both sides. */
export const depthKind: PanelKind = {
  kind: 'depth',
  title: depthText.title,
  isLinked: true,
  hours: { of: 'instrument', means: hoursText.means.depth },
  render: (panel) => <Depth panel={panel} />,
};

function Depth({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const id = useSignal(panel.instrument);
  const instrument = useMaybeSignal(id === null ? null : link.instruments.find(id));
  if (id === null) return <Empty title={depthText.choose} />;
  if (instrument === null) return <Loading />;
  return <DepthTable key={id} instrument={instrument} />;
}

const LEVELS = 10;

function DepthTable({ instrument }: { readonly instrument: Instrument }): JSX.Element {
  const { preferences, focus } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const body = useRef<HTMLTableSectionElement>(null);
  const spread = useRef<HTMLSpanElement>(null);
  const [isKnown, setKnown] = useState(false);
  useDepth(instrument.id, (view) => {
    setKnown(true);
    if (body.current !== null) paintRows(body.current, view, { instrument, grouping });
    const [bid, ask] = [view.bids[0]?.price, view.asks[0]?.price];
    if (spread.current === null) return;
    const text = formatNumber(
      (ask ?? Number.NaN) - (bid ?? Number.NaN),
      instrument.pricePrecision,
      grouping,
    );
    putText(spread.current, text);
  });
  const take = (side: 'buy' | 'sell', price: string): void =>
    focus.trade({ instrument: instrument.id, side, limit: price });
  return (
    <div
      className="depth"
      role="group"
      aria-label={`${depthText.title} ${instrument.id}`}
      tabIndex={0}
    >
      <p className="depth__spread muted">
        <span>{depthText.spread}</span>
        <span ref={spread} className="depth__value">
          {UNKNOWN}
        </span>
      </p>
      {isKnown ? null : <p className="muted depth__none">{depthText.noBook}</p>}
      <table className="depth__table">
        <thead>
          <tr>
            <th scope="col">{depthText.qty}</th>
            <th scope="col">{depthText.bid}</th>
            <th scope="col">{depthText.ask}</th>
            <th scope="col">{depthText.qty}</th>
          </tr>
        </thead>
        <tbody
          ref={body}
          onClick={({ target }) => {
            const cell = target instanceof Element ? target.closest('td') : null;
            const price = cell?.dataset['price'];
            const isBid = cell?.dataset['side'] === 'bid';
            if (price !== undefined && price !== '') take(isBid ? 'sell' : 'buy', price);
          }}
        >
          {Array.from({ length: LEVELS }, (_, at) => (
            <tr key={at}>
              <td data-side="bid" className="depth__qty depth__qty--bid number" />
              <td data-side="bid" className="number up" />
              <td data-side="ask" className="down depth__ask" />
              <td data-side="ask" className="depth__qty depth__qty--ask" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Hears the book of an instrument; what came is shown with the next frame. */
export function useDepth(instrument: string, show: (view: DepthView) => void): void {
  const { link } = useTerminal();
  const newest = useRef(show);
  useEffect(() => {
    newest.current = show;
  });
  useEffect(() => {
    let waiting: DepthView | null = null;
    const stop = link.stream.hear(`depth:${instrument}`, {
      record: (record, terms) => {
        waiting = depthOf(record, terms);
        link.frames.request();
      },
    });
    const endPaint = link.frames.add('write', () => {
      if (waiting !== null) newest.current(waiting);
      waiting = null;
    });
    return () => {
      stop();
      endPaint();
    };
  }, [link, instrument]);
}

type PaintTerms = { readonly instrument: Instrument; readonly grouping: Grouping };

function paintRows(body: HTMLElement, { bids, asks }: DepthView, terms: PaintTerms): void {
  const most = Math.max(...[...bids, ...asks].map(({ qty }) => qty), 1);
  for (const [at, row] of [...body.children].entries()) {
    const [bidQty, bid, ask, askQty] = row.children;
    paintLevel([bid, bidQty], bids[at], { ...terms, most });
    paintLevel([ask, askQty], asks[at], { ...terms, most });
  }
}

function paintLevel(
  [price, qty]: readonly [Element | undefined, Element | undefined],
  level: DepthLevel | undefined,
  { instrument, grouping, most }: PaintTerms & { readonly most: number },
): void {
  if (!(price instanceof HTMLElement) || !(qty instanceof HTMLElement)) return;
  const known = level ?? { price: Number.NaN, qty: Number.NaN };
  const hasPrice = level !== undefined;
  putText(price, hasPrice ? formatNumber(known.price, instrument.pricePrecision, grouping) : '');
  putText(qty, hasPrice ? formatNumber(known.qty, instrument.sizePrecision, grouping) : '');
  const plain = hasPrice ? decimalOf(known.price, instrument.pricePrecision) : '';
  price.dataset['price'] = plain;
  qty.dataset['price'] = plain;
  qty.style.setProperty('--share', hasPrice ? String(known.qty / most) : '0');
}
