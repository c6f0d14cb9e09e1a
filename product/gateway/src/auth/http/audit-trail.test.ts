import { toTimestamp } from 'argosy/core';
import type { AuditEntry } from '@argosy/storage';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { AuditTrail, WAITING_MAX } from './audit-trail.ts';

/** Each write that is under way, by the actions of its entries, until the test answers it. */
type Write = { readonly actions: readonly string[]; readonly answer: (error?: Error) => void };

let writes: Write[];
let trail: AuditTrail;

beforeEach(() => {
  vi.useFakeTimers();
  writes = [];
  trail = new AuditTrail({
    appendAudit: (entries) =>
      new Promise((resolve, reject) => {
        const actions = entries.map(({ action }) => action);
        const answer = (error?: Error): void => {
          if (error === undefined) resolve({ sequence: 0, hash: new Uint8Array() });
          else reject(error);
        };
        writes.push({ actions, answer });
      }),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

test('what comes while others are written is written together, in its order', async () => {
  const kept = ['a', 'b', 'c'].map((action) => trail.write(anEntry(action)));
  expect(actions()).toEqual([['a']]);
  writes[0]?.answer();
  await kept[0];
  expect(actions()).toEqual([['a'], ['b', 'c']]);
  writes[1]?.answer();
  await Promise.all(kept);
});

test('what nothing is held up for goes with the next entry that something is', async () => {
  const aside = trail.writeAside(anEntry('done'));
  expect(writes).toHaveLength(0);
  const kept = trail.write(anEntry('begun'));
  expect(actions()).toEqual([['done', 'begun']]);
  writes[0]?.answer();
  await Promise.all([aside, kept]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(writes).toHaveLength(1);
});

test('and by itself after 20 ms where none comes', async () => {
  const aside = trail.writeAside(anEntry('done'));
  await vi.advanceTimersByTimeAsync(19);
  expect(writes).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(actions()).toEqual([['done']]);
  writes[0]?.answer();
  await aside;
});

test('what comes aside while others are written waits for its own turn, not for ever', async () => {
  const kept = trail.write(anEntry('begun'));
  const aside = trail.writeAside(anEntry('done'));
  writes[0]?.answer();
  await kept;
  await vi.advanceTimersByTimeAsync(20);
  expect(actions()).toEqual([['begun'], ['done']]);
  writes[1]?.answer();
  await aside;
});

test('whose write fails is told so, and the next one is tried', async () => {
  const failed = trail.write(anEntry('a'));
  const kept = trail.write(anEntry('b'));
  writes[0]?.answer(new Error('the disk is full'));
  await expect(failed).rejects.toThrow('the disk is full');
  writes[1]?.answer();
  await kept;
});

test('at the end all that was given is kept', async () => {
  const first = trail.write(anEntry('begun'));
  const asides = ['done', 'done too'].map((action) => trail.writeAside(anEntry(action)));
  const settled = trail.settle();
  writes[0]?.answer();
  await first;
  await vi.advanceTimersByTimeAsync(0);
  expect(actions()).toEqual([['begun'], ['done', 'done too']]);
  writes[1]?.answer();
  await Promise.all([...asides, settled]);
});

test('only so many wait', async () => {
  const first = trail.write(anEntry('a'));
  const asides = Array.from({ length: WAITING_MAX }, () => trail.writeAside(anEntry('done')));
  await expect(trail.write(anEntry('b'))).rejects.toThrow('wait for the audit already');
  const settled = trail.settle();
  for (let write = 0; write <= WAITING_MAX / 500; write += 1) {
    writes[write]?.answer();
    await vi.advanceTimersByTimeAsync(0);
  }
  await Promise.all([first, ...asides, settled]);
});

function actions(): readonly (readonly string[])[] {
  return writes.map((write) => write.actions);
}

function anEntry(action: string): AuditEntry {
  return {
    at: toTimestamp(0),
    actor: 'u1',
    action,
    subject: '',
    outcome: 'begun',
    address: null,
    request: null,
    cause: null,
    before: null,
    after: null,
    detail: '',
  };
}
