import './watchlist.css';

import type { JSX, KeyboardEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange, formatNumber, type Grouping } from '../../format/decimal.ts';
import { HotText, type CellView } from '../../hot/hot-text.tsx';
import type { MarketRow } from '../../hot/market-row.ts';
import { useAsk } from '../../ui/use-ask.ts';
import { Empty, Failed, Loading } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { watchlistText } from '../../text/watchlist.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';

/** Watchlists: what people look at, with its price. */
export const watchlistKind: PanelKind = {
  kind: 'watchlist',
  title: watchlistText.title,
  isLinked: true,
  render: (panel) => <Watchlist panel={panel} />,
};

const FIRST_ROWS = 30;

function Watchlist({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const chosen = panel.state['instruments'];
  const own = Array.isArray(chosen) ? chosen.map(String) : null;
  const shipped = useAsk(
    (signal) => link.api.listInstruments({ query: { kind: 'equity', size: FIRST_ROWS }, signal }),
    [],
  );
  const instruments = own ?? shipped.value?.items.map(({ id }) => id) ?? null;
  if (instruments === null) {
    return shipped.problem === null ? (
      <Loading />
    ) : (
      <Failed problem={shipped.problem} again={shipped.again} />
    );
  }
  if (instruments.length === 0) return <Empty title={watchlistText.empty} />;
  return <Rows instruments={instruments} panel={panel} />;
}

function Rows({
  instruments,
  panel,
}: {
  readonly instruments: readonly string[];
  readonly panel: Panel;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const current = useSignal(panel.instrument);
  const cells = cellsOf[grouping];
  return (
    <table className="watchlist" role="grid" aria-label={watchlistText.title} onKeyDown={moveFocus}>
      <thead>
        <tr>
          <th scope="col">{watchlistText.instrument}</th>
          <th scope="col" className="number">
            {watchlistText.last}
          </th>
          <th scope="col" className="number">
            {watchlistText.changePercent}
          </th>
        </tr>
      </thead>
      <tbody>
        {instruments.map((id) => (
          <tr
            key={id}
            tabIndex={id === (current ?? instruments[0]) ? 0 : -1}
            aria-selected={id === current}
            onClick={() => (panel.instrument.value = id)}
            onFocus={() => (panel.instrument.value = id)}
          >
            <th scope="row">{id}</th>
            <td className="number">
              <HotText of={id} show={cells.last} isFlashing />
            </td>
            <td className="number">
              <HotText of={id} show={cells.changePercent} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Cells = Readonly<Record<'last' | 'changePercent', (row: MarketRow) => CellView>>;
const PLACES = 2;

/** Made once for each grouping: a cell that is handed a new function begins anew. */
const cellsOf: Readonly<Record<Grouping, Cells>> = {
  indian: cellsWith('indian'),
  western: cellsWith('western'),
};

function cellsWith(grouping: Grouping): Cells {
  return {
    last: (row) => ({ text: formatNumber(row.price, PLACES, grouping) }),
    changePercent: (row) => ({
      text: `${formatChange(row.changePercent, PLACES, grouping)}%`,
      tone: row.change > 0 ? 'up' : row.change < 0 ? 'down' : 'flat',
    }),
  };
}

/** Arrows go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const row = event.target instanceof Element ? event.target.closest('tr') : null;
  const next = event.code === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  if (event.code !== 'ArrowDown' && event.code !== 'ArrowUp') return;
  event.preventDefault();
  if (next instanceof HTMLElement) next.focus();
}
