/**
 * One process: the market data and the order flow of a synthetic market, each for so many rows.
 * `node --conditions=source benches/runs/market-run.ts [ROWS]`; prints one line of JSON.
 */
import { batchesOf, groundMarket, OrderFlow, type MarketPlan } from '@argosy/catalog/markets';

/** What one process prints; CPU seconds, because the machine is shared. */
type MarketReport = {
  readonly instruments: number;
  readonly data: MarketCost;
  readonly depth: MarketCost;
  readonly flow: MarketCost;
  readonly heapMegabytes: number;
};

/** What so many rows or messages cost. */
type MarketCost = { readonly rows: number; readonly seconds: number; readonly cpu: number };

const rowsMost = Number(process.argv[2] ?? '2000000');
const ground = groundMarket({ seed: 7 });
const report: MarketReport = {
  instruments: ground.instruments.length,
  data: measure(() => batchesOf(ground)),
  depth: measure(() => batchesOf(groundMarket({ seed: 7, depthLevels: 5 }))),
  flow: measure(() => messagesOf({ eventsPerSecond: 1000 })),
  heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6),
};
console.log(JSON.stringify(report));

function measure(begin: () => Iterable<readonly unknown[]>): MarketCost {
  const [start, cpuStart] = [performance.now(), process.cpuUsage()];
  let rows = 0;
  for (const batch of begin()) {
    rows += batch.length;
    if (rows >= rowsMost) break;
  }
  const { user, system } = process.cpuUsage(cpuStart);
  return { rows, seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}

function* messagesOf(plan: Partial<MarketPlan>): Generator<readonly unknown[]> {
  const flow = OrderFlow.begin(groundMarket({ seed: 7, ...plan }));
  for (let batch = flow.next(); batch !== null; batch = flow.next()) yield batch;
}
