/** Clients of the stream in a process of their own: how old a quote is when it comes. Nothing is left out for them. */
import { once } from 'node:events';

import { WebSocket } from 'ws';

import { readRecords } from '@argosy/contract/stream';

import type { ListenOrder, ListenReport } from './messages.ts';
import { percentile } from './percentile.ts';

const SAMPLES_MAX = 8_000_000;
/** What comes first is the state as it stood, as old as it may be. */
const SETTLE_MILLIS = 2_000;

process.on('message', (order: ListenOrder) => {
  void listen(order).then((report) => process.send?.(report));
});

async function listen(order: ListenOrder): Promise<ListenReport> {
  const { clients, seconds } = order;
  const ages = new Float64Array(SAMPLES_MAX);
  let [quotes, messages, isOn] = [0, 0, false];
  const take = (message: ArrayBuffer): void => {
    if (!isOn) return;
    messages += 1;
    const now = performance.timeOrigin + performance.now();
    for (const { kind, fields } of readRecords(message)) {
      if (kind !== 'quote' || quotes >= SAMPLES_MAX) continue;
      ages[quotes] = now - (fields[0] ?? Number.NaN) / 1_000;
      quotes += 1;
    }
  };
  const sockets = await Promise.all(
    Array.from({ length: clients }, (_, place) => connected(order, place, take)),
  );
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLIS));
  isOn = true;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  isOn = false;
  for (const socket of sockets) socket.terminate();
  const sorted = ages.subarray(0, quotes).sort();
  return {
    quotes,
    messages,
    perSecond: Math.round(quotes / seconds),
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
    p999: percentile(sorted, 99.9),
  };
}

async function connected(
  { port, tokens, symbolsEach, instruments }: ListenOrder,
  place: number,
  take: (message: ArrayBuffer) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['argosy.v1.binary']);
  socket.binaryType = 'arraybuffer';
  await once(socket, 'open');
  const channels = Array.from({ length: symbolsEach }, (_, n) => {
    return { channel: `quotes:${instruments[(place * 7 + n) % instruments.length] ?? ''}` };
  });
  for (const message of [
    { type: 'auth', id: '1', token: tokens[place % tokens.length] },
    { type: 'pace', id: '2', intervalMs: 0 },
    { type: 'subscribe', id: '3', channels },
  ]) {
    const ended = once(socket, 'close').then(([code, reason]) => {
      throw new Error(`closed with ${String(code)}: ${String(reason)}`);
    });
    const answered = once(socket, 'message');
    socket.send(JSON.stringify(message));
    await Promise.race([answered, ended]);
    ended.catch(() => {});
  }
  socket.on('message', (data) => {
    if (data instanceof ArrayBuffer) take(data);
  });
  return socket;
}
