import { useEffect, type JSX } from 'react';

import { Shell } from '../shell/shell.tsx';
import { loginText } from '../text/login.ts';
import { shellText } from '../text/shell.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { LoginForm } from './login.tsx';
import { TerminalProvider, type Terminal } from './context.tsx';
import { enter } from './enter.ts';

/** The whole terminal: who is not logged in comes in first; whose session ends comes in again over what they had. */
export function App({ terminal }: { readonly terminal: Terminal }): JSX.Element {
  const { link } = terminal;
  const state = useSignal(link.session.state);
  const me = useSignal(link.me);
  useEffect(() => {
    if (state === 'unknown') void link.session.token();
    if (state === 'in') void enter(link);
  }, [link, state]);
  return (
    <TerminalProvider terminal={terminal}>
      {me === null ? null : <Shell />}
      {me === null && state === 'out' ? (
        <main className="login-page">
          <div className="login-page__card">
            <h1>{shellText.product}</h1>
            <LoginForm session={link.session} />
          </div>
        </main>
      ) : null}
      {me !== null && (state === 'expired' || state === 'out') ? (
        <Dialog title={loginText.title} onClose={() => {}}>
          <p>{loginText.expired}</p>
          <LoginForm session={link.session} />
        </Dialog>
      ) : null}
    </TerminalProvider>
  );
}
