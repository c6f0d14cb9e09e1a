import type { Position } from '@argosy/contract';
import { useEffect, useRef, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange, formatNumber } from '../../format/decimal.ts';
import { unrealisedAt } from '../../hot/live-value.ts';
import { positionsText } from '../../text/positions.ts';
import { useSignal } from '../../ui/use-signal.ts';

const PLACES = 2;

/** What all positions have gained, open and realised, and what it cost: painted as the market moves. */
export function GainSums({ positions }: { readonly positions: readonly Position[] }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const realised = sumOf(positions.map((position) => position.realised.amount));
  const charges = sumOf(positions.map((position) => position.charges.amount));
  const open = useRef<HTMLElement>(null);
  const net = useRef<HTMLElement>(null);
  useOpenGain(positions, (gain) => {
    paintGain(open.current, gain, formatChange(gain, PLACES, grouping));
    const all = gain + realised - charges;
    paintGain(net.current, all, formatChange(all, PLACES, grouping));
  });
  return (
    <dl className="sums">
      <Sum label={positionsText.unrealised}>
        <dd ref={open} className="number gain" />
      </Sum>
      <Sum label={positionsText.realised}>
        <dd className="number">{formatChange(realised, PLACES, grouping)}</dd>
      </Sum>
      <Sum label={positionsText.charges}>
        <dd className="number">{formatNumber(-charges, PLACES, grouping)}</dd>
      </Sum>
      <Sum label={positionsText.net}>
        <dd ref={net} className="number gain" />
      </Sum>
    </dl>
  );
}

function Sum({
  label,
  children,
}: {
  readonly label: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <div className="sums__one">
      <dt>{label}</dt>
      {children}
    </div>
  );
}

/** Calls back with what all positions gain at the last prices, no more often than people can read. */
export function useOpenGain(positions: readonly Position[], show: (gain: number) => void): void {
  const { link } = useTerminal();
  const newest = useRef(show);
  useEffect(() => {
    newest.current = show;
  });
  useEffect(() => {
    const held = positions.filter(({ qty }) => /[1-9]/u.test(qty));
    const gains = new Map<Position, number>();
    const tell = (): void => {
      newest.current([...gains.values()].reduce((all, gain) => all + gain, 0));
    };
    const stops = held.map((position) => {
      const instrument = link.instruments.find(position.instrument);
      return link.market.watch(position.instrument, (row) => {
        const of = instrument.peek();
        gains.set(position, of === null ? Number.NaN : unrealisedAt(position, of, row.price));
        tell();
      });
    });
    tell();
    return () => {
      for (const stop of stops) stop();
    };
  }, [link, positions]);
}

/** Writes what was gained, in its colour. */
export function paintGain(element: HTMLElement | null, value: number, text: string): void {
  if (element === null) return;
  if (element.textContent !== text) element.textContent = text;
  element.classList.toggle('up', value > 0);
  element.classList.toggle('down', value < 0);
}

/** What amounts come to; for painting. */
export function sumOf(amounts: readonly string[]): number {
  return amounts.reduce((all, amount) => all + Number(amount), 0);
}
