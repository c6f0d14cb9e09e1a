import { useEffect, useRef } from 'react';

import { useTerminal } from '../app/context.tsx';
import type { KeyBinding } from './keys.ts';

/** Adds keys while a component is there; what they run may close over what it renders. */
export function useKeys(bindings: readonly KeyBinding[]): void {
  const { keys } = useTerminal();
  const newest = useRef(bindings);
  useEffect(() => {
    newest.current = bindings;
  });
  const names = bindings.map(({ id, chord }) => `${id} ${chord}`).join('|');
  useEffect(() => {
    const stable = newest.current.map((binding, at) => ({
      ...binding,
      run: () => newest.current[at]?.run(),
    }));
    return keys.add(stable);
  }, [keys, names]);
}
