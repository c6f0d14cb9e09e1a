import type { Account } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { actionText, ticketText, wishesText } from '../../text/ticket.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import type { Sender } from './sending.ts';

/** Where the order is that was sent last: asked about, on its way, placed, refused, or not known. */
export function SendState({
  sender,
  account,
}: {
  readonly sender: Sender;
  readonly account: Account;
}): JSX.Element {
  const { preferences, focus } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const state = useSignal(sender.state);
  return (
    <div className="ticket__state" role="status" aria-live="polite">
      {state.step === 'confirming' ? (
        <Dialog title={ticketText.confirmTitle} onClose={() => sender.back()}>
          <p className="ticket__confirm">{actionText(state.order.ticket, grouping)}</p>
          {wishesText(state.order, grouping).map((wish) => (
            <p key={wish}>{wish}</p>
          ))}
          <p>
            {account.id} · <strong>{account.mode.toUpperCase()}</strong> ·{' '}
            {ticketText.products[state.order.ticket.product]}
          </p>
          <div className="dialog__foot">
            <Button kind={state.order.ticket.side} onClick={() => sender.confirm()}>
              {actionText(state.order.ticket, grouping)}
            </Button>
            <Button onClick={() => sender.back()}>{ticketText.back}</Button>
          </div>
        </Dialog>
      ) : null}
      {state.step === 'sending' ? <p>{ticketText.sending}</p> : null}
      {state.step === 'placed' ? (
        <p className="up">
          <button
            type="button"
            className="ticket__link"
            onClick={() => focus.show(state.placed.id)}
          >
            {ticketText.placed(state.placed.id)}
          </button>
        </p>
      ) : null}
      {state.step === 'refused' ? (
        <p className="ticket__denial" role="alert">
          {ticketText.refused}: {state.problem.detail}{' '}
          <span className="mono">{state.problem.code}</span>
        </p>
      ) : null}
      {state.step === 'unknown' ? <p className="warn">{ticketText.unknown}</p> : null}
      {state.step === 'missing' ? (
        <>
          <p className="warn">{ticketText.notFound}</p>
          <Button onClick={() => sender.again()}>{ticketText.again}</Button>
          <Button kind="quiet" onClick={() => sender.back()}>
            {ticketText.back}
          </Button>
        </>
      ) : null}
    </div>
  );
}
