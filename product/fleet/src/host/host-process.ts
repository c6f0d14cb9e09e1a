/**
 * A host: the process in which strategies run, apart from orders and from each other's trust. It speaks
 * over one socket, which whoever started it gave it as descriptor 3, and ends when that closes.
 */
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { MessageWriter, WireReader, type WireMessage } from '@argosy/bridge/wire';

import { HostWork } from './host-work.ts';

const MICROS = 1000;
const LINE = 3;

const socket = new Socket({ fd: LINE });
const writer = new MessageWriter(socket);
const reader = new WireReader();
const work = new HostWork({
  writer,
  clock: () => performance.now() * MICROS,
  heapBytes: () => process.memoryUsage().heapUsed,
  onEnd: () => {
    writer.flush();
    socket.end(() => process.exit(0));
  },
});

/** What came while a plan was being loaded. */
let waiting: readonly WireMessage[] = [];
let isLoading = false;
socket.on('data', (piece) => {
  const messages = reader.push(piece);
  if (isLoading) waiting = [...waiting, ...messages];
  else handle(messages);
});
socket.on('error', () => process.exit(0));
socket.on('close', () => process.exit(0));
process.on('unhandledRejection', fail);

/** In order, and each wholly: a plan is loaded before anything that comes behind it is looked at. */
function handle(messages: readonly WireMessage[]): void {
  for (const [place, message] of messages.entries()) {
    const loading = work.take(message);
    if (loading === null) continue;
    isLoading = true;
    waiting = messages.slice(place + 1);
    loading.then(goOn).catch(fail);
    return;
  }
}

function goOn(): void {
  isLoading = false;
  const came = waiting;
  waiting = [];
  handle(came);
}

/** A host that has lost its place in the stream is of no use: another one begins anew. */
function fail(error: unknown): void {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
