import type { Backtest } from '@argosy/contract';
import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { addressOf } from '../../app/routes.ts';
import { formatInstant } from '../../format/time.ts';
import { backtestsText } from '../../text/backtests.ts';
import { Button } from '../../ui/button.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { RunProgress } from './run-progress.tsx';
import { StatusSign } from './status-sign.tsx';

/** The runs there are, the newest first. */
export function RunList({
  runs,
  chosen,
}: {
  readonly runs: readonly Backtest[];
  readonly chosen: string | null;
}): JSX.Element {
  const { routes, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = runs.filter(({ title }) => title.toLowerCase().includes(wanted));
  return (
    <nav className="run-list pane" aria-label={backtestsText.runs}>
      <div className="run-list__head">
        <Button kind="primary" onClick={() => routes.go(addressOf('backtests', 'new'))}>
          {backtestsText.newRun}
        </Button>
        <input
          className="input"
          type="search"
          aria-label={backtestsText.filter}
          placeholder={backtestsText.filter}
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="run-list__none muted">
          {runs.length === 0 ? backtestsText.none : backtestsText.nothingFound}
        </p>
      ) : null}
      <ul className="run-list__runs">
        {shown.map((run) => (
          <li key={run.id}>
            <a
              className="run-list__run"
              href={addressOf('backtests', run.id)}
              aria-current={run.id === chosen ? 'page' : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                routes.go(addressOf('backtests', run.id));
              }}
            >
              <span className="run-list__title">{run.title}</span>
              <span className="run-list__about">
                <StatusSign status={run.status} />
                <span className="muted">{formatInstant(run.createdAt, zone)}</span>
              </span>
              {run.status === 'running' ? <RunProgress run={run} /> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
