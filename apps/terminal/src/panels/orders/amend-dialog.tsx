import type { Instrument, Order, OrderTerms } from '@argosy/contract';
import { useState, type FormEvent, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { parseTyped } from '../../format/decimal.ts';
import { compareDecimals, isMultiple } from '../../format/exact.ts';
import { ordersText } from '../../text/orders.ts';
import { mistakes, ticketText } from '../../text/ticket.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { StepField } from '../ticket/step-field.tsx';

/** Changes quantity and prices of an order that works. */
export function AmendDialog({
  order,
  onClose,
}: {
  readonly order: Order;
  readonly onClose: () => void;
}): JSX.Element {
  const { link, actions } = useTerminal();
  const instrument = useSignal(link.instruments.find(order.instrument));
  const [qty, setQty] = useState(order.qty);
  const [limit, setLimit] = useState(priceOf(order.terms, 'limit'));
  const [trigger, setTrigger] = useState(priceOf(order.terms, 'trigger'));
  const wrong = {
    qty: stepMistake(qty, instrument?.lot),
    limit: limit === null ? null : stepMistake(limit, instrument?.tick),
    trigger: trigger === null ? null : stepMistake(trigger, instrument?.tick),
  };
  const isWrong = Object.values(wrong).some((mistake) => mistake !== null);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isWrong) return;
    const terms = changedTerms(order.terms, limit, trigger);
    void actions.amend(order.id, { qty: parseTyped(qty) ?? order.qty, terms });
    onClose();
  };
  const price = (
    name: 'limit' | 'trigger',
    value: string | null,
    set: (text: string) => void,
  ): JSX.Element | null =>
    value === null ? null : (
      <StepField
        name={name}
        label={ticketText[name]}
        value={value}
        step={instrument?.tick ?? '0.01'}
        error={wrong[name] ?? undefined}
        onValue={set}
      />
    );
  return (
    <Dialog title={ordersText.editOf(order.id)} onClose={onClose}>
      <form className="amend" onSubmit={send}>
        <p>
          {ticketText[order.side]} {order.instrument}
        </p>
        <StepField
          name="qty"
          label={ticketText.qty}
          value={qty}
          step={instrument?.lot ?? '1'}
          error={wrong.qty ?? undefined}
          onValue={setQty}
        />
        {price('limit', limit, setLimit)}
        {price('trigger', trigger, setTrigger)}
        <Button type="submit" kind="primary" disabled={isWrong}>
          {ordersText.edit}
        </Button>
      </form>
    </Dialog>
  );
}

function stepMistake(text: string, step: Instrument['tick'] | undefined): string | null {
  const value = parseTyped(text);
  if (value === null) return mistakes.number;
  if (compareDecimals(value, '0') <= 0) return mistakes.aboveZero;
  return step === undefined || isMultiple(value, step) ? null : mistakes.step(step);
}

function priceOf(terms: OrderTerms, name: 'limit' | 'trigger'): string | null {
  if (name === 'limit') return 'limit' in terms ? terms.limit : null;
  // Where a trailing stop stands is reckoned, not chosen.
  return 'trigger' in terms && !('trail' in terms) ? terms.trigger : null;
}

function changedTerms(terms: OrderTerms, limit: string | null, trigger: string | null): OrderTerms {
  const typed = {
    ...(limit === null ? {} : { limit: parseTyped(limit) ?? limit }),
    ...(trigger === null ? {} : { trigger: parseTyped(trigger) ?? trigger }),
  };
  // The type stays; only prices that it has are put in.
  return { ...terms, ...typed };
}
