import './ticket.css';

import type { Account, Instrument } from '@argosy/contract';
import { useEffect, useMemo, useRef, useState, type FormEvent, type JSX } from 'react';
import { flushSync } from 'react-dom';

import { useTerminal } from '../../app/context.tsx';
import { HotText } from '../../hot/hot-text.tsx';
import { useKeys } from '../../keys/use-keys.ts';
import { hoursText } from '../../text/hours.ts';
import { actionText, ticketText } from '../../text/ticket.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/state.tsx';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';
import { productsOf } from './draft.ts';
import { priceCells } from './price-cells.ts';
import { SendState } from './send-state.tsx';
import { Sender } from './sending.ts';
import { MainFields, MoreFields, ProtectionFields } from './ticket-fields.tsx';
import { TicketCost, TicketMoney, usePreview } from './ticket-money.tsx';
import { sizeByRisk, ticketOf, type DraftOrder, type DraftPlace } from './ticket-of.ts';
import { useDraft, type DraftForm } from './use-draft.ts';

/** The ticket: an order as a person gives it. */
export const ticketKind: PanelKind = {
  kind: 'ticket',
  title: ticketText.title,
  isLinked: true,
  hours: { of: 'instrument', means: hoursText.means.ticket },
  render: (panel) => <Ticket panel={panel} />,
};

function Ticket({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const id = useSignal(panel.instrument);
  const instrument = useMaybeSignal(id === null ? null : link.instruments.find(id));
  const account = useSignal(link.account);
  const me = useSignal(link.me);
  if (id === null) return <Empty title={ticketText.choose} />;
  if (instrument === null || account === null) return <Loading />;
  if (me?.role !== 'owner') return <Empty title={ticketText.viewer} />;
  if (productsOf(instrument, account).length === 0) {
    return <Empty title={instrument.kind === 'index' ? ticketText.index : ticketText.notTraded} />;
  }
  return <TicketForm key={instrument.id} instrument={instrument} account={account} />;
}

function TicketForm({
  instrument,
  account,
}: {
  readonly instrument: Instrument;
  readonly account: Account;
}): JSX.Element {
  const { link, preferences, oneClick } = useTerminal();
  const isArmed = useSignal(oneClick.isArmed);
  const element = useRef<HTMLFormElement>(null);
  const form = useDraft({ instrument, account, form: element });
  const { draft, change } = form;
  const [isTried, setTried] = useState(false);
  const sender = useSender();
  const price = link.market.row(instrument.id)?.price ?? Number.NaN;
  const zone = useSignal(preferences.zone);
  const place = { ...placeOf(instrument, account, price), zone };
  const order = ticketOf(draft, place);
  const money = usePreview(order.ok ? order.ticket : null);
  const submit = (): void => {
    flushSync(() => setTried(true));
    oneClick.touch();
    if (order.ok) sender.submit(order, !isArmed && wantsQuestion(preferences, order, price));
    else showMistake(element.current);
  };
  useSent(sender, () => {
    form.sent();
    money.again();
  });
  useSubmitKey(submit);
  const clear = (): void => {
    form.clear();
    setTried(false);
    sender.back();
  };
  const shown = {
    ...form,
    instrument,
    account,
    mistakes: mistakesOf(order, isTried),
    sized: sizeByRisk(draft, place),
  };
  return (
    <form
      ref={element}
      className={`ticket ticket--${draft.side} ticket--${account.mode}`}
      data-mode={account.mode}
      aria-label={ticketText.title}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <TicketHead instrument={instrument} account={account} />
      <Sides draft={draft} change={change} />
      <MainFields {...shown} />
      <ProtectionFields {...shown} />
      <MoreFields {...shown} />
      <TicketMoney preview={money.preview} />
      <div className="ticket__end">
        <TicketCost preview={money.preview} problem={money.problem} />
        <SendState sender={sender} account={account} />
        <TicketFoot {...{ order, sender, account, side: draft.side, clear }} />
      </div>
    </form>
  );
}

/** Goes to the first field that is wrong, out of what is folded away. */
function showMistake(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid=true]');
  wrong?.closest('details')?.setAttribute('open', '');
  wrong?.focus();
}

function placeOf(
  instrument: Instrument,
  account: Account,
  price: number,
): Omit<DraftPlace, 'zone'> {
  return {
    account: account.id,
    book: account.books[0]?.id ?? '',
    instrument,
    price: Number.isNaN(price) ? null : String(price),
  };
}

function useSubmitKey(submit: () => void): void {
  useKeys([
    {
      id: 'ticket.submit',
      scope: 'ticket',
      chord: 'Ctrl+Enter',
      label: ticketText.submit,
      inInputs: true,
      run: submit,
    },
  ]);
}

/** Does something once an order was placed. */
function useSent(sender: Sender, onSent: () => void): void {
  const sending = useSignal(sender.state);
  const newest = useRef(onSent);
  useEffect(() => {
    newest.current = onSent;
  });
  const placed = sending.step === 'placed' ? sending.placed.id : null;
  useEffect(() => {
    if (placed !== null) newest.current();
  }, [placed]);
}

/** One sender for as long as the form is there. */
function useSender(): Sender {
  const { link, focus } = useTerminal();
  return useMemo(
    () =>
      new Sender({
        api: link.api,
        newKey: () => crypto.randomUUID(),
        now: () => link.clock.now(),
        pass: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
        known: () =>
          link.book
            .peek()
            ?.orders.rows.peek()
            .map(({ id }) => id) ?? [],
        onPlaced: ({ id }) => {
          focus.order.value = id;
        },
      }),
    [link, focus],
  );
}

function TicketHead({
  instrument,
  account,
}: {
  readonly instrument: Instrument;
  readonly account: Account;
}): JSX.Element {
  const { preferences } = useTerminal();
  const { last } = priceCells[useSignal(preferences.grouping)];
  return (
    <header className="ticket__head">
      <strong>{instrument.id}</strong>
      <HotText of={instrument.id} show={last} pace="frame" isFlashing className="number" />
      <span className={`mode mode--${account.mode}`}>{account.mode.toUpperCase()}</span>
    </header>
  );
}

function Sides({ draft, change }: Pick<DraftForm, 'draft' | 'change'>): JSX.Element {
  const { preferences } = useTerminal();
  const cells = priceCells[useSignal(preferences.grouping)];
  return (
    <fieldset className="ticket__sides">
      <legend className="hidden-text">{ticketText.side}</legend>
      {(['buy', 'sell'] as const).map((side) => (
        <label key={side} className={`ticket__side ticket__side--${side}`}>
          <input
            type="radio"
            name="side"
            checked={draft.side === side}
            onChange={() => change({ side })}
          />
          <span>{ticketText[side]}</span>
          <HotText of={draft.instrument} show={cells[side]} pace="frame" className="number" />
        </label>
      ))}
    </fieldset>
  );
}

function TicketFoot({
  order,
  sender,
  account,
  side,
  clear,
}: {
  readonly order: DraftOrder;
  readonly sender: Sender;
  readonly account: Account;
  readonly side: 'buy' | 'sell';
  readonly clear: () => void;
}): JSX.Element {
  const { oneClick, preferences } = useTerminal();
  const isArmed = useSignal(oneClick.isArmed);
  const grouping = useSignal(preferences.grouping);
  const { step } = useSignal(sender.state);
  const mode = account.mode.toUpperCase();
  return (
    <div className="ticket__foot">
      <Button
        type="submit"
        kind={side}
        disabled={step === 'sending' || step === 'unknown'}
        className="ticket__send"
      >
        {order.ok ? `${mode}: ${actionText(order.ticket, grouping)}` : ticketText[side]}
      </Button>
      <Button
        kind="quiet"
        aria-pressed={isArmed}
        title={isArmed ? ticketText.armed : ticketText.disarmed}
        className={isArmed ? 'ticket__armed' : ''}
        onClick={() => oneClick.toggle()}
      >
        {ticketText.arm}
      </Button>
      <Button kind="quiet" onClick={clear}>
        {ticketText.clear}
      </Button>
    </div>
  );
}

/** Fields are told what is wrong with them once somebody has tried to send it; wrong numbers at once. */
function mistakesOf(
  order: DraftOrder,
  isTried: boolean,
): Extract<DraftOrder, { readonly ok: false }>['mistakes'] {
  if (order.ok) return {};
  if (isTried) return order.mistakes;
  return Object.fromEntries(
    Object.entries(order.mistakes).filter(([, reason]) => reason !== 'is needed'),
  );
}

function wantsQuestion(
  { confirm, largeFrom }: ReturnType<typeof useTerminal>['preferences'],
  order: Extract<DraftOrder, { readonly ok: true }>,
  price: number,
): boolean {
  const policy = confirm.peek();
  if (policy !== 'large') return policy === 'always';
  const { terms, qty } = order.ticket;
  const at = 'limit' in terms && terms.limit !== null ? Number(terms.limit) : price;
  // Where the value is not known, it may be large.
  return !(at * Number(qty) < largeFrom.peek());
}
