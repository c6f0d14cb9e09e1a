import './users.css';

import type { InviteAnswer, UserView, UsersAnswer } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useProof, type Proof } from '../../app/use-proof.tsx';
import { formatInstant, type Zone } from '../../format/time.ts';
import { usersText } from '../../text/users.ts';
import { Button } from '../../ui/button.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk, type Asked } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Invitations } from './invitations.tsx';
import { InviteDialog, LinkDialog } from './invite-dialog.tsx';
import type { PersonDeed } from './person-deed.ts';
import { UserDialog } from './user-dialog.tsx';

type Opened =
  | { readonly kind: 'invite' }
  | { readonly kind: 'link'; readonly name: string; readonly answer: InviteAnswer }
  | { readonly kind: 'change'; readonly user: UserView }
  | null;

/** Who may come in, and what they may do there. */
export function Users(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const own = useSignal(link.me)?.user ?? null;
  const people = usePeople();
  const { users, act } = people;
  const [opened, setOpened] = useState<Opened>(null);
  const facts = useMemo(() => userColumns(zone, own), [zone, own]);
  const change = (user: UserView): void => setOpened({ kind: 'change', user });
  const tools = (
    <div className="page__tools">
      <Button kind="primary" onClick={() => setOpened({ kind: 'invite' })}>
        {usersText.invite}
      </Button>
    </div>
  );
  return (
    <>
      <Part title={usersText.users} tools={tools}>
        <Answer of={users} isEmpty={(value) => value.users.length === 0} empty={usersText.none}>
          {(value) => (
            <Grid
              label={usersText.users}
              rows={shownOf(value)}
              columns={[...facts, verbColumn({ own, act, change })]}
              keyOf={({ id }) => id}
            />
          )}
        </Answer>
      </Part>
      <Invitations rows={users.value?.invitations ?? []} act={act} />
      <UserDialogs opened={opened} setOpened={setOpened} people={people} />
      {people.dialog}
    </>
  );
}

type PeopleInHand = {
  readonly users: Asked<UsersAnswer>;
  readonly act: (deed: PersonDeed) => Promise<boolean>;
} & Proof;

/** Everybody, and what is done about them: with a proof where the server wants one, and told in the page. */
function usePeople(): PeopleInHand {
  const { link } = useTerminal();
  const proof = useProof();
  const users = useAsk((signal) => link.people.list(signal), []);
  const act = async ({ run, done }: PersonDeed): Promise<boolean> => {
    const answer = await proof.prove(run);
    link.notices.tell(
      answer.ok
        ? { level: 'info', text: done }
        : { level: 'error', text: answer.problem.title, detail: answer.problem.detail },
    );
    users.again();
    return answer.ok;
  };
  return { users, act, ...proof };
}

function UserDialogs({
  opened,
  setOpened,
  people: { users, act, prove },
}: {
  readonly opened: Opened;
  readonly setOpened: (opened: Opened) => void;
  readonly people: PeopleInHand;
}): JSX.Element | null {
  const { link } = useTerminal();
  const onClose = (): void => setOpened(null);
  switch (opened?.kind) {
    case 'invite':
      return (
        <InviteDialog
          invite={async (body) => prove(() => link.people.invite(body))}
          onMade={(name, answer) => {
            setOpened({ kind: 'link', name, answer });
            users.again();
          }}
          onClose={onClose}
        />
      );
    case 'link':
      return <LinkDialog {...opened} onClose={onClose} />;
    case 'change':
      return <UserDialog user={opened.user} act={act} onClose={onClose} />;
    case undefined:
      return null;
  }
}

/** Whoever was removed is in the audit, not here. */
function shownOf({ users }: UsersAnswer): readonly UserView[] {
  return users.filter(({ status }) => status !== 'closed');
}

function userColumns(zone: Zone, own: string | null): readonly GridColumn<UserView>[] {
  return [
    {
      id: 'name',
      title: usersText.name,
      value: ({ name }) => name,
      show: ({ id, name }) => (id === own ? `${name} (${usersText.you})` : name),
    },
    { id: 'role', title: usersText.role, value: ({ role }) => usersText.roles[role] },
    {
      id: 'status',
      title: usersText.status,
      value: ({ status }) => usersText.statuses[status],
      show: ({ status }) => (
        <span className={status === 'active' ? '' : 'warn'}>{usersText.statuses[status]}</span>
      ),
    },
    { id: 'own', title: usersText.own, value: ({ ownAccount }) => ownAccount },
    {
      id: 'sees',
      title: usersText.sees,
      value: ({ role, accounts }) => (role === 'owner' ? usersText.seesAll : accounts.join(' ')),
    },
    {
      id: 'since',
      title: usersText.since,
      value: ({ createdAt }) => createdAt,
      show: ({ createdAt }) => formatInstant(createdAt, zone),
    },
  ];
}

type Verbs = {
  readonly own: string | null;
  readonly act: (deed: PersonDeed) => Promise<boolean>;
  readonly change: (user: UserView) => void;
};

/** Nobody locks themselves out from here. */
function verbColumn({ own, act, change }: Verbs): GridColumn<UserView> {
  return {
    id: 'verbs',
    title: '',
    value: () => null,
    show: (user) => (user.id === own ? null : <UserVerbs user={user} act={act} change={change} />),
  };
}

function UserVerbs({
  user,
  act,
  change,
}: Omit<Verbs, 'own'> & { readonly user: UserView }): JSX.Element {
  const { link } = useTerminal();
  const { id, name } = user;
  const isActive = user.status === 'active';
  const status = isActive ? 'disabled' : 'active';
  return (
    <span className="verbs">
      <Button aria-label={usersText.changeOf(name)} onClick={() => change(user)}>
        {usersText.change}
      </Button>
      <Button
        aria-label={usersText.endSessionsOf(name)}
        onClick={() =>
          void act({ run: () => link.people.change(id, {}), done: usersText.ended(name) })
        }
      >
        {usersText.endSessions}
      </Button>
      <Button
        aria-label={isActive ? usersText.disableOf(name) : usersText.enableOf(name)}
        onClick={() =>
          void act({
            run: () => link.people.change(id, { status }),
            done: isActive ? usersText.disabled(name) : usersText.enabled(name),
          })
        }
      >
        {isActive ? usersText.disable : usersText.enable}
      </Button>
    </span>
  );
}
