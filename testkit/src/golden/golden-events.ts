import { toBrokerOrderId, toPositionId, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import {
  toInputNumber,
  type ExecutionChange,
  type OrderChange,
  type TradingEvent,
  type TradingEventBody,
} from 'argosy/domain';

import { goldenScopes } from './golden-inputs.ts';
import {
  account,
  at,
  blind,
  book,
  fills,
  instrument,
  laterRequests,
  limit,
  order,
  parent,
  plans,
  routedPlans,
  variedPlans,
  requests,
  rupees,
  touch,
} from './golden-orders.ts';
import { each, named, type Sample, type SamplesBy } from './sample.ts';
import { words } from './words.ts';

const qty = toQuantity(5);
const money = rupees(123_456_789_012_345_678_901n);
const outcomes = Object.values(words.executionOutcome);
const doubts = Object.values(words.doubt);

const changes: SamplesBy<'type', OrderChange> = {
  initialized: each([...requests, ...laterRequests], (request) => ({
    type: 'initialized',
    request,
    touch: request.strategy === null ? blind : touch,
  })),
  denied: [{ type: 'denied', code: 'RISK_PRICE_BAND', reason: 'limit 9900 below 9950' }],
  emulated: [{ type: 'emulated' }],
  released: [{ type: 'released' }],
  submitted: [{ type: 'submitted', touch }],
  accepted: [{ type: 'accepted', brokerId: toBrokerOrderId('B-1') }],
  rejected: [{ type: 'rejected', reason: 'margin' }],
  canceled: [
    { type: 'canceled', reason: null },
    { type: 'canceled', reason: 'NOT_MARKETABLE' },
  ],
  expired: [{ type: 'expired' }],
  triggered: [{ type: 'triggered' }],
  pendingUpdate: [{ type: 'pendingUpdate', qty, terms: limit }],
  pendingCancel: [{ type: 'pendingCancel' }],
  modifyRejected: [{ type: 'modifyRejected', reason: 'band' }],
  cancelRejected: [{ type: 'cancelRejected', reason: 'too late' }],
  updated: [{ type: 'updated', qty, terms: limit }],
  filled: each([...fills, { ...fills[0], charges: [] }], (fill) => ({ type: 'filled', fill })),
  busted: [{ type: 'busted', trade: toTradeId('T-1') }],
  doubted: each(doubts, (one) => ({ type: 'doubted', request: one })),
  resolved: each(doubts, (one) => ({ type: 'resolved', request: one })),
  divided: [{ type: 'divided' }],
  partFilled: each(fills, (fill) => ({ type: 'partFilled', fill })),
  partBusted: each(fills, (fill) => ({ type: 'partBusted', fill })),
};

const executionChanges: SamplesBy<'type', ExecutionChange> = {
  began: each(plans, (plan) => ({ type: 'began', request: parent, plan, touch })),
  sliced: [{ type: 'sliced', qty, volume: toQuantity(1_000) }],
  held: [{ type: 'held', code: 'INSUFFICIENT_CASH', reason: 'needs 5, free 4' }],
  amended: [{ type: 'amended', qty, terms: limit }],
  ending: each(outcomes, (outcome) => ({ type: 'ending', outcome, reason: 'it was canceled' })),
  ended: each(outcomes, (outcome) => ({ type: 'ended', outcome, reason: '' })),
};

const laterBeginnings: readonly ExecutionChange[] = [...routedPlans, ...variedPlans].map(
  (plan) => ({
    type: 'began',
    request: parent,
    plan,
    touch,
  }),
);

const key = { account, book, instrument, product: 'delivery', id: null } as const;
const bodies: SamplesBy<'kind', TradingEventBody> = {
  order: each(
    Object.values(changes).flat(),
    (change): Extract<TradingEventBody, { kind: 'order' }> => ({ kind: 'order', order, change }),
  ),
  entry: each(Object.values(words.purpose), (purpose) => ({
    kind: 'entry',
    entry: 'T-1/fill',
    account,
    purpose,
    order: purpose === 'fill' ? order : null,
    legs:
      purpose === 'suspense'
        ? []
        : [
            { ledgerAccount: 'cash:A-7F3K', amount: money },
            { ledgerAccount: 'position:A-7F3K', amount: rupees(-money.amount) },
          ],
  })),
  hold: each(Object.values(words.holdChange), (change) => ({
    kind: 'hold',
    order,
    account,
    change,
    group: change === 'placed' ? 'A/B' : null,
    money,
    qty,
  })),
  position: [
    { kind: 'position', key, qty: -10, cost: -100_000n, realised: money, charges: rupees(20n) },
    {
      kind: 'position',
      key: { ...key, product: 'margin', id: toPositionId('0000TEST000000') },
      qty: 0,
      cost: 0n,
      realised: rupees(-1n),
      charges: rupees(0n),
    },
  ],
  account: [
    ...each(Object.values(goldenScopes).flat(), (scope) => ({
      kind: 'account' as const,
      account,
      scope,
      state: 'REDUCING' as const,
      reason: 'a fill too large',
    })),
    { kind: 'account', account, scope: { kind: 'account' }, state: 'HALTED', reason: '' },
    { kind: 'account', account, scope: { kind: 'account' }, state: 'ACTIVE', reason: '' },
  ],
  anomaly: each(Object.values(words.anomaly), (type) => ({
    kind: 'anomaly',
    type,
    order: type === 'unknownOrder' ? null : order,
    detail: 'T-1',
  })),
  reservation: each(Object.values(words.reservationChange), (change) => ({
    kind: 'reservation',
    account,
    reservation: 'R-1',
    change,
    purpose: change === 'voided' ? 'charges' : 'withdrawal',
    money,
    expiresAt: change === 'reserved' ? toTimestamp(7) : null,
    entry: change === 'posted' ? 'P-1' : null,
  })),
  status: each(Object.values(words.accountStatus), (status) => ({
    kind: 'status',
    account,
    status,
    reason: 'so it is',
  })),
  floor: [{ kind: 'floor', account, floor: rupees(-7n), reason: '' }],
  limit: each(Object.values(words.limit), (name) => ({
    kind: 'limit',
    account,
    scope: { kind: 'account' },
    limit: name,
    value: name === 'drawdown' ? null : 5n,
    until: name === 'drawdown' ? null : at,
    by: 'HAND',
    reason: 'a quiet day',
  })),
  equity: each(Object.values(words.equityPoint), (point) => ({
    kind: 'equity',
    account,
    point,
    gain: point === 'dayStart' ? rupees(-7n) : money,
  })),
  execution: each([...Object.values(executionChanges).flat(), ...laterBeginnings], (change) => ({
    kind: 'execution' as const,
    execution: order,
    change,
  })),
  margin: each(Object.values(words.marginLevel), (level) => ({
    kind: 'margin',
    account,
    level,
    equity: level === 'bankrupt' ? rupees(-7n) : money,
    bound: rupees(level === 'bankrupt' ? 0n : 9n),
  })),
};

/** Words that came after the first files, in the order they came: a place in a file is for ever. */
const cameLater: readonly string[] = [
  'entry 11',
  'entry 12',
  'anomaly 17',
  'margin 1',
  'margin 2',
  'margin 3',
  'margin 4',
];

/** Every kind of event, and every change of an order. */
export const goldenEvents: readonly Sample<TradingEvent>[] = named(
  Object.values(bodies).flat(),
  (body) => (body.kind === 'order' ? `order ${body.change.type}` : body.kind),
)
  .map(({ name, value }) => {
    const head = { number: toInputNumber(300), index: 2, at, receivedAt: toTimestamp(at + 250) };
    return { name, value: { ...head, ...value } };
  })
  .toSorted((one, other) => cameLater.indexOf(one.name) - cameLater.indexOf(other.name));
