import { toTimestamp } from 'argosy/core';
import type { AuditEntry } from '@argosy/storage';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Records } from '../../platform/records.ts';
import { AuditTrail, WAITING_MAX } from './audit-trail.ts';

/** Each write that is under way, by the actions of its entries, until the test answers it. */
type Write = { readonly actions: readonly string[]; readonly answer: (error?: Error) => void };

let writes: Write[];
let trail: AuditTrail;

/** Records that answer when the test says so. */
const appendAudit: Records['appendAudit'] = (entries) =>
  new Promise((resolve, reject) => {
    const actions = entries.map(({ action }) => action);
    const answer = (error?: Error): void => {
      if (error === undefined) resolve({ sequence: 0, hash: new Uint8Array() });
      else reject(error);
    };
    writes.push({ actions, answer });
  });

const strict = { mayBeSpare: false };

beforeEach(() => {
  vi.useFakeTimers();
  writes = [];
  trail = new AuditTrail({ appendAudit });
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

describe('with a place ahead of the records', () => {
  let ahead: AuditEntry[];
  let forgotten: number;
  let left: unknown[];
  let spare: AuditEntry[];
  let isFull: boolean;

  beforeEach(() => {
    [ahead, forgotten, left, spare, isFull] = [[], 0, [], [], false];
    trail = new AuditTrail(
      { appendAudit },
      {
        ahead: {
          keep: async (entry) => {
            if (isFull) throw new Error('no room');
            ahead.push(entry);
            return 0;
          },
          forget: () => (forgotten += 1),
          close: async () => {},
        },
        spare: { keep: async (entries) => void spare.push(...entries) },
        onLeft: (error) => left.push(error),
      },
    );
  });

  test('what is begun waits for that place alone, and the records get it within 20 ms', async () => {
    await trail.begin(anEntry('begun'), strict);
    expect([ahead.length, writes.length]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(20);
    expect(actions()).toEqual([['begun']]);
    expect(forgotten).toBe(0);
    writes[0]?.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect([forgotten, left]).toEqual([1, []]);
  });

  test('once the records have failed what is begun waits for them, until they have taken something', async () => {
    await trail.begin(anEntry('a'), strict);
    await vi.advanceTimersByTimeAsync(20);
    writes[0]?.answer(new Error('gone'));
    await vi.advanceTimersByTimeAsync(0);
    expect(spare.map(({ action }) => action)).toEqual(['a']);
    const refused = trail.begin(anEntry('b'), strict).catch(String);
    await vi.advanceTimersByTimeAsync(0);
    writes[1]?.answer(new Error('still gone'));
    expect(await refused).toBe('Error: still gone');
    const taken = trail.begin(anEntry('c'), strict);
    await vi.advanceTimersByTimeAsync(0);
    writes[2]?.answer();
    await taken;
    await trail.begin(anEntry('d'), strict);
    expect(ahead.map(({ action }) => action)).toEqual(['a', 'd']);
  });

  test('while the records are slow what is begun waits for them', async () => {
    await trail.begin(anEntry('a'), strict);
    await vi.advanceTimersByTimeAsync(20 + 251);
    const waits = trail.begin(anEntry('b'), strict);
    await vi.advanceTimersByTimeAsync(0);
    expect(ahead.map(({ action }) => action)).toEqual(['a']);
    writes[0]?.answer();
    await vi.advanceTimersByTimeAsync(0);
    writes[1]?.answer();
    await waits;
  });

  test('where that place fails the records have to answer for it', async () => {
    isFull = true;
    const waits = trail.begin(anEntry('a'), strict);
    await vi.advanceTimersByTimeAsync(0);
    expect(actions()).toEqual([['a']]);
    writes[0]?.answer();
    await waits;
    expect(left).toEqual([new Error('no room')]);
  });

  test('what only reduces risk is kept in the spare place where the records do not answer', async () => {
    isFull = true;
    const waits = trail.begin(anEntry('cancel'), { mayBeSpare: true });
    await vi.advanceTimersByTimeAsync(1_000);
    await waits;
    expect(spare.map(({ action }) => action)).toEqual(['cancel']);
    writes[0]?.answer();
  });
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
