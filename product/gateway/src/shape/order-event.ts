import { assertNever, formatTimestamp } from 'argosy/core';
import type { Instrument, OrderChange, TradingEvent } from 'argosy/domain';
import type * as contract from '@argosy/contract';

import { qtyText, type Scales } from './amounts.ts';
import { fillShape, termsShape, touchShape } from './order.ts';

type Particulars = Omit<contract.OrderEvent, 'number' | 'index' | 'at' | 'receivedAt' | 'type'>;

const nothing: Particulars = {
  code: null,
  reason: null,
  brokerId: null,
  qty: null,
  terms: null,
  fill: null,
  trade: null,
  request: null,
  touch: null,
};

/** What happened to an order of this instrument. Events of other kinds say nothing of one: null. */
export function orderEventShape(
  event: TradingEvent,
  instrument: Instrument,
  scales: Scales,
): contract.OrderEvent | null {
  const { number, index } = event;
  const head = {
    number,
    index,
    at: formatTimestamp(event.at),
    receivedAt: formatTimestamp(event.receivedAt),
  };
  if (event.kind === 'order') {
    const { change } = event;
    return { ...head, type: change.type, ...nothing, ...particularsOf(change, instrument, scales) };
  }
  if (event.kind !== 'execution') return null;
  const { change } = event;
  const reason = 'reason' in change ? change.reason : null;
  return { ...head, type: `parent.${change.type}`, ...nothing, reason };
}

function particularsOf(
  change: OrderChange,
  instrument: Instrument,
  scales: Scales,
): Partial<Particulars> {
  switch (change.type) {
    case 'initialized': {
      const { qty, terms } = change.request;
      const touch = touchShape(instrument, change.touch);
      return { qty: qtyText(instrument, qty), terms: termsShape(terms, instrument), touch };
    }
    case 'submitted':
      return { touch: touchShape(instrument, change.touch) };
    case 'pendingUpdate':
    case 'updated':
      return {
        qty: qtyText(instrument, change.qty),
        terms: termsShape(change.terms, instrument),
      };
    case 'filled':
    case 'partFilled':
    case 'partBusted':
      return { fill: fillShape(change.fill, instrument, scales) };
    case 'denied':
    case 'emulated':
    case 'released':
    case 'accepted':
    case 'rejected':
    case 'canceled':
    case 'expired':
    case 'triggered':
    case 'pendingCancel':
    case 'modifyRejected':
    case 'cancelRejected':
    case 'busted':
    case 'doubted':
    case 'resolved':
    case 'divided':
      return plainParticularsOf(change);
    default:
      return assertNever(change);
  }
}

/** What a change says that is text already. */
function plainParticularsOf(change: OrderChange): Partial<Particulars> {
  return {
    ...('code' in change ? { code: change.code } : {}),
    ...('reason' in change ? { reason: change.reason } : {}),
    ...('brokerId' in change ? { brokerId: change.brokerId } : {}),
    ...('trade' in change ? { trade: change.trade } : {}),
    ...(change.type === 'doubted' || change.type === 'resolved' ? { request: change.request } : {}),
  };
}
