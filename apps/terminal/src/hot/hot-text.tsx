import { useEffect, useRef, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import type { Pace } from './market-board.ts';
import type { MarketRow } from './market-row.ts';

/** What a cell shows of a row: its text, and which way it points where that has a colour. */
export type CellView = { readonly text: string; readonly tone?: 'up' | 'down' | 'flat' | 'stale' };

/** Shows a number of the market. React makes the cell once; ticks write into its text and never render. */
export function HotText({
  of,
  show,
  pace = 'text',
  isFlashing = false,
  className = '',
}: {
  readonly of: string;
  /** Has to be stable: made outside the component, or kept. */
  readonly show: (row: MarketRow) => CellView;
  readonly pace?: Pace;
  /** Whether it flashes by where its price went. */
  readonly isFlashing?: boolean;
  readonly className?: string;
}): JSX.Element {
  const { link } = useTerminal();
  const cell = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = cell.current;
    if (element === null) return;
    return link.market.watch(of, cellPainter(element, show, isFlashing), pace);
  }, [link, of, show, pace, isFlashing]);
  return <span ref={cell} className={`hot ${className}`} />;
}

/** At most so many flashes of a cell in a second. */
const FLASHES_PER_SECOND = 4;
const SECOND_MS = 1_000;

/** Writes into an element what has changed of it, and nothing else. */
function cellPainter(
  element: HTMLElement,
  show: (row: MarketRow) => CellView,
  isFlashing = false,
): (row: MarketRow) => void {
  const node = document.createTextNode('');
  element.replaceChildren(node);
  element.classList.remove('up', 'down', 'flat', 'stale');
  const flash = isFlashing ? flasher(element) : null;
  let tone = '';
  return (row) => {
    const view = show(row);
    if (node.data !== view.text) node.data = view.text;
    const next = view.tone ?? '';
    if (next !== tone) {
      if (tone !== '') element.classList.remove(tone);
      if (next !== '') element.classList.add(next);
      tone = next;
    }
    flash?.(row);
  };
}

/** Lets an element flash by where its price goes; two of each sort take turns, so that each begins anew without a frame between. */
function flasher(element: HTMLElement): (row: MarketRow) => void {
  let [name, price, flashedAt] = ['', Number.NaN, Number.NEGATIVE_INFINITY];
  return (row) => {
    const isDue = row.heardAt - flashedAt > SECOND_MS / FLASHES_PER_SECOND;
    if (isDue && row.price !== price && !Number.isNaN(price)) {
      flashedAt = row.heardAt;
      const before = name;
      name = `flash-${row.price > price ? 'up' : 'down'}-${before.endsWith('0') ? 1 : 0}`;
      if (before !== '') element.classList.remove(before);
      element.classList.add(name);
    }
    price = row.price;
  };
}
