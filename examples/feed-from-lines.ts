/**
 * Prices from lines of text on standard input, `SBIN.NSE 100.00 100.05`, to a node that takes its market from a feed:
 * `node --conditions=source examples/feed-from-lines.ts data/feed.sock < prices.txt`.
 */
import { createInterface } from 'node:readline';

import { FeedWriter } from '@argosy/feed';
import { parseScaled, toInstrumentId, toPrice, toQuantity, unwrap, type Price } from 'argosy/core';

const [to = 'data/feed.sock'] = process.argv.slice(2);
const feed = new FeedWriter({
  to,
  name: 'lines',
  secret: process.env['ARGOSY_FEED_SECRET'] ?? null,
  onConnection: ({ state, reason }) => console.log(state, reason ?? ''),
});
feed.start();
for await (const line of createInterface({ input: process.stdin })) {
  const [instrument = '', bid = '', ask = ''] = line.split(' ');
  feed.write({
    kind: 'quote',
    instrument: toInstrumentId(instrument),
    bid: paise(bid),
    ask: paise(ask),
    bidQty: toQuantity(100),
    askQty: toQuantity(100),
  });
}
await feed.close();

/** Prices of shares in rupees have two places: whole numbers count paise. */
function paise(text: string): Price {
  return toPrice(unwrap(parseScaled(text, 2)));
}
