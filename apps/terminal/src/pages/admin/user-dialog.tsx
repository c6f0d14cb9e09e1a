import type { UserView } from '@argosy/contract';
import { useState, type JSX, type SyntheticEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { usersText } from '../../text/users.ts';
import { Button, HoldButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { AccountChoice } from './account-choice.tsx';
import { roleOptions } from './invite-dialog.tsx';
import type { PersonDeed } from './person-deed.ts';

const REMOVE_HOLD_MS = 1_000;

/** What somebody may do from now on. */
export function UserDialog({
  user,
  act,
  onClose,
}: {
  readonly user: UserView;
  readonly act: (deed: PersonDeed) => Promise<boolean>;
  readonly onClose: () => void;
}): JSX.Element {
  const { link } = useTerminal();
  const { id, name } = user;
  const [role, setRole] = useState(user.role);
  const [accounts, setAccounts] = useState(user.accounts);
  const end = async (deed: PersonDeed): Promise<void> => {
    if (await act(deed)) onClose();
  };
  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    const body = { role, ...(role === 'viewer' ? { accounts } : {}) };
    void end({ run: () => link.people.change(id, body), done: usersText.saved(name) });
  };
  return (
    <Dialog title={usersText.changeTitle(name)} onClose={onClose}>
      <form className="user-form" onSubmit={save}>
        <SelectField label={usersText.role} value={role} options={roleOptions} onPick={setRole} />
        {role === 'viewer' ? <AccountChoice chosen={accounts} onChoose={setAccounts} /> : null}
        <p className="muted">{usersText.changeNote}</p>
        <div className="dialog__foot">
          <Button type="submit" kind="primary">
            {usersText.save}
          </Button>
          <Button onClick={onClose}>{usersText.cancel}</Button>
          <HoldButton
            holdMs={REMOVE_HOLD_MS}
            onHeld={() =>
              void end({ run: () => link.people.remove(id), done: usersText.removed(name) })
            }
          >
            {usersText.remove}
          </HoldButton>
        </div>
      </form>
    </Dialog>
  );
}
