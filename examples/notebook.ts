// Prices in typed arrays in, results as typed arrays out: a backtest as a notebook wants it.
import { columnSource, runToColumns } from 'argosy/backtest';
import { toBarSpecText, type Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { Sma } from 'argosy/indicators';

import { demo, sbin } from './market.ts';
import type { Told } from './told.ts';

const spec = '1-DAY-LAST-EXTERNAL';

class AboveMean extends Strategy {
  readonly #mean = new Sma(20);
  override onStart(): void {
    this.data.subscribeBars(toBarSpecText(`${sbin.id}-${spec}`));
  }
  override onBar({ close }: Bar): void {
    const mean = this.#mean.update(close);
    const [held, instrument] = [this.portfolio.qty(sbin.id), sbin.id];
    const qty = this.context.affordable(instrument, close, 0.9);
    const buy = { instrument, side: 'buy', qty, tif: 'GTC' } as const;
    if (close > mean && held === 0) this.orders.submit(this.orders.market(buy));
    if (close < mean && held > 0) this.orders.close(instrument);
  }
}

export function runNotebook(): readonly Told[] {
  const closesAt = Float64Array.from({ length: 500 }, (_, day) => (day + 1) * 86_400e6);
  const close = closesAt.map((_, day) => 800 + Math.abs((day % 120) - 60)); // up and down
  const bars = columnSource(sbin, spec, { closesAt, open: close, high: close, low: close, close });
  const strategies = [{ id: 'mean', strategy: AboveMean, account: demo.id }];
  const setting = { instruments: [sbin], sources: [bars], accounts: [demo], strategies };
  const { result, equity, trades } = runToColumns(setting);
  const highest = equity.equity.reduce((most, value) => Math.max(most, value), 0);
  const gained = trades.net.filter((net) => net > 0).length; // a Float64Array
  return [{ lines: [`${trades.net.length} trades, ${gained} gained, at most ${highest}`], result }];
}
