import type { Account, Instrument } from '@argosy/contract';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { placesOf } from '../../format/decimal.ts';
import { decimalOf, floorTo } from '../../format/exact.ts';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import type { TicketWish } from '../../workspace/focus.ts';
import { emptyDraft, productsOf, type TicketDraft } from './draft.ts';

/** What stands in the form, and what changes it. */
export type DraftForm = {
  readonly draft: TicketDraft;
  readonly change: (change: Partial<TicketDraft>) => void;
  readonly clear: () => void;
  /** It went out: it stays in the form, and is not found there again. */
  readonly sent: () => void;
};

/** The draft of an instrument's order: found again as it was left, filled by what was wished for elsewhere. */
export function useDraft({
  instrument,
  account,
  form,
}: {
  readonly instrument: Instrument;
  readonly account: Account;
  readonly form: RefObject<HTMLFormElement | null>;
}): DraftForm {
  const { drafts } = useTerminal();
  const [draft, setDraft] = useState(
    () => drafts.find(account.id, instrument.id) ?? emptyDraft(instrument, account),
  );
  const isTouched = useRef(false);
  // A price that nobody typed goes along with the market whenever an order is begun.
  const isPriced = useRef(draft.limit !== '');
  const priceNow = usePriceNow(instrument, setDraft);
  const change = useCallback((next: Partial<TicketDraft>) => {
    isTouched.current = true;
    if (next.limit !== undefined) isPriced.current = true;
    setDraft((before) => ({ ...before, ...next }));
  }, []);
  const sent = useCallback(() => {
    isTouched.current = false;
    isPriced.current = false;
    drafts.forget(account.id, instrument.id);
  }, [drafts, instrument, account]);
  const clear = useCallback(() => {
    sent();
    setDraft({ ...emptyDraft(instrument, account), limit: priceNow() });
  }, [sent, instrument, account, priceNow]);
  // Another account may not carry it in the same way.
  useEffect(() => {
    const products = productsOf(instrument, account);
    const [usual] = products;
    if (usual === undefined) return;
    setDraft((before) =>
      products.includes(before.product) ? before : { ...before, product: usual },
    );
  }, [instrument, account]);
  useEffect(() => {
    if (!isTouched.current) return;
    drafts.keep(account.id, isPriced.current ? draft : { ...draft, limit: '' });
  }, [drafts, account, draft]);
  useWishes(instrument, form, (wish) => {
    isTouched.current = true;
    if (wish.limit !== undefined) isPriced.current = true;
    const fresh = isPriced.current ? '' : priceNow();
    setDraft((before) => fill(fresh === '' ? before : { ...before, limit: fresh }, wish));
  });
  return { draft, change, clear, sent };
}

/** A price to begin with: what the market says when the form opens, on the grid. Tells what it says later. */
function usePriceNow(
  instrument: Instrument,
  setDraft: (change: (before: TicketDraft) => TicketDraft) => void,
): () => string {
  const { link } = useTerminal();
  const priceNow = useCallback(() => {
    const { tick } = instrument;
    const price = link.market.row(instrument.id)?.price ?? Number.NaN;
    return Number.isNaN(price) ? '' : floorTo(decimalOf(price, placesOf(tick)), tick);
  }, [link, instrument]);
  useEffect(() => {
    const stop = link.market.watch(instrument.id, () => {
      const limit = priceNow();
      if (limit === '') return;
      setDraft((before) => (before.limit === '' ? { ...before, limit } : before));
      queueMicrotask(() => stop());
    });
    return stop;
  }, [link, instrument, priceNow, setDraft]);
  return priceNow;
}

/** Hears of orders that are begun elsewhere. */
function useWishes(
  instrument: Instrument,
  form: RefObject<HTMLFormElement | null>,
  onWish: (wish: TicketWish) => void,
): void {
  const { focus } = useTerminal();
  const isPhone = useIsPhone();
  const newest = useRef(onWish);
  useEffect(() => {
    newest.current = onWish;
  });
  useEffect(
    () =>
      focus.wish.subscribe((wish) => {
        if (wish === null || wish.instrument !== instrument.id) return;
        focus.wish.value = null;
        newest.current(wish);
        // Whoever begins an order goes on with its quantity; on a phone a keyboard would come up over it.
        const qty = form.current?.querySelector<HTMLInputElement>('input[name=qty]');
        if (!isPhone) qty?.focus();
      }),
    [focus, instrument, form, isPhone],
  );
}

function fill(draft: TicketDraft, wish: TicketWish): TicketDraft {
  const { side, qty, limit, trigger, product, reduceOnly } = wish;
  return {
    ...draft,
    side: side ?? draft.side,
    ...(qty === undefined ? {} : { qty, sizing: 'qty' as const }),
    ...(limit === undefined ? {} : { limit, type: 'limit' as const }),
    ...(trigger === undefined ? {} : { trigger, type: 'stopMarket' as const }),
    ...(product === undefined ? {} : { product }),
    isReduceOnly: reduceOnly ?? draft.isReduceOnly,
  };
}
