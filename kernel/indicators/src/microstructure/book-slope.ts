import { ln } from 'argosy/core';

import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** How much stands in the book for each unit of price, as far as it is shown; 0 where it has no breadth. */
export class BookSlope extends FourIndicator {
  constructor() {
    super('BookSlope', [], 1);
  }

  step(bidEnd: number, askEnd: number, bidDepth: number, askDepth: number): number {
    const breadth = askEnd - bidEnd;
    return breadth > 0 ? (bidDepth + askDepth) / breadth : 0;
  }
}

/** How steep the book is at its best: the spread by the logarithms of what stands there; 0 where those are not above zero. */
export class QuoteSlope extends FourIndicator {
  constructor() {
    super('QuoteSlope', [], 1);
  }

  step(bid: number, ask: number, bidSize: number, askSize: number): number {
    const sizes = bidSize > 0 && askSize > 0 ? ln(bidSize) + ln(askSize) : 0;
    return sizes > 0 ? (ask - bid) / sizes : 0;
  }
}

/** How much stands for each unit of price. */
export const bookSlope: Definition<NoParameters, BookSlope, 'bookSlope'> = define({
  name: 'bookSlope',
  title: 'Book slope',
  group: 'microstructure',
  formula: '(bidDepth + askDepth) / (askEnd − bidEnd)',
  by: 'after Randi Næs and Johannes Skjeltorp, 2006',
  inputs: ['bidEnd', 'askEnd', 'bidDepth', 'askDepth'],
  parameters: {},
  lines: { bookSlope: inOwnPane },
  make: () => new BookSlope(),
  loop: (made, [bidEnd, askEnd, bidDepth, askDepth], { bookSlope: line }, from) => {
    for (let row = from; row < bidEnd.length; row += 1) {
      line[row] = made.step(
        bidEnd[row] ?? NaN,
        askEnd[row] ?? NaN,
        bidDepth[row] ?? NaN,
        askDepth[row] ?? NaN,
      );
    }
  },
});

/** How steep the book is at its best. */
export const quoteSlope: Definition<NoParameters, QuoteSlope, 'quoteSlope'> = define({
  name: 'quoteSlope',
  title: 'Quote slope',
  group: 'microstructure',
  formula: '(ask − bid) / (ln bidSize + ln askSize)',
  by: 'Joel Hasbrouck and Duane Seppi, 2001',
  inputs: ['bid', 'ask', 'bidSize', 'askSize'],
  parameters: {},
  lines: { quoteSlope: inOwnPane },
  make: () => new QuoteSlope(),
  loop: (made, [bid, ask, bidSize, askSize], { quoteSlope: line }, from) => {
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
