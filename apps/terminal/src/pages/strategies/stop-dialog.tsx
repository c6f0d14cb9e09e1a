import type { Account, Strategy } from '@argosy/contract';
import type { JSX } from 'react';

import { strategiesText } from '../../text/strategies.ts';
import { ticketText } from '../../text/ticket.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks once more: nobody watches over positions that a stopped strategy leaves. */
export function StopDialog({
  strategy,
  account,
  held,
  stop,
  onClose,
}: {
  readonly strategy: Strategy;
  readonly account: Account;
  readonly held: number;
  readonly stop: () => void;
  readonly onClose: () => void;
}): JSX.Element {
  return (
    <Dialog title={strategiesText.stopTitle(strategy.id)} onClose={onClose}>
      <p>
        {strategiesText.stopWarning(held)} {account.id} ·{' '}
        <strong>{account.mode.toUpperCase()}</strong>
      </p>
      <div className="dialog__foot">
        <Button
          kind="primary"
          onClick={() => {
            stop();
            onClose();
          }}
        >
          {strategiesText.stopIt(strategy.id)}
        </Button>
        <Button onClick={onClose}>{ticketText.back}</Button>
      </div>
    </Dialog>
  );
}
