import '../../ui/blotter.css';
import '../../ui/pane.css';
import './backtests.css';

import type { Backtest } from '@argosy/contract';
import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import type { Route } from '../../app/routes.ts';
import { Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { isUnderWay } from './eta.ts';
import { RunForm } from './run-form.tsx';
import { RunList } from './run-list.tsx';
import { RunView } from './run-view.tsx';

const BUSY_MS = 1_000;
const IDLE_MS = 10_000;
const RUNS = 100;
const NEW = 'new';

/** Backtests: those there are, a new one, and what each came to. */
export function BacktestsPage(): JSX.Element {
  const { link, routes } = useTerminal();
  const route = useSignal(routes.route);
  const [everyMs, setEveryMs] = useState(BUSY_MS);
  const asked = useAsk(
    (signal) => link.api.listBacktests({ query: { size: RUNS }, signal }),
    [],
    everyMs,
  );
  const runs = asked.value?.items ?? null;
  const wanted = runs?.some(isUnderWay) === true ? BUSY_MS : IDLE_MS;
  if (runs !== null && wanted !== everyMs) setEveryMs(wanted);
  if (runs === null) {
    return asked.problem === null ? (
      <Loading />
    ) : (
      <Failed problem={asked.problem} again={asked.again} />
    );
  }
  const chosen = chosenOf(route, runs);
  return (
    <div className="backtests">
      <RunList runs={runs} chosen={chosen} />
      {chosen === NEW ? (
        <RunForm queued={asked.again} />
      ) : (
        <RunView key={chosen} id={chosen} runs={runs} changed={asked.again} />
      )}
    </div>
  );
}

/** What the address says; else the newest run, or the form where there is none. */
function chosenOf({ page, rest }: Route, runs: readonly Backtest[]): string {
  const named = page === 'backtests' ? rest[0] : undefined;
  return named ?? runs[0]?.id ?? NEW;
}
