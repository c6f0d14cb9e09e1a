import type { Position } from '@argosy/contract';
import { useRef, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange } from '../../format/decimal.ts';
import { useOpenGain } from '../../panels/positions/gain-sums.tsx';
import { useSignal } from '../../ui/use-signal.ts';

const PLACES = 2;

/** What a book has gained after charges, open and realised: painted as the market moves. */
export function BookGain({ positions }: { readonly positions: readonly Position[] }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const cell = useRef<HTMLSpanElement>(null);
  useOpenGain(positions, (open) => {
    const element = cell.current;
    if (element === null) return;
    const net = positions.reduce(
      (sum, { realised, charges }) => sum + Number(realised.amount) - Number(charges.amount),
      open,
    );
    const arrow = net > 0 ? '▲ ' : net < 0 ? '▼ ' : '';
    const text = arrow + formatChange(net, PLACES, grouping);
    if (element.textContent !== text) element.textContent = text;
    element.classList.toggle('up', net > 0);
    element.classList.toggle('down', net < 0);
  });
  return <span ref={cell} className="gain" />;
}
