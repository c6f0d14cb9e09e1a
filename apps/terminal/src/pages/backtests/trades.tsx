import type { Backtest } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatChange, type Grouping } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { backtestsText } from '../../text/backtests.ts';
import { Grid } from '../../ui/grid.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { PricePane } from './price-pane.tsx';
import { readFills, readTrades, type RunTrade } from './run-files.ts';

/** The trades of a run: the one that is chosen is shown on the charts. */
export function Trades({
  run,
  chosen,
  choose,
}: {
  readonly run: Backtest;
  readonly chosen: RunTrade | null;
  readonly choose: (trade: RunTrade) => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const file = useFile(run.id, 'trades.csv');
  const trades = useMemo(() => (file.text === null ? null : readTrades(file.text)), [file.text]);
  const columns = useMemo(() => tradeColumns(grouping, zone), [grouping, zone]);
  if (trades === null) {
    return file.problem === null ? (
      <Loading rows={4} />
    ) : (
      <Failed problem={file.problem} again={file.again} />
    );
  }
  if (trades.length === 0) return <p className="pane sheet__part">{backtestsText.noTrades}</p>;
  return (
    <div className="trades">
      <section className="trades__list pane" aria-label={backtestsText.trades}>
        <Grid
          label={backtestsText.trades}
          rows={trades}
          columns={columns}
          keyOf={({ number }) => String(number)}
          onPoint={choose}
          rowClass={(row) => (row === chosen ? 'trades__chosen' : '')}
        />
      </section>
      <TradePrices run={run} trade={chosen} />
    </div>
  );
}

function TradePrices({
  run,
  trade,
}: {
  readonly run: Backtest;
  readonly trade: RunTrade | null;
}): JSX.Element {
  const { text, problem, again } = useFile(run.id, 'fills.csv');
  const fills = useMemo(() => (text === null ? null : readFills(text)), [text]);
  if (problem !== null) return <Failed problem={problem} again={again} />;
  return <PricePane fills={fills ?? []} trade={trade} />;
}

function useFile(
  backtest: string,
  file: string,
): Pick<ReturnType<typeof useAsk>, 'problem' | 'again'> & { readonly text: string | null } {
  const { link } = useTerminal();
  const { value, problem, again } = useAsk(
    (signal) => link.api.readBacktestFile({ params: { backtest, file }, signal }),
    [backtest, file],
  );
  const text = useMemo(() => (value === null ? null : new TextDecoder().decode(value)), [value]);
  return { text, problem, again };
}

const names = backtestsText.tradeColumns;

function tradeColumns(grouping: Grouping, zone: Zone): readonly GridColumn<RunTrade>[] {
  return [
    {
      id: 'opened',
      title: names.opened,
      value: ({ opened }) => opened,
      show: ({ opened }) => formatInstant(opened, zone),
    },
    {
      id: 'closed',
      title: names.closed,
      value: ({ closed }) => closed,
      show: ({ closed }) => formatInstant(closed, zone),
    },
    { id: 'instrument', title: names.instrument, value: ({ instrument }) => instrument },
    { id: 'side', title: names.side, value: ({ side }) => side },
    {
      id: 'qty',
      title: names.qty,
      isNumber: true,
      value: ({ qty }) => qty,
      show: ({ qty }) => formatDecimal(qty, grouping),
    },
    {
      id: 'net',
      title: names.net,
      isNumber: true,
      value: ({ net }) => net,
      show: ({ net }) => (
        <span className={net.startsWith('-') ? 'down' : 'up'}>
          {formatChange(Number(net), 2, grouping)}
        </span>
      ),
    },
    { id: 'book', title: names.book, value: ({ book }) => book },
  ];
}
