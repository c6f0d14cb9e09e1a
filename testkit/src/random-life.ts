import {
  toAccountId,
  toBookId,
  toBrokerOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type AccountId,
  type OrderId,
} from 'argosy/core';
import type { ExecutionPlan, OrderRequest, OrderTerms, StateScope } from 'argosy/domain';
import { linkOco, linkOto } from 'argosy/orders';
import type { TradingConfig } from 'argosy/trading';

import { aCoin } from './derivatives.ts';
import { anInstrument } from './instrument.ts';
import { aQuote } from './market-data.ts';
import { aTouch, rupees } from './order.ts';
import type { ShardRig } from './shard-rig.ts';
import { anAccount, aTradingConfig } from './trading-rig.ts';

/** A step of a life by numbers: what happens, to which, and four more for the particulars. */
export type LifeStep = readonly [number, number, number, number, number, number];

const [main, margin] = [toAccountId('MAIN'), toAccountId('MARGIN')];
const [share, coin] = [anInstrument(), aCoin({ tick: toPrice(5) })];
const books = ['HAND', 'OTHER'].map(toBookId);

/** Two accounts, two instruments, and little room for what is over: things are forgotten soon. */
export function aLivelyConfig(): TradingConfig {
  const balances = [rupees(5_000_000n)];
  return {
    ...aTradingConfig({ instruments: [share, coin] }),
    accounts: [
      anAccount({ balances }),
      anAccount({ id: margin, kind: 'margin', mode: 'hedging', balances }),
    ],
    closedOrdersMax: 5,
    recentOrdersMax: 4,
  };
}

type Act = (rig: ShardRig, step: LifeStep) => void;

/** Lets a shard live through a step; whatever it is, it may be refused. */
export function liveThrough(rig: ShardRig, step: LifeStep): void {
  const act = acts[step[0] % acts.length];
  act?.(rig, step);
}

const acts: readonly Act[] = [
  submit,
  submit,
  submit,
  (rig, step) => {
    const bracket = linkOto(
      anOrder(rig, step, { side: 'buy' }),
      linkOco([
        anOrder(rig, step, { side: 'sell', terms: { type: 'limit', limit: toPrice(10_100) } }),
        anOrder(rig, step, {
          side: 'sell',
          terms: { type: 'stopMarket', trigger: toPrice(9_900) },
        }),
      ]),
      step[5] % 2 === 0 ? 'eachFill' : 'whenDone',
    );
    rig.command({
      type: 'submitList',
      orders: bracket.map((request) => ({ request, touch: aTouch() })),
    });
  },
  (rig, step) => {
    const [qty, terms] = [toQuantity(1 + (step[2] % 20)), termsOf(step)];
    withOrder(rig, step, (order) => void rig.command({ type: 'amend', order, qty, terms }));
  },
  (rig, step) => withOrder(rig, step, (order) => void rig.command({ type: 'cancel', order })),
  accept,
  accept,
  fill,
  fill,
  fill,
  (rig, step) =>
    withOrder(rig, step, (order) => {
      const reports = [
        { type: 'rejected', reason: 'no' },
        { type: 'canceled', reason: null },
        { type: 'expired' },
        { type: 'triggered' },
        { type: 'modifyRejected', reason: 'no' },
        { type: 'cancelRejected', reason: 'no' },
        { type: 'unanswered', request: 'submit' },
        { type: 'busted', trade: toTradeId(`T${step[3] % 4}`) },
      ] as const;
      const body = reports[step[2] % reports.length];
      if (body !== undefined) rig.report(order, body);
    }),
  quote,
  quote,
  money,
  money,
  (rig, [, , a, b, c]) => {
    const states = ['ACTIVE', 'ACTIVE', 'REDUCING', 'HALTED'] as const;
    const state = states[a % states.length] ?? 'ACTIVE';
    const account = accountOf(b);
    rig.command({ type: 'setState', account, scope: scopeOf(c), state, reason: `seen ${b}` });
  },
  (rig, [, , a, b, c]) => {
    const limits = ['orderQty', 'openValue', 'dailyLoss', 'position', 'drawdown'] as const;
    const limit = limits[a % limits.length] ?? 'orderQty';
    const unit = limit === 'drawdown' ? 100n : 10_000_000n;
    const value = b % 3 === 0 ? null : BigInt(b) * unit;
    const scope = { kind: 'account' } as const;
    const until = c % 2 === 0 ? null : toTimestamp(rig.now + 50_000);
    rig.command({
      type: 'setLimit',
      account: accountOf(c),
      scope,
      limit,
      value,
      until,
      reason: '',
    });
  },
  (rig, [, , a]) => rig.pass(a % 5 === 0 ? 86_400_000_000 : a * 1_000),
  execute,
  (rig) => void rig.take({ kind: 'time', availableAt: rig.now }),
];

function submit(rig: ShardRig, step: LifeStep): void {
  rig.submit(anOrder(rig, step));
}

function execute(rig: ShardRig, step: LifeStep): void {
  const [, , a, b, c] = step;
  // In a life like this something is nearly always halted: then nothing would be worked.
  if (c % 3 > 0) release(rig, accountOf(b));
  const price = toPrice(5 * (1_990 + (c % 20)));
  const terms: OrderTerms = b % 2 === 0 ? { type: 'market' } : { type: 'limit', limit: price };
  const request = anOrder(rig, step, { terms });
  const algorithms: readonly ExecutionPlan['algorithm'][] = [
    { type: 'twap', slices: 1 + (a % 9) },
    { type: 'shortfall', slices: 1 + (a % 9), urgency: c },
    { type: 'pov', rateBps: 1 + c, least: toQuantity(1 + (a % 3)) },
    { type: 'iceberg', shown: toQuantity(1 + a) },
  ];
  const algorithm = algorithms[b % algorithms.length] ?? { type: 'twap', slices: 1 };
  const endAt = toTimestamp(rig.now + 1_000 + c * 20_000);
  const atEnd = c % 2 === 0 ? 'cancel' : 'sweep';
  const plan = { algorithm, startAt: null, endAt, atEnd } as const;
  rig.command({ type: 'execute', request, touch: aTouch(), plan });
}

function release(rig: ShardRig, account: AccountId): void {
  for (const scope of scopes) {
    rig.command({ type: 'setState', account, scope, state: 'ACTIVE', reason: 'go on' });
  }
}

function anOrder(rig: ShardRig, step: LifeStep, changes: Partial<OrderRequest> = {}): OrderRequest {
  const [, which, a, b, , d] = step;
  const isCoin = d % 4 === 0;
  return rig.order({
    account: accountOf(b),
    book: books[d % books.length] ?? toBookId('HAND'),
    instrument: isCoin ? coin.id : share.id,
    product: accountOf(b) === margin ? 'intraday' : 'delivery',
    side: which % 2 === 0 ? 'buy' : 'sell',
    qty: toQuantity((1 + (a % 20)) * (isCoin ? 7_654_321 : 1)),
    terms: termsOf(step),
    reduceOnly: d % 7 === 0,
    ...changes,
  });
}

function termsOf([, , , b, c]: LifeStep): OrderTerms {
  const price = toPrice(5 * (1_990 + (c % 20)));
  if (b % 3 === 0) return { type: 'market' };
  return b % 3 === 1 ? { type: 'limit', limit: price } : { type: 'stopMarket', trigger: price };
}

/** One of the orders that are known, open ones first; none where there are fewer. */
function withOrder({ trading }: ShardRig, [, which]: LifeStep, act: (id: OrderId) => void): void {
  const known = [...trading.openOrders().toReversed(), ...trading.closedOrders().toReversed()];
  const order = known[which % 8];
  if (order !== undefined) act(order.request.id);
}

function accept(rig: ShardRig, step: LifeStep): void {
  withOrder(rig, step, (order) =>
    rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B${order}`) }),
  );
}

function fill(rig: ShardRig, step: LifeStep): void {
  const [, , a, b, c, d] = step;
  withOrder(rig, step, (order) => {
    const known = rig.trading.order(order);
    // A broker fills nothing that it was never sent.
    if (known?.state === 'INITIALIZED' || known?.state === 'DENIED') return;
    const isCoin = known?.request.instrument === coin.id;
    const qty = (1 + (a % 12)) * (isCoin ? 7_654_321 : 1);
    const price = 5 * (1_990 + (c % 20));
    rig.fill(order, { qty, price, trade: `T${d % 4}`, fee: rupees(BigInt(b % 50) - 5n) });
  });
}

function quote(rig: ShardRig, [, which, , , c]: LifeStep): void {
  const bid = 5 * (1_990 + (c % 20));
  const { id: instrument } = which % 2 === 0 ? share : coin;
  rig.feed(aQuote({ at: rig.now, instrument, bid, ask: bid + 5 }));
}

function money(rig: ShardRig, [, which, a, b, c]: LifeStep): void {
  const [account, amount] = [accountOf(b), rupees(BigInt(c % 2 === 0 ? 1 + a : -1 - a) * 1_000n)];
  const aside = rupees(BigInt(1 + a) * 1_000n);
  const reservation = `R${c % 4}`;
  const expiresAt = a % 2 === 0 ? null : toTimestamp(rig.now + 20_000);
  const commands = [
    { type: 'transfer', account, entry: `E${c}`, amount },
    { type: 'correctCash', account, entry: `C${c}`, amount },
    { type: 'reserve', account, reservation, purpose: 'withdrawal', amount: aside, expiresAt },
    { type: 'postReserved', account, reservation, entry: `P${a % 9}`, amount: aside },
    { type: 'voidReserved', account, reservation },
    { type: 'setFloor', account, floor: aside, reason: 'a floor' },
    { type: 'setStatus', account, status: a % 3 === 0 ? 'restricted' : 'open', reason: 'a status' },
  ] as const;
  const body = commands[which % commands.length];
  if (body !== undefined) rig.command(body);
}

function accountOf(number: number): AccountId {
  return number % 3 === 0 ? margin : main;
}

const scopes: readonly StateScope[] = [
  { kind: 'account' },
  { kind: 'firm' },
  { kind: 'reconciliation' },
  { kind: 'book', book: toBookId('OTHER') },
  { kind: 'instrument', instrument: coin.id },
];

function scopeOf(number: number): StateScope {
  return scopes[number % scopes.length] ?? { kind: 'account' };
}
