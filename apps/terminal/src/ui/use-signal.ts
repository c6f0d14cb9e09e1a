import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** What a signal holds, in a component: it renders again when that has changed. Never for what ticks. */
export function useSignal<T>(source: ReadonlySignal<T>): T {
  const subscribe = useCallback(
    (changed: () => void) => {
      let isFirst = true;
      return effect(() => {
        void source.value;
        if (isFirst) isFirst = false;
        else changed();
      });
    },
    [source],
  );
  const read = (): T => source.peek();
  return useSyncExternalStore(subscribe, read, read);
}

const nothing = signal(null);

/** The same where there may be no signal yet. */
export function useMaybeSignal<T>(source: ReadonlySignal<T> | null): T | null {
  const known: ReadonlySignal<T | null> = useMemo(() => source ?? nothing, [source]);
  return useSignal(known);
}
