// A large order in parts. Each run buys 600 shares in ten minutes: evenly (TWAP), by a volume curve
// (VWAP), early rather than late (implementation shortfall), as a tenth of what the market trades (POV),
// or one part at a time (iceberg). The parent is followed by its id; its children are orders like any other.
import { arraySource, type Source } from 'argosy/backtest';
import { Random, seconds, toPrice, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import type { ExecutionEvent, ExecutionPlan, Trade } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { sizeAwareFills } from 'argosy/matching';
import { iceberg, pov, shortfall, twap, vwap } from 'argosy/orders';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const until = toTimestamp(seconds(601));
const plans: Readonly<Record<string, ExecutionPlan>> = {
  twap: twap({ slices: 5, until }),
  vwap: vwap({ curve: [3, 1, 1, 3], until }),
  shortfall: shortfall({ slices: 5, urgency: 500, until }),
  pov: pov({ rateBps: 1_000, least: toQuantity(50), until, atEnd: 'sweep' }),
  iceberg: iceberg({ shown: toQuantity(150), until }),
};
const names = Object.keys(plans);
const parameters = { plan: parameter.choice({ default: 'twap', options: names }) };

class BuyInParts extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    this.data.unsubscribeQuotes(sbin.id); // the first one is enough
    const plan = plans[this.parameters.plan];
    const limit = this.context.price(sbin.id, '101.00'); // no part pays more
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(600) } as const;
    if (plan !== undefined) this.orders.execute(this.orders.limit({ ...of, limit }), plan);
  }

  override onExecutionEvent({ execution, change }: ExecutionEvent): void {
    if (change.type !== 'ended') return;
    const { filled, children, averagePrice, slippageBps } = this.cache.execution(execution) ?? {};
    const paid = ((averagePrice ?? 0) / 100).toFixed(3);
    const worse = slippageBps?.toFixed(1);
    this.log.info(`${filled} in ${children} parts at ${paid} on average, ${worse} bp worse`);
  }
}

export function runExecutionAlgorithms(): readonly Told[] {
  return names.map((plan) =>
    runAndTell(plan, {
      instruments: [sbin],
      sources: [quotesOf(sbin, rising()), trades()],
      accounts: [demo],
      strategies: [{ id: 'parts', strategy: BuyInParts, account: demo.id, parameters: { plan } }],
      venue: { fills: sizeAwareFills({ rest: 'waits' }) },
    }),
  );
}

/** A quote every ten seconds; the price climbs by a tick a minute. */
function rising(): string {
  const rows = Array.from({ length: 62 }, (_, row) => {
    const ticks = 2_000 + Math.floor(row / 6);
    return `${1 + 10 * row} ${(ticks * 0.05).toFixed(2)} ${((ticks + 1) * 0.05).toFixed(2)} 200`;
  });
  return rows.join('\n');
}

/** What others trade, at prices that no order of ours waits for. */
function trades(): Source {
  const random = Random.fromSeed(5);
  const rows = Array.from({ length: 60 }, (_, row): Trade => {
    const at = toTimestamp(seconds(5 + 10 * row));
    return {
      kind: 'trade',
      instrument: sbin.id,
      eventAt: at,
      nanos: 0,
      availableAt: at,
      sourceSequence: row,
      price: toPrice(10_200),
      qty: toQuantity(50 + random.nextInt(100)),
      aggressor: 'buy',
      tradeId: toTradeId(`T-${row}`),
    };
  });
  return arraySource('trades', rows);
}
