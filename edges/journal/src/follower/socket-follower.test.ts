import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { describeFollower } from '@argosy/testkit/contracts';
import { afterEach, expect, test, vi } from 'vitest';

import { FileJournal } from '../records/file-journal.ts';
import { readJournal } from '../records/journal-reader.ts';
import { FileFollower } from './file-follower.ts';
import { FollowerServer } from './follower-server.ts';
import { SocketFollower } from './socket-follower.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const at = (disk: SimDisk): FileFollower =>
  FileFollower.open({ folder: '/second', disk, shard: 'main', region: 'in', now: () => 1 });

async function serve(disk: SimDisk): Promise<FollowerServer> {
  const server = await FollowerServer.start({ follower: at(disk) });
  open.push(server);
  return server;
}

function call({ port }: { readonly port: number }): SocketFollower {
  const follower = new SocketFollower({ port, timeoutMillis: 2000 });
  open.push(follower);
  return follower;
}

describeFollower('SocketFollower', async () => {
  const disk = new SimDisk();
  const server = await serve(disk);
  return {
    follower: call(server),
    other: () => Promise.resolve(call(server)),
    reopen: async () => call(await serve(disk.afterPowerLoss(() => false))),
  };
});

test('nobody at the port, and a connection that ends, are a follower that is lost', async () => {
  const server = await serve(new SimDisk());
  const follower = call(server);
  await expect(follower.take(new Uint8Array(64), 1)).rejects.toMatchObject({
    code: 'FOLLOWER_LOST',
  });
  await follower.attach(1);
  await server.close();
  await expect(follower.take(new Uint8Array(64), 1)).rejects.toMatchObject({
    code: 'FOLLOWER_LOST',
  });
  await expect(follower.attach(1)).rejects.toMatchObject({ code: 'FOLLOWER_LOST' });
});

test('one that does not answer in time is lost', async () => {
  const never = {
    attach: () => new Promise<never>(() => {}),
    take: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const server = await FollowerServer.start({ follower: never });
  open.push(server);
  const follower = new SocketFollower({ port: server.port, timeoutMillis: 20 });
  await expect(follower.attach(1)).rejects.toThrow(/no answer in 20 ms/u);
});

test('a journal goes on with its follower when the process that keeps it is started again', async () => {
  const [disk, other] = [new SimDisk(), new SimDisk()];
  const server = await FollowerServer.start({ follower: at(other) });
  const { port } = server;
  const states: string[] = [];
  const journal = await FileJournal.open({
    folder: '/first',
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * 1024,
    reserveBytes: 1024,
    blockBytesMax: 16 * 1024,
    recordBytesMax: 8 * 1024,
    accountOf: () => null,
    follower: {
      follower: call({ port }),
      policy: 'wait',
      retryMillis: 5,
      onState: (state) => states.push(state),
    },
    onFatal: (error) => {
      throw error;
    },
  });
  const append = (number: number): void => {
    const input = { kind: 'time', availableAt: toTimestamp(number) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
  };
  append(1);
  await journal.flush();
  await server.close();
  append(2);
  await vi.waitFor(() => expect(states).toEqual(['waiting']));
  expect(journal.durable).toBe(1);
  const left = other.afterPowerLoss(() => false);
  open.push(await FollowerServer.start({ follower: at(left), port }));
  await journal.flush();
  append(3);
  await journal.flush();
  expect([...readJournal({ folder: '/second', disk: left })]).toHaveLength(3);
  expect(states).toEqual(['waiting', 'following']);
  await journal.close();
});
