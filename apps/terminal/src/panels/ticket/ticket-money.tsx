import type { Money, OrderTicket, Preview, Problem } from '@argosy/contract';
import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, UNKNOWN } from '../../format/decimal.ts';
import { ticketText } from '../../text/ticket.ts';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

/** A preview is asked for so long after the last key. */
const SETTLE_MS = 250;
const AGAIN_MS = 5_000;

/** What a ticket would bind and cost, and what to look at twice: told before it is sent. */
export function TicketMoney({ ticket }: { readonly ticket: OrderTicket | null }): JSX.Element {
  const { link } = useTerminal();
  const settled = useSettled(ticket);
  const { value: preview, problem } = useAsk(
    async (signal) =>
      settled === null ? nothingToAsk : link.api.previewOrder({ body: settled, signal }),
    [settled],
    settled === null ? null : AGAIN_MS,
  );
  if (ticket === null || preview === null) {
    return <MoneyView preview={null} problem={ticket === null ? null : problem} />;
  }
  return <MoneyView preview={preview} problem={problem} />;
}

function MoneyView({
  preview,
  problem,
}: {
  readonly preview: Preview | null;
  readonly problem: Problem | null;
}): JSX.Element {
  const isRefused = problem !== null && problem.code !== NOTHING_TO_ASK;
  return (
    <div className="ticket__money" aria-live="polite">
      <dl className="ticket__sums">
        {(['value', 'margin', 'available'] as const).map((name) => (
          <Sum key={name} label={ticketText[name]} money={preview?.[name] ?? null} />
        ))}
      </dl>
      {preview === null ? null : <Charges charges={preview.charges} />}
      {preview === null || preview.denial === null ? null : <Denial {...preview.denial} />}
      {preview?.nudges.map(({ code, text }) => (
        <p key={code} className="ticket__nudge">
          {text}
        </p>
      ))}
      {isRefused ? <Denial code={problem.code} reason={problem.detail} /> : null}
    </div>
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
