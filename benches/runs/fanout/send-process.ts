/** A message made once and given to `ws.send` of each connection: what the library does by itself. */
import { WebSocketServer, type WebSocket } from 'ws';

import { channelNames, SYMBOLS } from './messages.ts';
import { valueOf, servePump } from './pump.ts';

const names = channelNames();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 4_096 });
const clients = new Set<WebSocket>();
let tick = 0;

server.on('connection', (client) => {
  clients.add(client);
  client.on('message', () => client.send('{"type":"done"}'));
  client.on('close', () => clients.delete(client));
  client.on('error', () => clients.delete(client));
});
servePump(server, (ticks) => {
  const values = Array.from({ length: ticks }, () => {
    tick += 1;
    return valueOf(names[tick % SYMBOLS] ?? '', tick);
  });
  const message = Buffer.from(JSON.stringify({ type: 'values', values }));
  let frames = 0;
  for (const client of clients) {
    if (client.bufferedAmount > 0) continue;
    client.send(message, { binary: false });
    frames += 1;
  }
  return frames;
});
