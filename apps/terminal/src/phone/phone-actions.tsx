import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { KILL_HOLD_MS } from '../shell/global-keys.tsx';
import { overlayText } from '../text/overlays.ts';
import { phoneText } from '../text/phone.ts';
import { HoldButton } from '../ui/button.tsx';
import { useSignal } from '../ui/use-signal.ts';

const CLOSE_HOLD_MS = 600;

/** The ways out, where a thumb reaches them: both have to be held. */
export function PhoneActions(): JSX.Element | null {
  const { link, actions } = useTerminal();
  const account = useSignal(link.account);
  const me = useSignal(link.me);
  if (account === null || me?.role !== 'owner') return null;
  return (
    <div className="phone__actions">
      <HoldButton
        kind="plain"
        holdMs={CLOSE_HOLD_MS}
        onHeld={() => void actions.flatten({ account: account.id })}
      >
        {phoneText.closeAll}
      </HoldButton>
      <HoldButton
        holdMs={KILL_HOLD_MS}
        title={overlayText.killTitle}
        onHeld={() => void actions.kill(account.id, overlayText.killReason)}
      >
        {overlayText.kill}
      </HoldButton>
    </div>
  );
}
