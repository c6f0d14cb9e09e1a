import { FourIndicator } from '../base/by-inputs.ts';
import { define, overPrices, type Definition, type NoParameters } from '../base/definition.ts';

/** A price between the quotes, nearer to the side on which less stands; the middle where nothing does. */
export class Microprice extends FourIndicator {
  constructor() {
    super('Microprice', [], 1);
  }

  step(bid: number, ask: number, bidSize: number, askSize: number): number {
    const both = bidSize + askSize;
    return both === 0 ? (bid + ask) / 2 : bid + (ask - bid) * (bidSize / both);
  }
}

/** A price between the quotes by what stands at them. */
export const microprice: Definition<NoParameters, Microprice, 'microprice'> = define({
  name: 'microprice',
  title: 'Microprice',
  group: 'microstructure',
  formula: '(bid·askSize + ask·bidSize) / (bidSize + askSize)',
  by: 'Jim Gatheral and Roel Oomen, 2010; Sasha Stoikov, 2018',
  inputs: ['bid', 'ask', 'bidSize', 'askSize'],
  parameters: {},
  lines: { microprice: overPrices },
  make: () => new Microprice(),
  loop: (made, [bid, ask, bidSize, askSize], { microprice: line }, from) => {
    for (let row = from; row < bid.length; row += 1) {
      line[row] = made.step(
        bid[row] ?? NaN,
        ask[row] ?? NaN,
        bidSize[row] ?? NaN,
        askSize[row] ?? NaN,
      );
    }
  },
});

/** A price between the quotes by what stands as far as the book is shown. */
export const depthWeightedMid: Definition<NoParameters, Microprice, 'depthWeightedMid'> = define({
  name: 'depthWeightedMid',
  title: 'Depth-weighted mid',
  group: 'microstructure',
  formula: '(bid·askDepth + ask·bidDepth) / (bidDepth + askDepth)',
  by: 'after Jim Gatheral and Roel Oomen, 2010',
  inputs: ['bid', 'ask', 'bidDepth', 'askDepth'],
  parameters: {},
  lines: { depthWeightedMid: overPrices },
  make: () => new Microprice(),
  loop: (made, [bid, ask, bidDepth, askDepth], { depthWeightedMid: line }, from) => {
    for (let row = from; row < bid.length; row += 1) {
      line[row] = made.step(
        bid[row] ?? NaN,
        ask[row] ?? NaN,
        bidDepth[row] ?? NaN,
        askDepth[row] ?? NaN,
      );
    }
  },
});
