/**
 * A process of ours, to be killed: a shard with its journal, tape and gate on a real folder, and its
 * broker and its clients in another process, over a socket. What it is told stands in its one argument.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { Random } from 'argosy/core';
import { LiveTape, nodeDisk, Snapshots, type Snapshot } from '@argosy/journal';

import { Host, logSizes } from '../host/host.ts';
import { account, trader } from '../host/our-side.ts';
import { Conversation } from './conversation.ts';
import { Death } from './death.ts';
import { ForgetfulDisk } from './forgetful-disk.ts';
import { JournalProgress } from './journal-progress.ts';
import { foldersIn, type Orders } from './orders.ts';
import { policy } from './policy.ts';
import { watchDisk } from './watched-disk.ts';

const MILLIS = 1000;
const TAPE_MILLIS = 40;

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const folders = foldersIn(orders.folder);
const chance = Random.fromSeed(orders.seed);
const forgetful = orders.isPowerLoss ? new ForgetfulDisk(Object.values(folders)) : null;
const death = new Death(orders, () => forgetful?.losePower(() => chance.nextFloat() < 0.5));
const progress = new JournalProgress(death);
let isEnding = false;
/** A state between two turns that waits until all that it knows is safe. */
let asked: Snapshot | null = null;
const disk = watchDisk(forgetful ?? nodeDisk, {
  death,
  onWritten: (first, last) => {
    progress.onWritten(first, last);
  },
  onCall: () => {
    if (isEnding) death.reach('K28');
  },
});

const socket = connect(orders.port, '127.0.0.1').setNoDelay(true);
await once(socket, 'connect');
const conversation = new Conversation({ socket, death, chance });
const wall = (): number => Date.now() * MILLIS;
const tape = await LiveTape.open({
  ...logSizes,
  disk,
  folder: folders.tape,
  shard: 'killed',
  region: 'in',
  schedule: (run) => {
    setTimeout(() => {
      progress.isTapeBehind = false;
      run();
    }, TAPE_MILLIS);
  },
  onState: (state, reason) => {
    if (state !== 'taping') throw new Error(`the tape: ${state}, ${reason}`);
  },
});
const snapshots = new Snapshots(folders.snapshots, disk);
const host = await Host.start({
  disk,
  folder: folders.journal,
  takeOver: false,
  tape: {
    append: (number, input) => {
      progress.isTapeBehind = true;
      tape.append(number, input);
    },
  },
  taped: tape.lastNumber,
  snapshots,
  policy,
  clock: () => Math.round(performance.now() * MILLIS),
  wall,
  schedule: setImmediate,
  seed: () => orders.seed,
  send: (effect) => {
    conversation.send(effect);
  },
  onAck: (order) => {
    conversation.say({ type: 'ack', order, position: host.safe });
  },
  onSafe: (position) => {
    progress.onSafe(position);
    keepSnapshot(position);
  },
  reach: (point) => {
    death.reach(point);
  },
  onAppended: (entry, position) => {
    progress.onAppended(entry, position);
  },
});
function takeSnapshot(): void {
  const { position } = progress;
  // Where nothing was said in this life yet, what it knows has no position of this life.
  if (asked !== null || position === 0) return;
  asked = { position, state: host.exportState() };
  keepSnapshot(host.safe);
}

/** However busy the process is: waiting until nothing is on its way could take for ever. */
function keepSnapshot(safe: number): void {
  if (asked === null || safe < asked.position) return;
  const snapshot = asked;
  asked = null;
  snapshots.keep(snapshot);
}

process.once('SIGTERM', () => {
  conversation.end();
  isEnding = true;
  void Promise.all([host.close(), tape.close()]).then(() => process.exit(0));
});
// Whoever waits for its end too long asks what it is about.
process.once('SIGUSR2', () => {
  const { trading, reconciler } = host;
  const open = trading.openOrders().map(({ request, state, pending, inDoubt }) => {
    return [request.book, state, pending, ...inDoubt].join(' ');
  });
  const states = {
    account: { kind: 'account' },
    strategy: { kind: 'strategy', strategy: trader },
  } as const;
  const may = Object.entries(states).map(
    ([name, scope]) => `${name} ${trading.stateOf(account, scope)}`,
  );
  const alike = new Map<string, number>();
  for (const one of open) alike.set(one, (alike.get(one) ?? 0) + 1);
  const about = {
    may,
    open: [...alike],
    left: reconciler.open.slice(0, 5),
    counters: trading.counters,
    // How far the disk is behind: who sends faster than it takes is denied, and nothing goes on.
    safe: host.safe,
    appended: progress.position,
  };
  process.stderr.write(JSON.stringify(about));
});
conversation.hold(host, takeSnapshot);
