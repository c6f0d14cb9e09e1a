import { demoCore } from './demo-core.ts';
import { fedCore } from './fed-core.ts';
import type { MarketOptions, NodeMarket } from './node-market.ts';
import { replayCore } from './replay-core.ts';

/** Opens the market that a node is configured for. */
export async function openMarket(options: MarketOptions): Promise<NodeMarket> {
  const { data, market, demo, paper } = options.node;
  switch (market.kind) {
    case 'demo':
      return demoCore(data, demo, paper.charges);
    case 'replay':
      return replayCore(options);
    case 'feed':
      return fedCore(options);
  }
}
