import { toTimestamp, unwrap } from 'argosy/core';
import { Log } from '@argosy/telemetry';
import { beforeEach, describe, expect, test } from 'vitest';

import { DataTasks, TASKS_KEPT_MAX, TASKS_WAITING_MAX, type TaskPlan } from './data-tasks.ts';

const now = (): ReturnType<typeof toTimestamp> => toTimestamp(1_795_146_300_000_000);
const log = new Log({ now }).logger();
let tasks: DataTasks;

beforeEach(() => {
  tasks = new DataTasks({ now, log });
});

function plan(run: TaskPlan['run'], more: Partial<TaskPlan> = {}): TaskPlan {
  return { kind: 'report', subject: 'quote A.B', user: 'u-1', run, ...more };
}

/** One that goes on until it is ended. */
const endless: TaskPlan['run'] = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('ended')));
  });

async function statusOf(id: string): Promise<readonly [string, string | null]> {
  await expect.poll(() => unwrap(tasks.find(id)).endedAt).not.toBeNull();
  const { status, error } = unwrap(tasks.find(id));
  return [status, error];
}

describe('a task', () => {
  test('is done with what it came to, and failed with what it said', async () => {
    const file = { name: 'a.csv', bytes: 3 };
    const good = unwrap(tasks.queue(plan(() => Promise.resolve({ file }))));
    const bad = unwrap(tasks.queue(plan(() => Promise.reject(new Error('line 3: no time')))));
    expect(await statusOf(good.id)).toEqual(['done', null]);
    expect(await statusOf(bad.id)).toEqual(['failed', 'line 3: no time']);
    expect(unwrap(tasks.find(good.id)).file).toEqual(file);
    expect(tasks.list().map(({ id }) => id)).toEqual([bad.id, good.id]);
  });

  test('is cancelled while it waits and while it runs, and not behind its end', async () => {
    const running = unwrap(tasks.queue(plan(endless)));
    const waiting = unwrap(tasks.queue(plan(endless)));
    await expect.poll(() => unwrap(tasks.find(running.id)).status).toBe('running');
    for (const { id } of [waiting, running]) expect(tasks.cancel(id).ok).toBe(true);
    expect(await statusOf(waiting.id)).toEqual(['cancelled', null]);
    expect(await statusOf(running.id)).toEqual(['cancelled', null]);
    expect(tasks.cancel(running.id)).toMatchObject({ refusal: { code: 'DATA_TASK_ENDED' } });
    expect(tasks.cancel('x')).toMatchObject({ refusal: { code: 'DATA_TASK_UNKNOWN' } });
  });

  test('that takes too long has failed', async () => {
    tasks = new DataTasks({ now, log, deadlineMillis: 5 });
    const { id } = unwrap(tasks.queue(plan(endless)));
    expect(await statusOf(id)).toEqual(['failed', 'ended']);
  });
});

test('no more wait than there is room for', () => {
  for (let at = 0; at < TASKS_WAITING_MAX; at += 1)
    expect(tasks.queue(plan(endless)).ok).toBe(true);
  expect(tasks.queue(plan(endless))).toMatchObject({ refusal: { code: 'DATA_QUEUE_FULL' } });
});

test('the oldest that have ended are forgotten, with what they left', async () => {
  const forgotten: string[] = [];
  const done = plan(() => Promise.resolve({}), { forget: (id) => forgotten.push(id) });
  const first = unwrap(tasks.queue(done)).id;
  for (let at = 0; at < TASKS_KEPT_MAX + 1; at += 1) {
    const { id } = unwrap(tasks.queue(done));
    await expect.poll(() => unwrap(tasks.find(id)).endedAt).not.toBeNull();
  }
  expect([forgotten, tasks.list().length]).toEqual([[first], TASKS_KEPT_MAX + 1]);
});

test('an end ends what runs and begins nothing', async () => {
  const ids = [1, 2].map(() => unwrap(tasks.queue(plan(endless))).id);
  await expect.poll(() => unwrap(tasks.find(ids[0] ?? '')).status).toBe('running');
  await tasks.stop();
  expect(tasks.list().filter(({ status }) => status === 'running')).toEqual([]);
});
