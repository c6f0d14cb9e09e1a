import './watchlist.css';

import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { HotText } from '../../hot/hot-text.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { Search } from '../../shell/overlays/search.tsx';
import { hoursText } from '../../text/hours.ts';
import { watchlistText } from '../../text/watchlist.ts';
import { Button } from '../../ui/button.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Empty, Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';
import { watchCells } from './cells.ts';
import { added, LISTS, readLists, withList } from './lists.ts';

/** Watchlists: what people look at, with its price. */
export const watchlistKind: PanelKind = {
  kind: 'watchlist',
  title: watchlistText.title,
  isLinked: true,
  hours: { of: 'all', means: hoursText.means.watchlist },
  render: (panel) => <Watchlist panel={panel} />,
};

const SHIPPED = 30;
const listNumbers = Array.from({ length: LISTS }, (_, at) => at + 1);

function Watchlist({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const [isAdding, setAdding] = useState(false);
  const shipped = useAsk(
    (signal) => link.api.listInstruments({ query: { kind: 'equity', size: SHIPPED }, signal }),
    [],
  );
  const first = shipped.value?.items.map(({ id }) => id) ?? null;
  const lists = readLists(panel.state);
  const own = lists.lists[lists.current] ?? null;
  const instruments = own ?? (lists.current === 0 ? first : []);
  const change = (of: (list: readonly string[]) => readonly string[]): void =>
    panel.set(withList(lists, of, instruments ?? []));
  useKeys(
    listNumbers.map((number) => ({
      id: `watchlist.${number}`,
      scope: 'watchlist',
      chord: `Ctrl+Digit${number}`,
      label: watchlistText.list(number),
      run: () => panel.set({ current: number - 1 }),
    })),
  );
  return (
    <div className="watchlist">
      <header className="watchlist__head">
        <div role="group" aria-label={watchlistText.lists} className="watchlist__lists">
          {listNumbers.map((number) => (
            <button
              key={number}
              type="button"
              aria-pressed={number - 1 === lists.current}
              aria-label={watchlistText.list(number)}
              onClick={() => panel.set({ current: number - 1 })}
            >
              {number}
            </button>
          ))}
        </div>
        <Button kind="quiet" onClick={() => setAdding(true)}>
          {watchlistText.add}
        </Button>
      </header>
      {instruments === null ? (
        shipped.problem === null ? (
          <Loading />
        ) : (
          <Failed problem={shipped.problem} again={shipped.again} />
        )
      ) : (
        <Rows
          instruments={instruments}
          panel={panel}
          remove={(id) => change((list) => list.filter((known) => known !== id))}
        />
      )}
      {isAdding ? (
        <Search
          onClose={() => setAdding(false)}
          pick={(instrument) => {
            change((list) => added(list, instrument));
            setAdding(false);
          }}
        />
      ) : null}
    </div>
  );
}

function Rows({
  instruments,
  panel,
  remove,
}: {
  readonly instruments: readonly string[];
  readonly panel: Panel;
  readonly remove: (instrument: string) => void;
}): JSX.Element {
  const { preferences, focus } = useTerminal();
  const current = useSignal(panel.instrument);
  const columns = useColumns(watchCells[useSignal(preferences.grouping)]);
  // Who has chosen nothing yet looks at the first: no panel stands empty for want of a click.
  const [first = null] = instruments;
  useEffect(() => {
    if (current === null) panel.instrument.value = first;
  }, [current, first, panel.instrument]);
  if (instruments.length === 0) return <Empty title={watchlistText.empty} />;
  return (
    <Grid
      label={watchlistText.title}
      rows={instruments}
      columns={columns}
      keyOf={(id) => id}
      rowClass={(id) => (id === current ? 'watchlist__row--current' : '')}
      onPoint={(id) => (panel.instrument.value = id)}
      onOpen={(id) => (panel.instrument.value = id)}
      onKey={(code, id) => {
        if (code === 'KeyB') focus.trade({ instrument: id, side: 'buy' });
        else if (code === 'KeyS') focus.trade({ instrument: id, side: 'sell' });
        else if (code === 'KeyC') focus.panel.value = 'chart';
        else if (code === 'KeyD') focus.panel.value = 'depth';
        else if (code === 'Delete') remove(id);
        else return false;
        return true;
      }}
    />
  );
}

function useColumns(cells: (typeof watchCells)['indian']): readonly GridColumn<string>[] {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  const positions = useMaybeSignal(book === null ? null : book.positions.rows);
  const names = watchlistText.columns;
  const row = (id: string) => link.market.row(id);
  const known = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value;
  const held = (id: string): string =>
    (positions ?? [])
      .filter(({ instrument, qty }) => instrument === id && /[1-9]/u.test(qty))
      .map(({ qty }) => qty)
      .join(' ');
  return [
    {
      id: 'instrument',
      title: names.instrument,
      value: (id) => id,
      show: (id) => (
        <>
          {id}
          <span
            className={`number watchlist__held ${held(id) === '' ? 'watchlist__held--none' : ''}`}
            title={watchlistText.held}
          >
            {held(id)}
          </span>
        </>
      ),
    },
    {
      id: 'last',
      title: names.last,
      isNumber: true,
      value: (id) => known(row(id)?.price),
      show: (id) => <HotText of={id} show={cells.last} isFlashing className="price" />,
    },
    {
      id: 'change',
      title: names.changePercent,
      isNumber: true,
      value: (id) => known(row(id)?.changePercent),
      show: (id) => <HotText of={id} show={cells.changePercent} className="watchlist__change" />,
    },
    {
      id: 'volume',
      title: names.volume,
      isNumber: true,
      value: (id) => known(row(id)?.volume),
      show: (id) => (
        <HotText of={id} show={cells.volume} pace="slow" className="watchlist__volume" />
      ),
    },
  ];
}
