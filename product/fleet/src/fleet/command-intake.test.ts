import { toStrategyId } from 'argosy/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CommandIntake } from './command-intake.ts';

const [one, two] = [toStrategyId('ONE'), toStrategyId('TWO')];

/** A disk that syncs when it is told. */
function aSync(): { readonly saved: Promise<void>; readonly end: (error?: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return {
    saved: promise,
    end: (error) => (error === undefined ? resolve() : reject(error)),
  };
}

const settled = (): Promise<void> => new Promise((go) => setImmediate(go));

test('a command waits for the state that counts it as sent, and those of others do not', async () => {
  const intake = new CommandIntake();
  const taken: string[] = [];
  const sync = aSync();
  intake.hold([one], sync.saved);
  intake.take(one, () => taken.push('first'));
  intake.take(one, () => taken.push('second'));
  intake.take(two, () => taken.push('of another'));
  await settled();
  expect(taken).toEqual(['of another']);
  sync.end();
  await intake.settle(one);
  expect(taken).toEqual(['of another', 'first', 'second']);
  intake.take(one, () => taken.push('at once'));
  expect(taken.at(-1)).toBe('at once');
});

test('where a state cannot be kept its command goes on: an end of something may hang on it', async () => {
  const intake = new CommandIntake();
  const taken: string[] = [];
  const sync = aSync();
  intake.hold([one], sync.saved);
  intake.take(one, () => taken.push('a cancel'));
  sync.end(new Error('the disk is full'));
  await intake.settle();
  expect(taken).toEqual(['a cancel']);
});

test('what was told as lost is never taken in, and what comes behind it is', async () => {
  const intake = new CommandIntake();
  const taken: string[] = [];
  const [before, behind] = [aSync(), aSync()];
  intake.hold([one], before.saved);
  intake.take(one, () => taken.push('lost'));
  intake.drop(one);
  intake.hold([one], behind.saved);
  intake.take(one, () => taken.push('anew'));
  behind.end();
  await intake.settle(one);
  before.end();
  await settled();
  expect(taken).toEqual(['anew']);
});

test('whenever the power goes, what was taken in has its state on the disk, in the order it was sent', async () => {
  const step = fc.constantFrom('send', 'sync', 'turn');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const intake = new CommandIntake();
      const syncs: { readonly count: number; readonly end: () => void }[] = [];
      const taken: number[] = [];
      let [sent, safe] = [0, 0];
      for (const what of steps) {
        if (what === 'send') {
          sent += 1;
          const count = sent;
          const { saved, end } = aSync();
          syncs.push({ count, end });
          intake.hold([one], saved);
          intake.take(one, () => taken.push(count));
        } else if (what === 'turn') await settled();
        else {
          const done = syncs.shift();
          safe = done?.count ?? safe;
          done?.end();
        }
        // The power goes here: what is in the record has to be in a state that is safe.
        expect(taken.at(-1) ?? 0).toBeLessThanOrEqual(safe);
      }
      for (const { end } of syncs) end();
      await intake.settle();
      expect(taken).toEqual(Array.from({ length: sent }, (_, at) => at + 1));
    }),
  );
});
