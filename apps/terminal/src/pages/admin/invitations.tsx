import type { InvitationView } from '@argosy/contract';
import { type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatInstant } from '../../format/time.ts';
import { usersText } from '../../text/users.ts';
import { Button } from '../../ui/button.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Part } from '../../ui/part.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import type { PersonDeed } from './person-deed.ts';

/** Who has a link and has not come yet; nothing where nobody has. */
export function Invitations({
  rows,
  act,
}: {
  readonly rows: readonly InvitationView[];
  readonly act: (deed: PersonDeed) => Promise<boolean>;
}): JSX.Element | null {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  if (rows.length === 0) return null;
  const columns: readonly GridColumn<InvitationView>[] = [
    { id: 'name', title: usersText.name, value: ({ name }) => name },
    { id: 'role', title: usersText.role, value: ({ role }) => usersText.roles[role] },
    {
      id: 'sees',
      title: usersText.sees,
      value: ({ role, accounts }) => (role === 'owner' ? usersText.seesAll : accounts.join(' ')),
    },
    {
      id: 'until',
      title: usersText.until,
      value: ({ expiresAt }) => expiresAt,
      show: ({ expiresAt }) => formatInstant(expiresAt, zone),
    },
    {
      id: 'withdraw',
      title: '',
      value: () => null,
      show: ({ name }) => (
        <Button
          aria-label={usersText.withdrawOf(name)}
          onClick={() =>
            void act({ run: () => link.people.withdraw(name), done: usersText.withdrawn(name) })
          }
        >
          {usersText.withdraw}
        </Button>
      ),
    },
  ];
  return (
    <Part title={usersText.invitations}>
      <Grid
        label={usersText.invitations}
        rows={rows}
        columns={columns}
        keyOf={({ name }) => name}
      />
    </Part>
  );
}
