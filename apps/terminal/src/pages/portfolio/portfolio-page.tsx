import './portfolio-page.css';

import type { Funds, Portfolio, PortfolioRow } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import {
  formatChange,
  formatDecimal,
  formatNumber,
  UNKNOWN,
  type Grouping,
} from '../../format/decimal.ts';
import { HoldingList } from '../../panels/holdings/holding-list.tsx';
import { moneyText } from '../../text/money.ts';
import { portfolioText } from '../../text/portfolio.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Correlations } from './correlations.tsx';
import { Equity } from './equity.tsx';

const AGAIN_MS = 2_000;

/** What an account has, what it is in, and how that moves together. */
export function PortfolioPage(): JSX.Element {
  const { link } = useTerminal();
  const account = useSignal(link.accountId);
  const portfolio = useAsk(
    (signal) =>
      link.api.readPortfolio({
        query: { account: account ?? undefined, by: 'instrument' },
        signal,
      }),
    [account],
    AGAIN_MS,
  );
  const held = heldOf(portfolio.value);
  return (
    <div className="page">
      <Money account={account} />
      {account === null ? null : <Equity account={account} />}
      {account === null ? null : (
        <Part title={moneyText.holdings}>
          <HoldingList account={account} />
        </Part>
      )}
      <Part title={portfolioText.allocation}>
        <Answer
          of={portfolio}
          isEmpty={(value) => heldOf(value).length === 0}
          empty={portfolioText.empty}
        >
          {(value) => <Allocation rows={heldOf(value)} />}
        </Answer>
      </Part>
      <Correlations instruments={held.map(({ instrument }) => instrument ?? '')} />
    </div>
  );
}

function heldOf(portfolio: Portfolio | null): readonly PortfolioRow[] {
  return (portfolio?.rows ?? []).filter(({ held }) => held > 0);
}

function Money({ account }: { readonly account: string | null }): JSX.Element {
  const { link, preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const funds = useAsk(
    (signal) => link.api.listFunds({ query: { account: account ?? undefined }, signal }),
    [account],
    AGAIN_MS,
  );
  const columns = useMemo((): readonly GridColumn<Funds>[] => {
    const sum = (id: 'cash' | 'held' | 'available'): GridColumn<Funds> => ({
      id,
      title: portfolioText[id],
      isNumber: true,
      value: (row) => row[id],
      show: (row) => formatDecimal(row[id], grouping),
    });
    return [
      { id: 'currency', title: portfolioText.currency, value: ({ currency }) => currency },
      sum('cash'),
      sum('held'),
      sum('available'),
    ];
  }, [grouping]);
  return (
    <Part title={portfolioText.money}>
      <Answer
        of={funds}
        isEmpty={(value) => value.funds.length === 0}
        empty={portfolioText.noMoney}
      >
        {(value) => (
          <Grid
            label={portfolioText.money}
            rows={value.funds}
            columns={columns}
            keyOf={(row) => `${row.account} ${row.currency}`}
          />
        )}
      </Answer>
    </Part>
  );
}

function Allocation({ rows }: { readonly rows: readonly PortfolioRow[] }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const whole = rows.reduce((sum, row) => sum + Math.abs(valueOf(row)), 0);
  const columns = useMemo(() => allocationColumns(grouping, whole), [grouping, whole]);
  return (
    <Grid
      label={portfolioText.allocation}
      rows={rows}
      columns={columns}
      keyOf={({ instrument }) => instrument ?? ''}
      order={{ column: 'weight', isDescending: true }}
    />
  );
}

function valueOf({ sums }: PortfolioRow): number {
  return Number(sums[0]?.value ?? Number.NaN);
}

const PLACES = 2;
const PERCENT = 100;

function allocationColumns(grouping: Grouping, whole: number): readonly GridColumn<PortfolioRow>[] {
  const sum = (id: 'unrealised' | 'realised' | 'charges' | 'net'): GridColumn<PortfolioRow> => ({
    id,
    title: portfolioText[id],
    isNumber: true,
    value: ({ sums }) => sums[0]?.[id] ?? null,
    show: ({ sums }) => {
      const text = sums[0]?.[id] ?? null;
      if (text === null) return UNKNOWN;
      const amount = Number(text);
      const tone = amount > 0 ? 'up' : amount < 0 ? 'down' : 'flat';
      if (id === 'charges') return formatNumber(-amount, PLACES, grouping);
      return <span className={tone}>{formatChange(amount, PLACES, grouping)}</span>;
    },
  });
  const share = (row: PortfolioRow): number => (Math.abs(valueOf(row)) / whole) * PERCENT;
  return [
    { id: 'instrument', title: portfolioText.instrument, value: ({ instrument }) => instrument },
    {
      id: 'value',
      title: portfolioText.value,
      isNumber: true,
      value: (row) => valueOf(row),
      show: (row) => formatNumber(valueOf(row), PLACES, grouping),
    },
    {
      id: 'weight',
      title: portfolioText.weight,
      isNumber: true,
      value: share,
      show: (row) => (
        <span className="weight">
          <span className="weight__bar" style={{ transform: `scaleX(${share(row) / PERCENT})` }} />
          <span className="weight__text">{formatNumber(share(row), 1, grouping)}%</span>
        </span>
      ),
    },
    sum('unrealised'),
    sum('realised'),
    sum('charges'),
    sum('net'),
  ];
}
