import '../../ui/blotter.css';
import '../../ui/pane.css';
import './strategies.css';

import type { Account, Strategy } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import type { AccountBook } from '../../link/account-book.ts';
import type { KeyedLog } from '../../link/keyed-log.ts';
import { strategiesText } from '../../text/strategies.ts';
import { Grid } from '../../ui/grid.tsx';
import { Empty, Loading } from '../../ui/state.tsx';
import { useKeyedLog } from '../../ui/use-keyed-log.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Hosts } from './hosts.tsx';
import { strategyColumns } from './strategy-columns.tsx';
import { StrategyDetail } from './strategy-detail.tsx';
import { useVerbs } from './use-verbs.tsx';

/** The strategies of the account: how they fare, and what can be done about it. */
export function StrategiesPage(): JSX.Element {
  const { link } = useTerminal();
  const account = useSignal(link.account);
  const book = useSignal(link.book);
  if (account === null || book === null) return <Empty title={strategiesText.noAccount} />;
  return <AccountStrategies key={account.id} account={account} book={book} />;
}

type Place = { readonly account: Account; readonly book: AccountBook };

const strategyKey = ({ id }: Strategy): string => id;

function AccountStrategies(place: Place): JSX.Element {
  const log = useKeyedLog<Strategy>(`strategies:${place.account.id}`, strategyKey);
  return log === null ? <Loading /> : <StrategyDesk {...place} log={log} />;
}

function StrategyDesk({
  log,
  ...place
}: Place & { readonly log: KeyedLog<Strategy> }): JSX.Element {
  const rows = useSignal(log.rows);
  const isLoaded = useSignal(log.isLoaded);
  const refusal = useSignal(log.refusal);
  if (rows.length > 0) return <StrategyScreen {...place} log={log} rows={rows} />;
  if (refusal === null && !isLoaded) return <Loading />;
  return (
    <Empty title={strategiesText.empty}>
      <p>{strategiesText.emptyHint}</p>
    </Empty>
  );
}

function StrategyScreen({
  account,
  book,
  log,
  rows,
}: Place & {
  readonly log: KeyedLog<Strategy>;
  readonly rows: readonly Strategy[];
}): JSX.Element {
  const { routes } = useTerminal();
  const positions = useSignal(book.positions.rows);
  const wanted = useSignal(routes.route).query.get('strategy');
  const chosen = rows.find(({ id }) => id === wanted) ?? firstOf(rows);
  const { buttons, dialog } = useVerbs(account, { log, positions, chosen });
  const columns = useMemo(
    () => strategyColumns(account, positions, buttons),
    [account, positions, buttons],
  );
  return (
    <div className="strategies" data-keys="strategies">
      <section
        className="strategies__list pane"
        aria-label={strategiesText.title}
        onFocus={({ target }) => {
          // However the focus came to a row: keys mean the strategy that it is on.
          const id = target.closest('tr[data-key]')?.getAttribute('data-key') ?? null;
          if (id !== null) routes.note('strategy', id);
        }}
      >
        <Grid
          label={strategiesText.title}
          rows={rows}
          columns={columns}
          keyOf={strategyKey}
          order={{ column: 'name', isDescending: false }}
          rowClass={(row) => (row === chosen ? 'strategies__row--chosen' : '')}
        />
      </section>
      <Hosts />
      {chosen === undefined ? null : (
        <StrategyDetail key={chosen.id} strategy={chosen} positions={positions}>
          {buttons(chosen)}
        </StrategyDetail>
      )}
      {dialog}
    </div>
  );
}

/** The first of the list as it is sorted at first. */
function firstOf(rows: readonly Strategy[]): Strategy | undefined {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)).at(0);
}
