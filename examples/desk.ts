// A desk with a trading machine of its own: who sits at it sends commands, and writes down the answers.
import { marginAccount } from 'argosy/backtest';
import * as core from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  type CommandBody,
  type Input,
  type TradingEvent,
} from 'argosy/domain';
import { defaultLimits } from 'argosy/risk';
import { TradingMachine } from 'argosy/trading';

import { sbin } from './market.ts';

const inr = core.toCurrency('INR');
const account = core.toAccountId('HOUSE');
const opening = core.money(10_000_00n, inr);
const origin = core.toOriginCode('DESK');
const at = core.toTimestamp(0);

/** What is bought or sold, and for which book. */
export type DeskOrder = {
  readonly book: string;
  readonly side: 'buy' | 'sell';
  readonly qty: number;
  readonly strategy?: string;
};

/** A margin account with ten thousand rupees, and a broker that fills everything at 100.00. */
export class Desk {
  readonly lines: string[] = [];
  readonly machine = new TradingMachine({
    instruments: new InstrumentTable([sbin]),
    accounts: [marginAccount(account, opening, { intraday: '5', carryForward: '1' })],
    calendars: new Map([[core.alwaysOpen.id, new core.SessionClock(core.alwaysOpen)]]),
    limits: defaultLimits,
    scales: core.ledgerScales({}),
    estimateFee: () => core.money(0n, inr),
    activeFrom: at,
  });
  readonly #ids = new core.OrderIdFactory({
    session: core.BACKTEST_SESSION,
    origin,
    lastCounter: -1,
  });
  #number = 0;

  constructor() {
    this.machine.open(this.#turn(), this.#out);
  }

  command(body: CommandBody): void {
    const sender = { origin, strategy: null, readTo: toInputNumber(0), at };
    this.#take({ kind: 'command', ...sender, body });
  }

  /** Buys or sells at 100.00, in the name of a strategy or of nobody. */
  trade({ book, side, qty, strategy }: DeskOrder): void {
    const id = this.#ids.next();
    const touch = { bid: null, ask: null, mid2: 200_00, at };
    const request = {
      id,
      account,
      book: core.toBookId(book),
      strategy: strategy === undefined ? null : core.toStrategyId(strategy),
      instrument: sbin.id,
      product: 'intraday',
      position: null,
      side,
      qty: core.toQuantity(qty),
      terms: { type: 'limit', limit: core.toPrice(100_00) },
      tif: 'DAY',
      reduceOnly: false,
      link: null,
      algo: null,
      tag: null,
    } as const;
    this.command({ type: 'submit', request, touch });
    if (this.machine.order(id)?.state !== 'SUBMITTED') return;
    const of = {
      trade: core.toTradeId(id),
      qty: request.qty,
      price: request.terms.limit,
      touch,
      at,
    };
    const fill = { ...of, fee: core.money(0n, inr), liquidity: 'taker' } as const;
    const head = { account, order: id, eventAt: at, availableAt: at };
    this.#take({ kind: 'report', ...head, body: { type: 'filled', fill } });
  }

  readonly #out = {
    effect: () => {}, // what would go to the broker
    event: (event: TradingEvent) => {
      const line = tell(event);
      if (line !== null) this.lines.push(line);
    },
  };

  #take(input: Input): void {
    this.machine.handle(input, this.#turn(), this.#out);
  }

  #turn() {
    this.#number += 1;
    return { number: toInputNumber(this.#number), now: at, instrument: -1 } as const;
  }
}

function tell(event: TradingEvent): string | null {
  if (event.kind === 'account') return `${event.scope.kind} ${event.state}: ${event.reason}`;
  if (event.kind === 'anomaly') return `refused, ${event.detail}`;
  if (event.kind === 'position') return `${event.key.book} holds ${event.qty} ${event.key.product}`;
  if (event.kind === 'entry' && event.order === null) return `${event.purpose} ${event.entry}`;
  if (event.kind !== 'order' || event.change.type !== 'denied') return null;
  return `denied, ${event.change.code}: ${event.change.reason}`;
}
