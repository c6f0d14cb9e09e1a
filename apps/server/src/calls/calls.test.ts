import { MessageChannel } from 'node:worker_threads';

import { ArgosyError, refuse } from 'argosy/core';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { CallLine, CALLS_WAITING_MAX } from './call-line.ts';
import { serveCalls } from './serve-calls.ts';

type Till = {
  count(money: bigint): Promise<bigint>;
  refuse(): Promise<unknown>;
  forbid(): Promise<never>;
  break(): Promise<never>;
  wait(): Promise<never>;
  together(): Promise<string>;
  release(): Promise<null>;
  missing(): Promise<never>;
};

let bugs: string[];
let channel: MessageChannel;
let line: CallLine;
let till: Till;

class TillDrawer {
  #total = 0n;

  count(money: bigint): bigint {
    this.#total += money;
    return this.#total;
  }

  refuse(): unknown {
    return refuse('EMPTY', 'there is nothing in it');
  }

  forbid(): never {
    throw new ArgosyError('BAD_ID', 'not that one');
  }

  break(): never {
    throw new TypeError('secret detail');
  }

  wait(): Promise<never> {
    return new Promise(() => {});
  }

  readonly #held: ((value: string) => void)[] = [];

  together(): Promise<string> {
    return new Promise((resolve) => this.#held.push(resolve));
  }

  release(): null {
    for (const resolve of this.#held.splice(0)) resolve('safe');
    return null;
  }
}

beforeEach(() => {
  bugs = [];
  channel = new MessageChannel();
  serveCalls(channel.port2, { till: new TillDrawer() }, (method) => bugs.push(method));
  line = new CallLine(channel.port1, 50);
  till = line.face<Till>('till');
});

afterEach(() => {
  line.close();
});

test('a face in another thread answers as it does beside one', async () => {
  expect(await till.count(5n)).toBe(5n);
  expect(await till.count(7n)).toBe(12n);
  expect(await till.refuse()).toEqual(refuse('EMPTY', 'there is nothing in it'));
});

test('answers find those who asked, in whatever order they come', async () => {
  const counted = await Promise.all(Array.from({ length: 200 }, () => till.count(1n)));
  expect(counted).toEqual(counted.map((_, place) => BigInt(place + 1)));
});

test('what is answered at once goes in one message', async () => {
  const sizes: number[] = [];
  channel.port1.on('message', (answers: readonly unknown[]) => sizes.push(answers.length));
  const asked = [till.together(), till.together(), till.together()];
  await till.release();
  expect(await Promise.all(asked)).toEqual(['safe', 'safe', 'safe']);
  expect(sizes).toEqual([4]);
});

test('an error keeps its code, and a bug is told where it happened and nowhere else', async () => {
  await expect(till.forbid()).rejects.toMatchObject({ code: 'BAD_ID', message: 'not that one' });
  expect(bugs).toEqual([]);
  const failed = till.break();
  await expect(failed).rejects.toMatchObject({ code: 'CALL_FAILED', message: 'till.break' });
  expect(bugs).toEqual(['till.break']);
});

test('what no face has is refused, also what every object inherits', async () => {
  await expect(till.missing()).rejects.toMatchObject({ code: 'CALL_FAILED' });
  const inherited = line.face<{ hasOwnProperty(name: string): Promise<never> }>('__proto__');
  await expect(inherited.hasOwnProperty('count')).rejects.toMatchObject({ code: 'CALL_FAILED' });
});

test('who is not answered is told so, and a late answer disturbs nobody', async () => {
  await expect(till.wait()).rejects.toMatchObject({ code: 'NO_ANSWER' });
  expect(await till.count(1n)).toBe(1n);
});

test('a thread that ends refuses what waits, and what comes later', async () => {
  const waiting = till.wait();
  channel.port2.close();
  await expect(waiting).rejects.toMatchObject({ code: 'THREAD_ENDED' });
  await expect(till.count(1n)).rejects.toMatchObject({ code: 'THREAD_ENDED' });
});

test('only so many questions wait', async () => {
  const waiting = Array.from({ length: CALLS_WAITING_MAX }, () => till.wait());
  await expect(till.count(1n)).rejects.toMatchObject({ code: 'TOO_MANY_CALLS' });
  line.close();
  const ends = await Promise.allSettled(waiting);
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
});
