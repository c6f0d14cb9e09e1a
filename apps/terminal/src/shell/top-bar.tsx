import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { chooseAccount } from '../app/enter.ts';
import { addressOf, type PageName } from '../app/routes.ts';
import { overlayText } from '../text/overlays.ts';
import { shellText } from '../text/shell.ts';
import { Button, HoldButton } from '../ui/button.tsx';
import { useIsPhone } from '../ui/use-is-phone.ts';
import { useSignal } from '../ui/use-signal.ts';
import { AccountSums } from './account-sums.tsx';
import { KILL_HOLD_MS } from './global-keys.tsx';
import { LogOut } from './log-out.tsx';
import { TradingState } from './trading-state.tsx';

/** Where one trades: the account, whether its orders meet real money, and the switch that ends it all. */
export function TopBar({ pages }: { readonly pages: readonly PageName[] }): JSX.Element {
  const isPhone = useIsPhone();
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
        aria-label={overlayText.search}
        onClick={() => (overlays.open.value = 'search')}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="page-icon">
          <path d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2m4 9l3 3" />
        </svg>
        <span className="top-bar__words">
          {overlayText.search} <kbd>/</kbd>
        </span>
      </button>
      <TradingState />
      <span className="top-bar__space" />
      <AccountSums />
      <AccountPicker />
      <span className={`mode mode--${mode}`}>
        {mode === 'live' ? shellText.live : shellText.paper}
      </span>
      <Button
        kind="quiet"
        aria-label={overlayText.noticesOpen(unread)}
        onClick={() => (overlays.open.value = 'notices')}
      >
        {shellText.bell} <span className="top-bar__count">{countText(unread)}</span>
      </Button>
      {me?.role === 'owner' && !isPhone ? <KillSwitch /> : null}
      {isPhone ? <PageMenu pages={pages} /> : null}
      <LogOut kind="quiet" />
    </header>
  );
}

const COUNT_MAX = 99;

function countText(count: number): string {
  if (count === 0) return '';
  return count > COUNT_MAX ? `${COUNT_MAX}+` : String(count);
}

/** The way to the other pages, where there is no rail. */
function PageMenu({ pages }: { readonly pages: readonly PageName[] }): JSX.Element {
  const { routes } = useTerminal();
  const { page } = useSignal(routes.route);
  return (
    <select
      className="input top-bar__account"
      aria-label={shellText.rail}
      value={page}
      onChange={({ target }) => {
        const chosen = pages.find((name) => name === target.value);
        if (chosen !== undefined) routes.go(addressOf(chosen));
      }}
    >
      {pages.map((name) => (
        <option key={name} value={name}>
          {shellText.pages[name]}
        </option>
      ))}
    </select>
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
