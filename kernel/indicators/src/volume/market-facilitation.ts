import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Market facilitation index: how far a bar reached for what was traded; 0 where nothing was. */
export class MarketFacilitation extends BarIndicator {
  constructor() {
    super('MarketFacilitation', [], 1);
  }

  step(high: number, low: number, volume: number): number {
    return volume === 0 ? 0 : (high - low) / volume;
  }
}

/** How far bars reach for what is traded. */
export const marketFacilitation: Definition<
  NoParameters,
  MarketFacilitation,
  'marketFacilitation'
> = define({
  name: 'marketFacilitation',
  title: 'Market facilitation index',
  group: 'volume',
  formula: '(high − low) / volume',
  by: 'Bill Williams, 1995',
  inputs: ['high', 'low', 'volume'],
  parameters: {},
  lines: { marketFacilitation: inOwnPane },
  make: () => new MarketFacilitation(),
  loop: (made, [high, low, volume], { marketFacilitation: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
