import { toBarSpecText, type Adjustment, type Bar } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';

const parameters = {
  bars: parameter.bars({ about: 'the bars of a series to decide on' }),
  trades: parameter.instrument({ about: 'what is traded; of a chain itself the contract of now' }),
  count: parameter.integer({
    default: 20,
    min: 2,
    max: 500,
    about: 'how many closes are averaged',
  }),
  quantity: parameter.decimal({ default: '1', about: 'how much is held' }),
};

/**
 * Holds while a series closes above its average. The average is taken of the bars as they are said now, so
 * that what a split or a roll makes of the past is in it.
 */
export class SeriesTrend extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  readonly #bars = toBarSpecText(this.parameters.bars);

  override onStart(): void {
    this.data.subscribeAdjustments(this.parameters.trades);
    this.data.subscribeBars(this.#bars);
  }

  override onBar(bar: Bar): void {
    const closes = this.cache.bars(this.#bars).slice(-this.parameters.count);
    if (closes.length < this.parameters.count || this.cache.openOrderCount > 0) return;
    const average = closes.reduce((sum, { close }) => sum + close, 0) / closes.length;
    const held = this.portfolio.positions()[0]?.key.instrument;
    if (held !== undefined && bar.close < average) this.orders.close(held);
    else if (held === undefined && bar.close > average) this.#buy();
  }

  override onAdjustment({ into }: Adjustment): void {
    const held = this.portfolio.positions()[0]?.key.instrument;
    if (into !== null && held !== undefined) this.orders.roll(held, into);
  }

  #buy(): void {
    const { trades, quantity } = this.parameters;
    const traded = this.cache.contract(trades) ?? trades;
    const qty = this.context.quantity(traded, quantity);
    this.orders.submit(this.orders.market({ instrument: traded, side: 'buy', qty, tif: 'GTC' }));
  }
}
