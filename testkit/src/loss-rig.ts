import {
  MICROS_PER_DAY,
  toAccountId,
  toBrokerOrderId,
  toInstrumentId,
  toMinor,
  toPrice,
  toQuantity,
  type AccountId,
} from 'argosy/core';
import type { CommandBody, Instrument, OrderRequest, OrderTerms } from 'argosy/domain';

import { anInstrument } from './instrument.ts';
import { aQuote } from './market-data.ts';
import { aFill } from './order.ts';
import { TradingRig, anAccount, type TradingRigOptions } from './trading-rig.ts';

const [main, second] = [toAccountId('MAIN'), toAccountId('SECOND')];
const [share, other] = [anInstrument(), anInstrument({ id: toInstrumentId('TCS.NSE') })];
const far: OrderTerms = { type: 'limit', limit: toPrice(5) };

/** A rig for limits of losses, one of drawdown of 100 rupees unless told: two accounts, two shares. */
export class LossRig extends TradingRig {
  constructor(options: TradingRigOptions = {}) {
    const limits = { maxDrawdown: toMinor(100_00n), ...options.limits };
    const accounts = [anAccount(), anAccount({ id: second })];
    super({ instruments: [share, other], accounts, ...options, limits });
  }

  /** One share, bought at 200 and seen at 900 rupees. */
  static risen(options: TradingRigOptions = {}): LossRig {
    const rig = new LossRig(options);
    rig.price(200_00);
    rig.trade(200_00);
    rig.price(900_00);
    return rig;
  }

  /** The same in a limit of 100 rupees for the day, at the end of a day: the next turn is in the next. */
  static overNight(limits: TradingRigOptions['limits'] = {}): LossRig {
    const daily = { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) };
    const rig = LossRig.risen({ limits: { ...daily, ...limits }, dayOffset: dayEndsAfter(20) });
    rig.passDay();
    return rig;
  }

  /** Lets the day end that ends after twenty turns; nobody trades. */
  passDay(): void {
    while (this.now < 20_000_000) this.setState('ACTIVE');
    this.noted();
  }

  /** A price in paise, without a spread. */
  price(paise: number, { id: instrument }: Instrument = share): void {
    this.feed(aQuote({ at: this.now, instrument, bid: paise, ask: paise }));
  }

  /** Trades for an account at a price, as the broker tells. */
  trade(paise: number, changes: Partial<OrderRequest> = {}): void {
    const { account = main, qty = 1 } = changes;
    const order = this.submit({ terms: far, ...changes, account, qty: toQuantity(qty) });
    this.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B-${order}`) }, account);
    const fill = aFill({ trade: `T-${order}`, qty, price: paise });
    this.report(order, { type: 'filled', fill }, account);
  }

  /** What becomes of an order that would open: the code it is denied with. */
  codeOf(account: AccountId = main): string | null {
    const order = this.machine.order(this.submit({ account, terms: far, qty: toQuantity(1) }));
    return order?.state === 'DENIED' ? (order.reason?.split(':')[0] ?? '') : null;
  }

  /** A person limits the drawdown of `MAIN` to 50 rupees, unless told. */
  setLimit(changes: Partial<CommandBody & { type: 'setLimit' }>): void {
    const of = { account: main, scope: { kind: 'account' }, limit: 'drawdown' } as const;
    const setting = { type: 'setLimit', value: 50_00n, until: null, reason: '' } as const;
    this.command({ ...setting, ...of, ...changes }, { strategy: null });
  }

  /** The points that were said since the last call. */
  noted(): readonly string[] {
    return this.events
      .splice(0)
      .flatMap((event) =>
        event.kind === 'equity' ? [`${event.account} ${event.point} ${event.gain.amount}`] : [],
      );
  }
}

/** The offset with which a day ends just before so many turns after a rig began: a turn is a second. */
export function dayEndsAfter(turns: number): number {
  return MICROS_PER_DAY - turns * 1_000_000 + 1;
}
