import type { Account } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { chooseAccount } from '../../app/enter.ts';
import { adminText } from '../../text/admin.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Part } from '../../ui/part.tsx';
import { Empty } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** Where accounts live, and whether their orders meet real money. */
export function BrokersPage(): JSX.Element {
  const { link } = useTerminal();
  const accounts = useSignal(link.accounts);
  const columns = useMemo(
    (): readonly GridColumn<Account>[] => [
      { id: 'id', title: adminText.account, value: ({ id }) => id },
      { id: 'broker', title: adminText.broker, value: ({ broker }) => broker },
      {
        id: 'mode',
        title: adminText.mode,
        value: ({ mode }) => adminText.modes[mode],
        show: ({ mode }) => <span className={`mode mode--${mode}`}>{adminText.modes[mode]}</span>,
      },
      { id: 'kind', title: adminText.kind, value: ({ kind }) => kind },
      { id: 'currency', title: adminText.currency, value: ({ currency }) => currency },
      {
        id: 'books',
        title: adminText.books,
        value: ({ books }) => books.map(({ id }) => id).join(' '),
      },
    ],
    [],
  );
  return (
    <div className="page">
      <Part title={adminText.accounts}>
        {accounts.length === 0 ? (
          <Empty title={adminText.noAccounts} />
        ) : (
          <Grid
            label={adminText.accounts}
            rows={accounts}
            columns={columns}
            keyOf={({ id }) => id}
            onOpen={({ id }) => chooseAccount(link, id)}
          />
        )}
      </Part>
    </div>
  );
}
