import {
  at,
  describeFormulas,
  fromRow,
  last,
  mean,
  products,
  sum,
  type At,
  type IndicatorWalk,
} from '@argosy/testkit/contracts';

import { microstructureIndicators } from './group.ts';

const middleOf = ({ bid, ask }: IndicatorWalk): At => {
  return (row) => (at(bid)(row) + at(ask)(row)) / 2;
};

const change = (of: At): At => {
  return (row) => of(row) - of(row - 1);
};

/** By the tick rule: the last price that differs decides. */
function tick({ price }: IndicatorWalk): At {
  return (row) => {
    let other = row - 1;
    while (other >= 0 && at(price)(other) === at(price)(row)) other -= 1;
    return other < 0 ? 0 : Math.sign(at(price)(row) - at(price)(other));
  };
}

function quoteRule(walk: IndicatorWalk): At {
  return (row) => Math.sign(at(walk.price)(row) - middleOf(walk)(row)) || tick(walk)(row);
}

/** The slope of the last points. */
function slope(x: At, y: At, count: number): At {
  return (row) => {
    const xs = last(x, row, count);
    return products(xs, last(y, row, count)) / products(xs);
  };
}

/** A line of its own name, of one thing at each row. */
function line(name: string, first: number, of: (walk: IndicatorWalk) => At) {
  return { lines: (walk: IndicatorWalk) => ({ [name]: fromRow(walk, first, of(walk)) }) };
}

const share = (one: number, other: number): number => (one - other) / (one + other);

/** The buckets that trades fill up to a row, the open one last: bought less sold, and all. */
function bucketsOf(walk: IndicatorWalk, row: number): readonly (readonly [number, number])[] {
  const buckets: (readonly [number, number])[] = [];
  let [signed, filled] = [0, 0];
  for (let one = 0; one <= row; one += 1) {
    signed += tick(walk)(one) * at(walk.size)(one);
    filled += at(walk.size)(one);
    if (one < row && filled >= 150) {
      buckets.push([signed, filled]);
      [signed, filled] = [0, 0];
    }
  }
  return [...buckets, [signed, filled]];
}

describeFormulas(microstructureIndicators, {
  abdiRanaldo: line('abdiRanaldo', 20, ({ high, low, close }) => {
    const eta: At = (row) => (Math.log(at(high)(row)) + Math.log(at(low)(row))) / 2;
    const term: At = (row) => {
      const c = Math.log(at(close)(row - 1));
      return (c - eta(row - 1)) * (c - eta(row));
    };
    return (row) => Math.sqrt(Math.max(0, 4 * mean(last(term, row, 20))));
  }),
  amihud: line('amihud', 20, ({ close, volume }) => {
    const term: At = (row) =>
      Math.abs(at(close)(row) / at(close)(row - 1) - 1) / (at(close)(row) * at(volume)(row));
    return (row) => 1e6 * mean(last(term, row, 20));
  }),
  amivest: line('amivest', 20, ({ close, volume }) => (row) => {
    const money = last((one) => at(close)(one) * at(volume)(one), row, 20);
    return (
      sum(money) / sum(last((one) => Math.abs(at(close)(one) / at(close)(one - 1) - 1), row, 20))
    );
  }),
  arrivalIntensity: {
    values: { period: 3 },
    lines: (walk) => ({
      arrivalIntensity: fromRow(
        walk,
        3,
        (row) => 3e6 / (at(walk.time)(row) - at(walk.time)(row - 3)),
      ),
    }),
  },
  bookSlope: line(
    'bookSlope',
    0,
    (walk) => (row) =>
      (at(walk.bidDepth)(row) + at(walk.askDepth)(row)) /
      (at(walk.askEnd)(row) - at(walk.bidEnd)(row)),
  ),
  corwinSchultz: line('corwinSchultz', 20, ({ high, low, close }) => {
    const [h, l, c] = [at(high), at(low), at(close)];
    const term: At = (row) => {
      let [top, bottom] = [h(row), l(row)];
      const before = c(row - 1);
      if (bottom > before) [top, bottom] = [top - (bottom - before), before];
      else if (top < before) [top, bottom] = [before, bottom + (before - top)];
      const beta = Math.log(h(row - 1) / l(row - 1)) ** 2 + Math.log(top / bottom) ** 2;
      const gamma = Math.log(Math.max(h(row - 1), top) / Math.min(l(row - 1), bottom)) ** 2;
      const k = 3 - 2 * Math.sqrt(2);
      const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / k - Math.sqrt(gamma / k);
      return Math.max(0, (2 * (Math.exp(alpha) - 1)) / (1 + Math.exp(alpha)));
    };
    return (row) => mean(last(term, row, 20));
  }),
  depthImbalance: line(
    'depthImbalance',
    0,
    (walk) => (row) => share(at(walk.bidDepth)(row), at(walk.askDepth)(row)),
  ),
  depthWeightedMid: line('depthWeightedMid', 0, (walk) => (row) => {
    const [bids, asks] = [at(walk.bidDepth)(row), at(walk.askDepth)(row)];
    return (at(walk.bid)(row) * asks + at(walk.ask)(row) * bids) / (bids + asks);
  }),
  effectiveSpread: {
    lines: (walk) => {
      const spread: At = (row) => 2 * Math.abs(at(walk.price)(row) - middleOf(walk)(row));
      const part: At = (row) => (10_000 * spread(row)) / middleOf(walk)(row);
      return {
        effectiveSpread: fromRow(walk, 19, (row) => mean(last(spread, row, 20))),
        relative: fromRow(walk, 19, (row) => mean(last(part, row, 20))),
      };
    },
  },
  fadingIntensity: {
    values: { halfLife: 900 },
    lines: (walk) => ({
      fadingIntensity: fromRow(walk, 0, (row) => {
        const fades = Math.LN2 / 900;
        const ages = last(at(walk.time), row, row + 1).map(
          (time) => (at(walk.time)(row) - time) / 1e6,
        );
        return sum(ages.map((age) => fades * Math.exp(-fades * age)));
      }),
    }),
  },
  hasbrouckImpact: line('hasbrouckImpact', 50, (walk) => {
    const price = at(walk.price);
    const root: At = (row) => tick(walk)(row) * Math.sqrt(price(row) * at(walk.size)(row));
    return slope(root, (row) => Math.log(price(row) / price(row - 1)), 50);
  }),
  kyleLambda: line('kyleLambda', 50, (walk) =>
    slope((row) => tick(walk)(row) * at(walk.size)(row), change(at(walk.price)), 50),
  ),
  leeReady: line('leeReady', 0, quoteRule),
  microprice: line('microprice', 0, (walk) => (row) => {
    const [bids, asks] = [at(walk.bidSize)(row), at(walk.askSize)(row)];
    return (at(walk.bid)(row) * asks + at(walk.ask)(row) * bids) / (bids + asks);
  }),
  orderFlowImbalance: line('orderFlowImbalance', 20, (walk) => {
    const [bid, ask] = [at(walk.bid), at(walk.ask)];
    const [bids, asks] = [at(walk.bidSize), at(walk.askSize)];
    const bidCame: At = (row) => {
      if (bid(row) > bid(row - 1)) return bids(row);
      return bid(row) < bid(row - 1) ? -bids(row - 1) : change(bids)(row);
    };
    const askCame: At = (row) => {
      if (ask(row) < ask(row - 1)) return asks(row);
      return ask(row) > ask(row - 1) ? -asks(row - 1) : change(asks)(row);
    };
    return (row) => sum(last((one) => bidCame(one) - askCame(one), row, 20));
  }),
  queueImbalance: line(
    'queueImbalance',
    0,
    (walk) => (row) => share(at(walk.bidSize)(row), at(walk.askSize)(row)),
  ),
  quotedSpread: {
    lines: (walk) => {
      const spread: At = (row) => at(walk.ask)(row) - at(walk.bid)(row);
      return {
        quotedSpread: fromRow(walk, 0, spread),
        relative: fromRow(walk, 0, (row) => (1e4 * spread(row)) / middleOf(walk)(row)),
      };
    },
  },
  quoteSlope: line('quoteSlope', 0, (walk) => (row) => {
    const [bids, asks] = [at(walk.bidSize)(row), at(walk.askSize)(row)];
    const logs = bids > 0 && asks > 0 ? Math.log(bids * asks) : 0;
    return logs === 0 ? 0 : (at(walk.ask)(row) - at(walk.bid)(row)) / logs;
  }),
  realisedSpread: {
    values: { period: 10, after: 4 },
    lines: (walk) => {
      const middle = middleOf(walk);
      const side = quoteRule(walk);
      const left: At = (row) => 2 * side(row - 4) * (at(walk.price)(row - 4) - middle(row));
      const impact: At = (row) => 2 * side(row - 4) * (middle(row) - middle(row - 4));
      return {
        realisedSpread: fromRow(walk, 13, (row) => mean(last(left, row, 10))),
        impact: fromRow(walk, 13, (row) => mean(last(impact, row, 10))),
      };
    },
  },
  rollSpread: line('rollSpread', 51, ({ value }) => {
    const moved = change(at(value));
    return (row) => {
      const covariance = products(last(moved, row, 50), last(moved, row - 1, 50)) / 50;
      return 2 * Math.sqrt(Math.max(0, -covariance));
    };
  }),
  signedVolume: line(
    'signedVolume',
    49,
    (walk) => (row) => sum(last((one) => tick(walk)(one) * at(walk.size)(one), row, 50)),
  ),
  tradeImbalance: line(
    'tradeImbalance',
    49,
    (walk) => (row) =>
      sum(last((one) => tick(walk)(one) * at(walk.size)(one), row, 50)) /
      sum(last(at(walk.size), row, 50)),
  ),
  tradeSign: line('tradeSign', 0, tick),
  vpin: {
    values: { bucket: 150, buckets: 6 },
    lines: (walk) => ({
      vpin: fromRow(walk, 0, (row) => {
        const buckets = bucketsOf(walk, row).slice(-6);
        return (
          sum(buckets.map(([signed]) => Math.abs(signed))) / sum(buckets.map(([, all]) => all))
        );
      }),
    }),
  },
  zeroReturns: line('zeroReturns', 20, ({ value }) => {
    const still: At = (row) => (at(value)(row) === at(value)(row - 1) ? 1 : 0);
    return (row) => mean(last(still, row, 20));
  }),
});
