import {
  ok,
  refuse,
  toAskId,
  toBrokerOrderId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toOriginCode,
  toPositionId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
} from 'argosy/core';
import {
  toBarSpecText,
  toInputNumber,
  type Answer,
  type AnswerBody,
  type CommandBody,
  type CorporateAction,
  type Datum,
  type Input,
  type QueueChange,
  type ReportBody,
  type StateScope,
} from 'argosy/domain';

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
  strategy,
  touch,
} from './golden-orders.ts';
import { each, named, type Sample, type SamplesBy } from './sample.ts';
import { words } from './words.ts';

const ratio = { numerator: 3, denominator: 2, fractionPrice: toPrice(10_000) };
const heir = toInstrumentId('HEIR.NSE');
const qty = toQuantity(5);
const [fill, other] = fills.map((one) => {
  const { flags: _, ...reported } = one;
  return reported;
});

/** Each scope that a trading state or a limit can lie on. */
export const goldenScopes: SamplesBy<'kind', StateScope> = {
  firm: [{ kind: 'firm' }],
  account: [{ kind: 'account' }],
  book: [{ kind: 'book', book }],
  strategy: [{ kind: 'strategy', strategy }],
  instrument: [{ kind: 'instrument', instrument }],
  reconciliation: [{ kind: 'reconciliation' }],
  storage: [{ kind: 'storage' }],
};
const scopes = Object.values(goldenScopes).flat();
const [scope] = goldenScopes.book;

const actions: SamplesBy<'type', CorporateAction> = {
  split: [{ type: 'split', ...ratio, fractionPrice: null }],
  dividend: [{ type: 'dividend', perUnit: 1_875n, scale: 3, withheldBps: 1_000 }],
  exchange: [{ type: 'exchange', ...ratio, into: heir }],
  spinOff: [{ type: 'spinOff', ...ratio, into: heir, costBps: 2_500 }],
  redemption: [{ type: 'redemption', price: toPrice(0) }],
  expiry: [{ type: 'expiry', price: toPrice(10_000) }],
  exercise: [{ type: 'exercise', price: toPrice(10_000), qty: -3 }],
  subscription: [{ type: 'subscription', ...ratio, into: heir, price: toPrice(9_000) }],
};

const commands: SamplesBy<'type', CommandBody> = {
  submit: each([...requests, ...laterRequests], (request) => ({ type: 'submit', request, touch })),
  submitConfirmed: each(requests.slice(0, 1), (request) => ({
    type: 'submitConfirmed',
    request,
    touch: blind,
    confirmation: 'C-1',
  })),
  submitList: [{ type: 'submitList', orders: requests.map((request) => ({ request, touch })) }],
  amend: [
    { type: 'amend', order, qty, terms: null },
    { type: 'amend', order, qty: null, terms: limit },
  ],
  cancel: [{ type: 'cancel', order }],
  cancelAll: [
    { type: 'cancelAll', account, book, instrument: null },

    { type: 'cancelAll', account, book, instrument },
  ],
  kill: [{ type: 'kill', account, scope, reason: 'enough' }],
  setLimit: each(Object.values(words.limit), (name) => ({
    type: 'setLimit',
    account,
    scope,
    limit: name,
    value: name === 'drawdown' ? null : 2n ** 70n,
    until: name === 'drawdown' ? null : at,
    reason: 'a quiet day',
  })),
  setState: [
    ...each(scopes, (one) => ({
      type: 'setState' as const,
      account,
      scope: one,
      state: 'HALTED' as const,
      reason: '',
    })),
    { type: 'setState', account, scope, state: 'REDUCING', reason: 'by hand' },
    { type: 'setState', account, scope, state: 'ACTIVE', reason: 'by hand' },
  ],
  transfer: [{ type: 'transfer', account, entry: 'D-1', amount: rupees(-5n) }],
  correctCash: [{ type: 'correctCash', account, entry: 'C-1', amount: rupees(5n) }],
  movePosition: [
    {
      type: 'movePosition',
      account,
      entry: 'M-1',
      instrument,
      qty,
      from: { book, product: 'intraday', position: null },
      to: { book, product: 'delivery', position: toPositionId('0000TEST000001') },
    },
  ],
  reserve: [
    {
      type: 'reserve',
      account,
      reservation: 'R-1',
      purpose: 'withdrawal',
      amount: rupees(5n),
      expiresAt: at,
    },
    {
      type: 'reserve',
      account,
      reservation: 'R-2',
      purpose: 'charges',
      amount: rupees(5n),
      expiresAt: null,
    },
  ],
  postReserved: [
    { type: 'postReserved', account, reservation: 'R-1', entry: 'P-1', amount: rupees(4n) },
  ],
  voidReserved: [{ type: 'voidReserved', account, reservation: 'R-1' }],
  setStatus: each(Object.values(words.accountStatus), (status) => ({
    type: 'setStatus',
    account,
    status,
    reason: 'a court asked',
  })),
  setFloor: [{ type: 'setFloor', account, floor: rupees(-5n), reason: 'a credit line' }],
  bookCharges: [
    {
      type: 'bookCharges',
      account,
      entry: 'N-1',
      currency: toCurrency('INR'),
      charges: [{ name: 'stt', amount: toMinor(-3n) }],
    },
  ],
  bookAction: each(Object.values(actions).flat(), (action) => ({
    type: 'bookAction',
    account,
    entry: 'A-1',
    instrument,
    action,
  })),
  bookLoan: each(Object.values(words.loanChange), (change) => ({
    type: 'bookLoan',
    account,
    entry: 'L-1',
    loan: '1',
    change,
    amount: rupees(7n),
  })),
  execute: each([...plans, ...routedPlans, ...variedPlans], (plan) => ({
    type: 'execute',
    request: parent,
    touch,
    plan,
  })),
  expire: [
    { type: 'expire', instrument, price: null },
    { type: 'expire', instrument, price: toPrice(10_000) },
  ],
  unreadable: [{ type: 'unreadable', said: 'cancel', id: 'A-1', reason: 'no text' }],
};

const reports: SamplesBy<'type', ReportBody> = {
  accepted: [{ type: 'accepted', brokerId: toBrokerOrderId('B-1') }],
  rejected: [{ type: 'rejected', reason: 'margin' }],
  canceled: [
    { type: 'canceled', reason: null },
    { type: 'canceled', reason: 'end of day' },
  ],
  expired: [{ type: 'expired' }],
  triggered: [{ type: 'triggered' }],
  updated: [{ type: 'updated', qty, terms: limit }],
  modifyRejected: [{ type: 'modifyRejected', reason: 'band' }],
  cancelRejected: [{ type: 'cancelRejected', reason: 'too late' }],
  filled: each(
    [fill, other].filter((one) => one !== undefined),
    (one) => ({
      type: 'filled',
      fill: one,
    }),
  ),
  busted: [{ type: 'busted', trade: toTradeId('T-1') }],
  unanswered: each(Object.values(words.doubt), (request) => ({
    type: 'unanswered',
    request,
  })),
  external: each(requests.slice(1, 2), (request) => ({
    type: 'external',
    brokerId: toBrokerOrderId('B-2'),
    request,
  })),
  inferred: each([null, ...requests.slice(0, 1)], (request) => ({
    type: 'inferred',
    fill: { ...(fill ?? fills[0]), liquidity: 'maker' },
    request,
  })),
  unreadable: [{ type: 'unreadable', reason: 'qty is 1.5' }],
};

const datum: Datum = {
  instrument,
  eventAt: at,
  nanos: 999,
  availableAt: toTimestamp(at + 250),
  sourceSequence: -7,
};
const prices = {
  open: toPrice(10_000),
  high: toPrice(10_100),
  low: toPrice(9_900),
  close: toPrice(10_050),
};
const bar = {
  kind: 'bar',
  ...datum,
  spec: toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL'),
  opensAt: toTimestamp(at - 60_000_000),
  closesAt: at,
  ...prices,
  volume: toQuantity(1_000),
  bid: null,
  ask: null,
  revision: 0,
} as const;

const answers: SamplesBy<'port', AnswerBody> = {
  history: [
    { port: 'history', bars: [] },
    { port: 'history', bars: [bar, { ...bar, bid: toPrice(9_995), revision: 1 }] },
  ],
  model: [{ port: 'model', response: { signal: [1, -0.5, null], text: 'buy' } }],
};

const answer = { kind: 'answer', id: toAskId('Q-1'), strategy, availableAt: at } as const;

const trade = {
  kind: 'trade',
  ...datum,
  price: toPrice(10_000),
  qty,
  tradeId: toTradeId('T-1'),
} as const;

const level = { price: toPrice(9_995), qty: toQuantity(0) };

const queueChanges: readonly QueueChange[] = [
  { action: 'add', order: 7, side: 'sell', price: toPrice(10_005), qty },
  { action: 'change', order: 7, price: toPrice(10_010), qty },
  { action: 'trade', order: 7, qty },
  { action: 'remove', order: 7 },
  { action: 'clear' },
];

const inputs: SamplesBy<'kind', Input> = {
  quote: [
    {
      kind: 'quote',
      ...datum,
      bid: toPrice(9_995),
      ask: toPrice(10_005),
      bidQty: qty,
      askQty: qty,
    },
  ],
  trade: each([...Object.values(words.side), null], (aggressor) => ({ ...trade, aggressor })),
  bar: [bar, { ...bar, bid: toPrice(9_995), ask: toPrice(10_005), revision: 2 }],
  status: each(Object.values(words.marketPhase), (state) => ({
    kind: 'status',
    ...datum,
    state,
  })),
  command: each(Object.values(commands).flat(), (body) => ({
    kind: 'command',
    origin: toOriginCode('EMA1'),
    strategy: body.type === 'kill' ? null : strategy,
    readTo: toInputNumber(41),
    at,
    body,
  })),
  report: each(Object.values(reports).flat(), (body) => ({
    kind: 'report',
    account,
    order,
    eventAt: at,
    availableAt: toTimestamp(at + 250),
    body,
  })),
  time: [{ kind: 'time', availableAt: at }],
  answer: [
    ...each(Object.values(answers).flat(), (body): Answer => ({ ...answer, result: ok(body) })),
    { ...answer, result: refuse('ASK_TIMED_OUT', 'no answer in 5000 ms') },
  ],
  book: [
    { kind: 'book', ...datum, isSnapshot: true, bids: [level, { ...level, qty }], asks: [level] },
    { kind: 'book', ...datum, isSnapshot: false, bids: [], asks: [] },
  ],
  adjustment: [
    {
      kind: 'adjustment',
      ...datum,
      cause: 'action',
      detail: 'split 2 for 1',
      into: null,
      numerator: 1n,
      addend: 0n,
      denominator: 2n,
      restates: true,
    },
    {
      kind: 'adjustment',
      ...datum,
      cause: 'roll',
      detail: 'OLD.NFO to HEIR.NSE',
      into: heir,
      numerator: 2n,
      addend: -505n,
      denominator: 2n,
      restates: false,
    },
  ],
  queue: each(queueChanges, (change) => ({ kind: 'queue', ...datum, change })),
  mark: [{ kind: 'mark', ...datum, price: toPrice(10_000) }],
  index: [{ kind: 'index', ...datum, price: toPrice(10_001) }],
  funding: [
    { kind: 'funding', ...datum, ratePpb: 100_000, price: toPrice(10_000) },
    { kind: 'funding', ...datum, ratePpb: -12_345, price: null },
  ],
};

/** Kinds that came after the first files, in the order they came: a place in a file is for ever. */
const cameLater: readonly string[] = [
  'report unreadable 1',
  'command unreadable 1',
  'book 1',
  'book 2',
  ...laterRequests.map((_, place) => `command submit ${requests.length + 1 + place}`),
  'adjustment 1',
  'adjustment 2',
  ...plans.map((_, place) => `command execute ${place + 1}`),
  ...queueChanges.map((_, place) => `queue ${place + 1}`),
  'mark 1',
  'index 1',
  'funding 1',
  'funding 2',
  'command bookAction 6',
  'command bookAction 7',
  'command bookAction 8',
  'command expire 1',
  'command expire 2',
  'command execute 6',
  'command execute 7',
  'command execute 8',
];

/** Every kind of input; commands and reports by what they say. */
export const goldenInputs: readonly Sample<Input>[] = named(Object.values(inputs).flat(), (one) =>
  'body' in one ? `${one.kind} ${one.body.type}` : one.kind,
).toSorted((one, other) => cameLater.indexOf(one.name) - cameLater.indexOf(other.name));
