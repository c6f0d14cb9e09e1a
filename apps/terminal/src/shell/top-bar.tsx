import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { chooseAccount } from '../app/enter.ts';
import { overlayText } from '../text/overlays.ts';
import { shellText } from '../text/shell.ts';
import { Button, HoldButton } from '../ui/button.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { KILL_HOLD_MS } from './global-keys.tsx';

/** Where one trades: the account, whether its orders meet real money, and the switch that ends it all. */
export function TopBar(): JSX.Element {
  const { link, overlays } = useTerminal();
  const account = useSignal(link.account);
  const me = useSignal(link.me);
  const notices = useSignal(link.notices.all);
  const unread = notices.filter(({ isRead }) => !isRead).length;
  const mode = account?.mode ?? 'paper';
  return (
    <header className="top-bar">
      <strong className="top-bar__name">{shellText.product}</strong>
      <button
        type="button"
        className="top-bar__search"
        onClick={() => (overlays.open.value = 'search')}
      >
        {overlayText.search} <kbd>/</kbd>
      </button>
      <span className="top-bar__space" />
      <AccountPicker />
      <span className={`mode mode--${mode}`}>
        {mode === 'live' ? shellText.live : shellText.paper}
      </span>
      <Button
        kind="quiet"
        aria-label={overlayText.noticesOpen(unread)}
        onClick={() => (overlays.open.value = 'notices')}
      >
        {shellText.bell} {unread === 0 ? '' : unread}
      </Button>
      {me?.role === 'owner' ? <KillSwitch /> : null}
      <Button kind="quiet" onClick={() => void link.session.logOut()} title={me?.name}>
        {shellText.logOut}
      </Button>
    </header>
  );
}

function AccountPicker(): JSX.Element {
  const { link } = useTerminal();
  const accounts = useSignal(link.accounts);
  const account = useSignal(link.account);
  return (
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
  );
}

/** The kill switch: always on the screen, held for a second. */
function KillSwitch(): JSX.Element {
  const { link, actions } = useTerminal();
  const account = useSignal(link.account);
  return (
    <HoldButton
      holdMs={KILL_HOLD_MS}
      title={overlayText.killTitle}
      disabled={account === null}
      onHeld={() => {
        if (account !== null) void actions.kill(account.id, overlayText.killReason);
      }}
    >
      {overlayText.kill}
    </HoldButton>
  );
}
