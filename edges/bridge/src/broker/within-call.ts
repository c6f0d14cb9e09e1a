import type { Answered, Call } from './call.ts';
import { brokerRefusal } from './refusals.ts';

/** Runs something once, so many milliseconds later; gives back what calls it off. */
export type Timer = (delayMs: number, run: () => void) => () => void;

/**
 * The answer of some work within the bounds of a call: `TIMED_OUT` or `ABORTED` where it takes too long. The work goes on,
 * unless it minds the signal itself; what comes of it then nobody hears.
 *
 * @example
 * return answerWithin(call, timer, this.#fetchBars(spec, call.signal));
 */
export function answerWithin<Value>(
  call: Call,
  timer: Timer,
  work: Answered<Value>,
): Answered<Value> {
  const { timeoutMs, signal } = call;
  if (signal?.aborted === true) return Promise.resolve(brokerRefusal('ABORTED', 'before it began'));
  return new Promise((resolve, reject) => {
    const onAbort = (): void => finish(() => resolve(brokerRefusal('ABORTED', 'on the way')));
    const stopTimer = timer(timeoutMs, () => {
      finish(() => resolve(brokerRefusal('TIMED_OUT', `after ${timeoutMs} ms`)));
    });
    const finish = (settle: () => void): void => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    work.then(
      (answer) => finish(() => resolve(answer)),
      (error: unknown) => finish(() => reject(error)),
    );
  });
}
