import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { chooseAccount } from '../app/enter.ts';
import { shellText } from '../text/shell.ts';
import { Button } from '../ui/button.tsx';
import { useSignal } from '../ui/use-signal.ts';

/** Where one trades: the account, and whether its orders meet real money. */
export function TopBar(): JSX.Element {
  const { link } = useTerminal();
  const accounts = useSignal(link.accounts);
  const account = useSignal(link.account);
  const me = useSignal(link.me);
  const mode = account?.mode ?? 'paper';
  return (
    <header className="top-bar">
      <strong className="top-bar__name">{shellText.product}</strong>
      <span className="top-bar__space" />
      <select
        className="input top-bar__account"
        aria-label={shellText.account}
        value={account?.id ?? ''}
        onChange={({ target }) => chooseAccount(link, target.value)}
      >
        {accounts.length === 0 ? <option value="">{shellText.noAccount}</option> : null}
        {accounts.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
      <span className={`mode mode--${mode}`}>
        {mode === 'live' ? shellText.live : shellText.paper}
      </span>
      <Button kind="quiet" onClick={() => void link.session.logOut()} title={me?.name}>
        {shellText.logOut}
      </Button>
    </header>
  );
}
