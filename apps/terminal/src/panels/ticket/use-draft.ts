import type { Account, Instrument } from '@argosy/contract';
import { useCallback, useEffect, useState, type RefObject } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { placesOf } from '../../format/decimal.ts';
import { decimalOf, floorTo } from '../../format/exact.ts';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { emptyDraft, productsOf, type TicketDraft } from './draft.ts';

/** What stands in the form, and what changes it. */
export type DraftForm = {
  readonly draft: TicketDraft;
  readonly change: (change: Partial<TicketDraft>) => void;
  readonly clear: () => void;
};

/** The draft of an instrument's order: kept while the instrument is, filled by what was wished for elsewhere. */
export function useDraft({
  instrument,
  account,
  form,
}: {
  readonly instrument: Instrument;
  readonly account: Account;
  readonly form: RefObject<HTMLFormElement | null>;
}): DraftForm {
  const isPhone = useIsPhone();
  const { focus, link } = useTerminal();
  const [draft, setDraft] = useState(() => emptyDraft(instrument, account));
  const change = useCallback((next: Partial<TicketDraft>) => {
    setDraft((before) => ({ ...before, ...next }));
  }, []);
  const clear = useCallback(() => setDraft(emptyDraft(instrument, account)), [instrument, account]);
  // Another account may not carry it in the same way.
  useEffect(() => {
    const products = productsOf(instrument, account);
    const [usual] = products;
    if (usual === undefined) return;
    setDraft((before) =>
      products.includes(before.product) ? before : { ...before, product: usual },
    );
  }, [instrument, account]);
  useEffect(
    () =>
      focus.wish.subscribe((wish) => {
        if (wish === null || wish.instrument !== instrument.id) return;
        focus.wish.value = null;
        setDraft((before) => ({
          ...before,
          side: wish.side ?? before.side,
          ...(wish.qty === undefined ? {} : { qty: wish.qty, sizing: 'qty' as const }),
          ...(wish.limit === undefined ? {} : { limit: wish.limit, type: 'limit' as const }),
          ...(wish.trigger === undefined
            ? {}
            : { trigger: wish.trigger, type: 'stopMarket' as const }),
          ...(wish.product === undefined ? {} : { product: wish.product }),
          isReduceOnly: wish.reduceOnly ?? before.isReduceOnly,
        }));
        // Whoever begins an order goes on with its quantity; on a phone a keyboard would come up over it.
        const qty = form.current?.querySelector<HTMLInputElement>('input[name=qty]');
        if (!isPhone) qty?.focus();
      }),
    [focus, instrument, form, isPhone],
  );
  // A price to begin with: what the market says when the form opens, on the grid.
  useEffect(() => {
    const stop = link.market.watch(instrument.id, (row) => {
      if (Number.isNaN(row.price)) return;
      const { tick } = instrument;
      const price = floorTo(decimalOf(row.price, placesOf(tick)), tick);
      setDraft((before) => (before.limit === '' ? { ...before, limit: price } : before));
      queueMicrotask(() => stop());
    });
    return stop;
  }, [link, instrument]);
  return { draft, change, clear };
}
