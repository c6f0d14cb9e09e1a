import type { InviteAnswer, InviteBody, UserRole } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { useState, type JSX, type SyntheticEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatInstant } from '../../format/time.ts';
import { usersText } from '../../text/users.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { AccountChoice } from './account-choice.tsx';

/** The roles that somebody can have, the one that may less first. */
export const roleOptions: readonly { readonly value: UserRole; readonly label: string }[] = [
  { value: 'viewer', label: usersText.roles.viewer },
  { value: 'owner', label: usersText.roles.owner },
];

/** Who is to come, and as what. */
export function InviteDialog({
  invite,
  onMade,
  onClose,
}: {
  readonly invite: (body: InviteBody) => Promise<ApiResult<InviteAnswer>>;
  readonly onMade: (name: string, answer: InviteAnswer) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const [name, setName] = useState('');
  const [role, setRole] = useState<UserRole>('viewer');
  const [accounts, setAccounts] = useState<readonly string[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await invite({ name, role, ...(role === 'viewer' ? { accounts } : {}) });
    setBusy(false);
    if (answer.ok) onMade(name, answer.value);
    else setError(answer.problem.detail);
  };
  return (
    <Dialog title={usersText.inviteTitle} onClose={onClose}>
      <form className="user-form" onSubmit={(event) => void make(event)}>
        <TextField
          label={usersText.name}
          hint={usersText.oneLine}
          autoComplete="off"
          maxLength={64}
          required
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <SelectField label={usersText.role} value={role} options={roleOptions} onPick={setRole} />
        {role === 'viewer' ? <AccountChoice chosen={accounts} onChoose={setAccounts} /> : null}
        <p role="alert" className="down">
          {error}
        </p>
        <div className="dialog__foot">
          <Button type="submit" kind="primary" disabled={isBusy || name.trim() === ''}>
            {usersText.make}
          </Button>
          <Button onClick={onClose}>{usersText.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The link, once: nobody can have it shown again. */
export function LinkDialog({
  name,
  answer,
  onClose,
}: {
  readonly name: string;
  readonly answer: InviteAnswer;
  readonly onClose: () => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(answer.link);
    setCopied(true);
  };
  return (
    <Dialog title={usersText.linkTitle(name)} onClose={onClose}>
      <div className="user-form">
        <p>{usersText.linkOnce}</p>
        <TextField
          label={usersText.link}
          hint={`${usersText.until} ${formatInstant(answer.expiresAt, zone)}`}
          readOnly
          value={answer.link}
          onFocus={({ target }) => target.select()}
        />
        <div className="dialog__foot">
          <Button kind="primary" onClick={() => void copy()}>
            {isCopied ? usersText.copied : usersText.copy}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
