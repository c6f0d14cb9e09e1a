// A simulated exchange: no data feed the share, the strategies of two accounts trade with each other.
// A clock, which nobody trades, gives them their turns. Where one account meets itself, the exchange
// does as it was told.
import { marginAccount } from 'argosy/backtest';
import { money, toAccountId, toInstrumentId, toPrice, toQuantity } from 'argosy/core';
import type { Equity, Trade } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import type { SelfTradePolicy } from 'argosy/matching';

import { quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const clock: Equity = { ...sbin, id: toInstrumentId('CLOCK.X') };
const turns = quotesOf(clock, ['1 1.00 1.05 1', '2 1.00 1.05 1', '3 1.00 1.05 1'].join('\n'));
const [rupees, accounts] = [money(100_000_00n, sbin.currency), ['MAKER', 'TAKER']];

abstract class Turns extends Strategy {
  protected abstract readonly who: string;
  protected turn = 0;

  override onStart(): void {
    this.data.subscribeQuotes(clock.id);
    this.data.subscribeTrades(sbin.id);
  }

  override onQuote(): void {
    this.turn += 1;
    this.take();
  }

  protected abstract take(): void;

  protected ask(side: 'buy' | 'sell', count: number, price: number): void {
    const qty = toQuantity(count);
    const limit = toPrice(Math.round(price * 100));
    const tag = `${this.who} ${side === 'buy' ? 'bids' : 'offers'}`;
    this.orders.submit(this.orders.limit({ instrument: sbin.id, side, qty, limit, tag }));
  }
}

/** Offers at two prices, and bids for its own offer at last. */
class Maker extends Turns {
  protected override readonly who = 'maker';

  protected override take(): void {
    if (this.turn === 1) {
      this.ask('sell', 30, 100.1);
      this.ask('sell', 20, 100.0);
    } else if (this.turn === 3) this.ask('buy', 15, 100.1);
  }
}

/** Takes what it sees, and tells what the exchange prints. */
class Taker extends Turns {
  protected override readonly who = 'taker';

  protected override take(): void {
    if (this.turn === 2) this.ask('buy', 25, 100.1);
  }

  override onTrade({ qty, price }: Trade): void {
    this.log.info(`${qty} traded at ${price / 100}`);
  }
}

export function runAtAnExchange(): readonly Told[] {
  const policies: readonly SelfTradePolicy[] = ['cancelNewest', 'decrement'];
  return policies.map((selfTrade) =>
    runAndTell(selfTrade, {
      instruments: [sbin, clock],
      sources: [turns],
      accounts: accounts.map((id) => marginAccount(toAccountId(id), rupees)),
      strategies: [
        { id: 'maker', strategy: Maker, account: 'MAKER' },
        { id: 'taker', strategy: Taker, account: 'TAKER' },
      ],
      limits: { selfTrade: 'allow' },
      venue: { exchange: { instruments: [sbin.id], selfTrade } },
    }),
  );
}
