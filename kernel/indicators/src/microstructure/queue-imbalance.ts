import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** How much more stands on the side of the bid, as a part of both, from -1 to 1; 0 where nothing stands. */
export class QueueImbalance extends PairIndicator {
  constructor() {
    super('QueueImbalance', [], 1);
  }

  step(bidSize: number, askSize: number): number {
    const both = bidSize + askSize;
    return both === 0 ? 0 : (bidSize - askSize) / both;
  }
}

/** How much more stands at the best bid than at the best ask. */
export const queueImbalance: Definition<NoParameters, QueueImbalance, 'queueImbalance'> = define({
  name: 'queueImbalance',
  title: 'Queue imbalance',
  group: 'microstructure',
  formula: '(bidSize − askSize) / (bidSize + askSize)',
  by: 'Martin Gould and Julius Bonart, 2016',
  inputs: ['bidSize', 'askSize'],
  parameters: {},
  lines: { queueImbalance: inOwnPane },
  make: () => new QueueImbalance(),
  loop: (made, [bidSize, askSize], { queueImbalance: line }, from) => {
    for (let row = from; row < bidSize.length; row += 1) {
      line[row] = made.step(bidSize[row] ?? NaN, askSize[row] ?? NaN);
    }
  },
});

/** How much more stands on the side of the bid as far as the book is shown. */
export const depthImbalance: Definition<NoParameters, QueueImbalance, 'depthImbalance'> = define({
  name: 'depthImbalance',
  title: 'Depth imbalance',
  group: 'microstructure',
  formula: '(bidDepth − askDepth) / (bidDepth + askDepth)',
  by: 'Charles Cao, Oliver Hansch and Xiaoxin Wang, 2009',
  inputs: ['bidDepth', 'askDepth'],
  parameters: {},
  lines: { depthImbalance: inOwnPane },
  make: () => new QueueImbalance(),
  loop: (made, [bidDepth, askDepth], { depthImbalance: line }, from) => {
    for (let row = from; row < bidDepth.length; row += 1) {
      line[row] = made.step(bidDepth[row] ?? NaN, askDepth[row] ?? NaN);
    }
  },
});
