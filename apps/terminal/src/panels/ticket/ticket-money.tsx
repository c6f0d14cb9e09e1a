import type { Money, OrderTicket, Preview, Problem } from '@argosy/contract';
import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, UNKNOWN } from '../../format/decimal.ts';
import { addDecimals } from '../../format/exact.ts';
import { ticketText } from '../../text/ticket.ts';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

/** A preview is asked for so long after the last key. */
const SETTLE_MS = 250;
const AGAIN_MS = 5_000;

/** What is told of a ticket before it is sent, or why that is not known. */
export type TicketPreview = {
  readonly preview: Preview | null;
  readonly problem: Problem | null;
  /** Asks once more now: what is free has changed. */
  readonly again: () => void;
};

/** Asks what a ticket would bind and cost: anew as it changes and every few seconds. */
export function usePreview(ticket: OrderTicket | null): TicketPreview {
  const { link } = useTerminal();
  const settled = useSettled(ticket);
  const {
    value: preview,
    problem,
    again,
  } = useAsk(
    async (signal) =>
      settled === null ? nothingToAsk : link.api.previewOrder({ body: settled, signal }),
    [settled],
    settled === null ? null : AGAIN_MS,
  );
  if (ticket === null) return { preview: null, problem: null, again };
  return { preview, problem: problem?.code === NOTHING_TO_ASK ? null : problem, again };
}

/** What an order is worth, what there is for it, and each charge. */
export function TicketMoney({ preview }: Pick<TicketPreview, 'preview'>): JSX.Element {
  return (
    <div className="ticket__money" aria-live="polite">
      <dl className="ticket__sums">
        {(['value', 'available'] as const).map((name) => (
          <Sum key={name} label={ticketText[name]} money={preview?.[name] ?? null} />
        ))}
      </dl>
      {preview === null ? null : <Charges charges={preview.charges} />}
    </div>
  );
}

const UNREACHABLE = 'UNREACHABLE';

/** What an order binds and costs, what to look at twice, and whether it would be refused: beside the button that sends it. */
export function TicketCost({ preview, problem }: Omit<TicketPreview, 'again'>): JSX.Element {
  const denial = preview?.denial ?? null;
  return (
    <div className="ticket__cost" aria-live="polite">
      <dl className="ticket__sums ticket__sums--row">
        <Sum label={ticketText.margin} money={preview?.margin ?? null} />
        <Sum label={ticketText.charges} money={preview === null ? null : totalOf(preview)} />
      </dl>
      {denial === null ? null : <Denial {...denial} />}
      {preview?.nudges.map(({ code, text }) => (
        <p key={code} className="ticket__nudge">
          {text}
        </p>
      ))}
      {problem === null ? null : problem.code === UNREACHABLE ? (
        <p className="ticket__nudge">{ticketText.noPreview}</p>
      ) : (
        <Denial code={problem.code} reason={problem.detail} />
      )}
    </div>
  );
}

/** All charges together, to the paisa. */
function totalOf({ charges, value }: Preview): Money | null {
  if (value === null) return null;
  const { currency } = value;
  return charges.reduce(
    (sum, { amount }) => ({ currency, amount: addDecimals(sum.amount, amount.amount) }),
    {
      currency,
      amount: '0.00',
    },
  );
}

function Denial({ code, reason }: { readonly code: string; readonly reason: string }): JSX.Element {
  return (
    <p className="ticket__denial" role="alert">
      {ticketText.denied}: {reason} <span className="mono">{code}</span>
    </p>
  );
}

const NOTHING_TO_ASK = 'NOTHING_TO_ASK';
const nothingToAsk = {
  ok: false,
  problem: {
    type: '',
    title: '',
    status: 0,
    code: NOTHING_TO_ASK,
    detail: '',
    requestId: '',
    isRetryable: false,
  },
} as const;

function Charges({
  charges,
}: {
  readonly charges: readonly { readonly name: string; readonly amount: Money }[];
}): JSX.Element | null {
  if (charges.length === 0) return null;
  return (
    <details className="ticket__charges">
      <summary>{ticketText.chargesOf}</summary>
      <dl className="ticket__sums">
        {charges.map(({ name, amount }) => (
          <Sum key={name} label={name} money={amount} />
        ))}
      </dl>
    </details>
  );
}

function Sum({
  label,
  money,
}: {
  readonly label: string;
  readonly money: Money | null;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  return (
    <div className="ticket__sum">
      <dt>{label}</dt>
      <dd className="number" title={money?.currency}>
        {money === null ? UNKNOWN : formatDecimal(money.amount, grouping)}
      </dd>
    </div>
  );
}

function useSettled(ticket: OrderTicket | null): OrderTicket | null {
  const [settled, setSettled] = useState<OrderTicket | null>(null);
  const key = JSON.stringify(ticket);
  useEffect(() => {
    const next = JSON.parse(key) as OrderTicket | null;
    const timer = setTimeout(() => setSettled(next), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
