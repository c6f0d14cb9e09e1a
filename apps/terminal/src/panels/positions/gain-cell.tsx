import type { Position } from '@argosy/contract';
import { useCallback, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange } from '../../format/decimal.ts';
import { HotText, type CellView } from '../../hot/hot-text.tsx';
import { unrealisedAt } from '../../hot/live-value.ts';
import type { MarketRow } from '../../hot/market-row.ts';
import { useSignal } from '../../ui/use-signal.ts';

const PLACES = 2;

/** What a position gains at the last price: painted as it changes. */
export function GainCell({ position }: { readonly position: Position }): JSX.Element {
  const { link, preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const instrument = useSignal(link.instruments.find(position.instrument));
  const show = useCallback(
    (row: MarketRow): CellView => {
      const gain = instrument === null ? Number.NaN : unrealisedAt(position, instrument, row.price);
      const arrow = gain > 0 ? '▲ ' : gain < 0 ? '▼ ' : '';
      return {
        text: arrow + formatChange(gain, PLACES, grouping),
        tone: gain > 0 ? 'up' : gain < 0 ? 'down' : 'flat',
      };
    },
    [position, instrument, grouping],
  );
  return <HotText of={position.instrument} show={show} className="gain" />;
}
