/**
 * A fan-out as it is usually written: Fastify, a WebSocketServer on its server, a set of subscriptions for each
 * client, and a message for each client made of what it has subscribed to.
 */
import Fastify from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';

import { channelNames, SYMBOLS } from '../../runs/fanout/messages.ts';
import { servePump, valueOf } from '../../runs/fanout/pump.ts';

const names = channelNames();
const fastify = Fastify();
const server = new WebSocketServer({ server: fastify.server, path: '/ws' });
const subscriptions = new Map<WebSocket, Set<string>>();
let tick = 0;

server.on('connection', (client) => {
  subscriptions.set(client, new Set(names));
  client.on('message', () => client.send(JSON.stringify({ type: 'done' })));
  client.on('close', () => subscriptions.delete(client));
  client.on('error', () => subscriptions.delete(client));
});
servePump(fastify.server, (ticks) => {
  const ticked = Array.from({ length: ticks }, () => {
    tick += 1;
    const channel = names[tick % SYMBOLS] ?? '';
    return { channel, value: valueOf(channel, tick) };
  });
  let frames = 0;
  for (const [client, wanted] of subscriptions) {
    if (client.bufferedAmount > 0) continue;
    const values = ticked.filter(({ channel }) => wanted.has(channel)).map(({ value }) => value);
    client.send(JSON.stringify({ type: 'values', values }));
    frames += 1;
  }
  return frames;
});
await fastify.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 });
