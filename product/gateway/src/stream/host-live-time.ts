import type { LiveTime } from '@argosy/bridge';

const MICROS_PER_MS = 1_000;

/** The clocks and the timers of the thread it runs in. */
export function hostLiveTime(): LiveTime {
  return {
    wall: () => Date.now() * MICROS_PER_MS,
    elapsed: () => performance.now() * MICROS_PER_MS,
    after: (delayUs, run) => {
      const timer = setTimeout(run, Math.ceil(delayUs / MICROS_PER_MS));
      return () => clearTimeout(timer);
    },
    soon: (run) => {
      setImmediate(run);
    },
  };
}
