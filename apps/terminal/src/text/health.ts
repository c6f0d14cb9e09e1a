import type { LatencyHop } from '@argosy/contract';

/** What the health page says. */
export const healthText = {
  pipeline: 'From the feed to an order',
  noStages: 'Nothing has gone through yet.',
  stage: 'Stage',
  perSecond: 'A second',
  p50: 'Half within',
  p99: '99 of 100 within',
  queue: 'Waiting',
  dropped: 'Dropped',
  conflated: 'Conflated',
  missing: 'Gaps',
  duplicates: 'Twice',
  latency: 'How long it takes',
  hop: 'Hop',
  hops: {
    order: 'An order, until it is safe',
    strategy: 'A strategy, for one input',
    request: 'A request of the API',
    feed: 'Prices as they come',
    decode: 'Prices once read',
    queue: 'Prices in the queue',
    drain: 'Prices at the machines',
  } satisfies Record<LatencyHop, string>,
  noLatency:
    'It is looked at each half minute from the start of the node on: come back in a minute.',
  nothingTook: 'Nothing went through here in the last two hours.',
  latencyOf: (of: {
    readonly hop: string;
    readonly count: string;
    readonly half: string;
    readonly most: string;
  }): string => `${of.hop}: ${of.count} times, half within ${of.half}, 99 of 100 within ${of.most}`,
  slippage: 'What orders cost beside their price',
  slippageOf: (orders: string): string =>
    `Hundredths of a percent against the middle of bid and ask as it was decided, of the last ${orders} orders that filled: above zero it cost.`,
  slippageCell: (orders: number, worst: string): string => `${orders} orders, the worst ${worst}`,
  noSlippage: 'Nothing has filled yet.',
  parts: 'Parts',
  noParts: 'No part has said anything.',
  part: 'Part',
  state: 'State',
  states: { up: 'Up', degraded: 'Not well', down: 'Down' } as Readonly<Record<string, string>>,
  reason: 'Why',
  since: 'Since',
  window: 'This window',
  connection: 'Connection',
  gaps: 'Gaps of the stream',
  frame: 'Last frame took',
  version: 'Version',
} as const;
