/** Feeds a node at a steady rate, whatever becomes of what it has written: three quotes to a trade. */
import { setTimeout as sleep } from 'node:timers/promises';

import { FeedWriter } from '@argosy/feed';
import { toInstrumentId, toPrice, toQuantity, toTradeId, type InstrumentId } from 'argosy/core';

import type { FeedOrder, FeedReport } from './messages.ts';

const QUOTES_EACH = 3;
const TICK = 5;
const qty = toQuantity(100);

process.on('message', (order: FeedOrder) => {
  void feed(order).then((report) => process.send?.(report));
});

async function feed({ to, instruments, perSecond, seconds }: FeedOrder): Promise<FeedReport> {
  const ids = instruments.map(toInstrumentId);
  const writer = new FeedWriter({ to });
  writer.start();
  while (writer.connection.state !== 'connected') await sleep(5);
  const bids: Record<string, number> = {};
  const prices: Record<string, number> = {};
  const write = (place: number): void => {
    const instrument = ids[place % ids.length];
    if (instrument === undefined) return;
    const round = Math.floor(place / ids.length);
    const price = 100_000 + TICK * ((place * 7) % 2_000);
    if (round % (QUOTES_EACH + 1) === QUOTES_EACH) {
      prices[instrument] = price;
      writeTrade(writer, instrument, { price, place });
    } else {
      bids[instrument] = price;
      writeQuote(writer, instrument, price);
    }
  };
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const total = perSecond * seconds;
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1_000));
    for (; sent < due; sent += 1) write(sent);
    await sleep(1);
  }
  const took = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  await writer.close();
  const cpuSeconds = (user + system) / 1e6;
  return { sent: total, heldBack: writer.conflated, seconds: took, cpuSeconds, bids, prices };
}

function writeQuote(writer: FeedWriter, instrument: InstrumentId, price: number): void {
  const [bid, ask] = [toPrice(price), toPrice(price + TICK)];
  writer.write({ kind: 'quote', instrument, bid, ask, bidQty: qty, askQty: qty });
}

function writeTrade(
  writer: FeedWriter,
  instrument: InstrumentId,
  { price, place }: { readonly price: number; readonly place: number },
): void {
  writer.write({
    kind: 'trade',
    instrument,
    price: toPrice(price),
    qty,
    aggressor: place % 2 === 0 ? 'buy' : 'sell',
    tradeId: toTradeId(String(place)),
  });
}
