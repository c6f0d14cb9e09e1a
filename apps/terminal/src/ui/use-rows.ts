import type { ReadonlySignal } from '@preact/signals-core';
import { useEffect, useState } from 'react';

/** Longer than rows slide (`useRowMotion`): what comes and goes at once, as an order that fills, moves nothing twice. */
const CALM_MS = 160;

/** Rows that change now and then: at once, and at most some times a second where much happens. */
export function useRows<Row>(signal: ReadonlySignal<readonly Row[]>): readonly Row[] {
  const [rows, setRows] = useState(signal.peek());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isFresh = false;
    const show = (): void => {
      setRows(signal.peek());
      isFresh = false;
      timer = setTimeout(() => {
        timer = null;
        if (isFresh) show();
      }, CALM_MS);
    };
    const stop = signal.subscribe(() => {
      isFresh = true;
      if (timer === null) show();
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [signal]);
  return rows;
}
