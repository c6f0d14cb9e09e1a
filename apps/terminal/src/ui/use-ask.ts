import type { Problem } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** What was asked of the server: what it said last stays while it is asked again. */
export type Asked<T> = {
  readonly value: T | null;
  /** Why the last time went wrong; null where it went well. */
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  /** When the value came, in milliseconds. */
  readonly at: number | null;
  /** Asks again now. */
  readonly again: () => void;
};

/**
 * Asks the server something, and again at an interval where one is given; not while the page is hidden.
 *
 * @example
 * const jobs = useAsk((signal) => link.api.listJobs({ signal }), [], 1_000);
 */
export function useAsk<T>(
  ask: (signal: AbortSignal) => Promise<ApiResult<T>>,
  of: readonly unknown[],
  everyMs: number | null = null,
): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again'>>(nothingYet);
  const newest = useRef(ask);
  const running = useRef<AbortController | null>(null);
  useEffect(() => {
    newest.current = ask;
  });
  const key = JSON.stringify(of);
  const again = useCallback(() => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setState((before) => ({ ...before, isLoading: true }));
    void newest.current(control.signal).then((answer) => {
      if (control.signal.aborted) return;
      setState((before) =>
        answer.ok
          ? { value: answer.value, problem: null, isLoading: false, at: Date.now() }
          : { ...before, problem: answer.problem, isLoading: false },
      );
    });
  }, []);
  useEffect(() => {
    setState(nothingYet);
    again();
    return () => running.current?.abort();
  }, [again, key]);
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs, key]);
  return { ...state, again };
}

const nothingYet = { value: null, problem: null, isLoading: true, at: null } as const;
