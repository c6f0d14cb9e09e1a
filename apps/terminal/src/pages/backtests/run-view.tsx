import type { Backtest } from '@argosy/contract';
import { useEffect, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { addressOf } from '../../app/routes.ts';
import { formatInstant } from '../../format/time.ts';
import { backtestsText } from '../../text/backtests.ts';
import { Button } from '../../ui/button.tsx';
import { download as save } from '../../ui/download.ts';
import { Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Comparison } from './comparison.tsx';
import { isUnderWay } from './eta.ts';
import { useDraftRun } from './run-form.tsx';
import { RunProgress } from './run-progress.tsx';
import { SheetView } from './sheet-view.tsx';
import { StatusSign } from './status-sign.tsx';
import { useSheet } from './use-sheet.ts';

const BUSY_MS = 1_000;

/** One run: how far it is, why it failed, or what it came to. */
export function RunView({
  id,
  runs,
  changed,
}: {
  readonly id: string;
  readonly runs: readonly Backtest[];
  readonly changed: () => void;
}): JSX.Element {
  const { link } = useTerminal();
  const [everyMs, setEveryMs] = useState<number | null>(BUSY_MS);
  const {
    value: run,
    problem,
    again,
  } = useAsk(
    (signal) => link.api.findBacktest({ params: { backtest: id }, signal }),
    [id],
    everyMs,
  );
  const hasEnded = run !== null && !isUnderWay(run);
  const newest = useRef(changed);
  useEffect(() => {
    newest.current = changed;
  });
  // Told once as it ends, however often what tells is made anew.
  useEffect(() => {
    if (!hasEnded) return;
    setEveryMs(null);
    newest.current();
  }, [hasEnded]);
  if (run === null) {
    return problem === null ? <Loading /> : <Failed problem={problem} again={again} />;
  }
  return (
    <article className="run" aria-label={run.title}>
      <RunHead run={run} runs={runs} again={again} />
      {run.status === 'failed' ? <Failure error={run.error ?? ''} /> : null}
      {run.status === 'done' ? <Results run={run} runs={runs} /> : null}
    </article>
  );
}

function RunHead({
  run,
  runs,
  again,
}: {
  readonly run: Backtest;
  readonly runs: readonly Backtest[];
  readonly again: () => void;
}): JSX.Element {
  const { link, routes, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const draft = useDraftRun();
  const cancel = async (): Promise<void> => {
    const { notices } = link;
    const answer = await link.api.cancelBacktest({ params: { backtest: run.id } });
    if (answer.ok) notices.tell({ level: 'info', text: backtestsText.cancelled(run.title) });
    else {
      const { title, detail, code, requestId } = answer.problem;
      notices.tell({
        level: 'error',
        text: `${backtestsText.notCancelled(run.title)}: ${title}`,
        detail: `${detail} · ${code} · ${requestId}`,
      });
    }
    again();
  };
  return (
    <header className="run__head pane">
      <h2 className="run__title">{run.title}</h2>
      <StatusSign status={run.status} />
      <span className="muted">{formatInstant(run.createdAt, zone)}</span>
      {isUnderWay(run) ? (
        <>
          <RunProgress run={run} />
          <Button onClick={() => void cancel()}>{backtestsText.cancel}</Button>
        </>
      ) : (
        <Button
          onClick={() => {
            draft.value = { title: run.title, request: run.request };
            routes.go(addressOf('backtests', 'new'));
          }}
        >
          {backtestsText.again}
        </Button>
      )}
      {run.status === 'done' ? <ComparePicker run={run} runs={runs} /> : null}
      {run.status === 'done' ? <Files run={run} /> : null}
    </header>
  );
}

function ComparePicker({
  run,
  runs,
}: {
  readonly run: Backtest;
  readonly runs: readonly Backtest[];
}): JSX.Element | null {
  const { routes, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const other = useSignal(routes.route).query.get('with') ?? '';
  const others = runs.filter(({ id, status }) => status === 'done' && id !== run.id);
  if (others.length === 0) return null;
  return (
    <label className="run__compare">
      {backtestsText.compareWith}{' '}
      <select
        className="input"
        value={other}
        onChange={({ target }) => routes.note('with', target.value === '' ? null : target.value)}
      >
        <option value="">{backtestsText.compareNone}</option>
        {others.map(({ id, title, createdAt }) => (
          <option key={id} value={id}>
            {title} · {formatInstant(createdAt, zone)}
          </option>
        ))}
      </select>
    </label>
  );
}

const files = ['sheet.html', 'sheet.json', 'result.json', 'trades.csv', 'fills.csv', 'equity.csv'];

function Files({ run }: { readonly run: Backtest }): JSX.Element {
  const { link } = useTerminal();
  const download = async (file: string): Promise<void> => {
    const answer = await link.api.readBacktestFile({ params: { backtest: run.id, file } });
    if (answer.ok) save(`${run.title} ${file}`, new Blob([Uint8Array.from(answer.value)]));
    else {
      const { title, detail, code, requestId } = answer.problem;
      link.notices.tell({
        level: 'error',
        text: `${backtestsText.notDownloaded(file)}: ${title}`,
        detail: `${detail} · ${code} · ${requestId}`,
      });
    }
  };
  return (
    <div className="run__files" role="group" aria-label={backtestsText.files}>
      {files.map((file) => (
        <Button key={file} kind="quiet" onClick={() => void download(file)}>
          {file}
        </Button>
      ))}
    </div>
  );
}

function Failure({ error }: { readonly error: string }): JSX.Element {
  return (
    <section className="run__failure pane" role="alert">
      <h3 className="down">{backtestsText.whyFailed}</h3>
      <pre className="mono">{error}</pre>
      <div>
        <Button onClick={() => void navigator.clipboard.writeText(error)}>
          {backtestsText.copyError}
        </Button>
      </div>
    </section>
  );
}

function Results({
  run,
  runs,
}: {
  readonly run: Backtest;
  readonly runs: readonly Backtest[];
}): JSX.Element {
  const { routes } = useTerminal();
  const other = useSignal(routes.route).query.get('with');
  const { sheet, problem, again, isUnknown } = useSheet(run.id);
  if (isUnknown) return <p className="pane run__failure">{backtestsText.unknownSheet}</p>;
  if (sheet === null) {
    return problem === null ? <Loading /> : <Failed problem={problem} again={again} />;
  }
  return (
    <>
      {other === null ? null : (
        <Comparison
          key={other}
          sheet={sheet}
          other={other}
          titles={[run.title, runs.find(({ id }) => id === other)?.title ?? backtestsText.other]}
        />
      )}
      <SheetView run={run} sheet={sheet} />
    </>
  );
}
