import { useEffect, useLayoutEffect, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatExactTime } from '../../format/time.ts';
import { strategiesText } from '../../text/strategies.ts';
import { Button } from '../../ui/button.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { linesAsText, logLevels, LogTail, type NumberedLine } from './log-tail.ts';

/** What a strategy logs, as it does; opened anew for another strategy. */
export function LogView({ strategy }: { readonly strategy: string }): JSX.Element {
  const { link } = useTerminal();
  const [tail, setTail] = useState<LogTail | null>(null);
  useEffect(() => {
    const opened = new LogTail({ source: link.stream, frames: link.frames }, strategy);
    setTail(opened);
    return () => opened.end();
  }, [link, strategy]);
  return (
    <section className="detail__part log" aria-label={strategiesText.logOf(strategy)}>
      {tail === null ? null : <LogPane tail={tail} strategy={strategy} />}
    </section>
  );
}

/** Nearer to the end than this is at the end. */
const END_PX = 8;

function LogPane({
  tail,
  strategy,
}: {
  readonly tail: LogTail;
  readonly strategy: string;
}): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const lines = useSignal(tail.lines);
  const waiting = useSignal(tail.waiting);
  const refusal = useSignal(tail.refusal);
  const isEmpty = useSignal(tail.isEmpty);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && waiting === null) element.scrollTop = element.scrollHeight;
  }, [lines, waiting]);
  const empty = refusal ?? (isEmpty ? strategiesText.logEmpty : strategiesText.logNone);
  return (
    <>
      <LogHead tail={tail} lines={lines} />
      <div
        ref={list}
        className="log__lines mono"
        role="log"
        tabIndex={0}
        aria-label={strategiesText.logOf(strategy)}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          if (scrollTop + clientHeight >= scrollHeight - END_PX) tail.resume();
          else tail.pause();
        }}
      >
        {lines.length === 0 ? <p className="muted">{empty}</p> : null}
        {lines.map((line) => (
          <p key={line.number} className={`log__line log__line--${line.level}`}>
            <span className="log__at">{formatExactTime(line.at, zone)}</span>{' '}
            <span className="log__level">{line.level.toUpperCase()}</span> {line.text}
            <span className="muted"> {showFields(line)}</span>
          </p>
        ))}
      </div>
      {waiting === null ? null : (
        <Button className="log__resume" onClick={() => tail.resume()}>
          {strategiesText.logPaused(waiting)}
        </Button>
      )}
    </>
  );
}

function LogHead({
  tail,
  lines,
}: {
  readonly tail: LogTail;
  readonly lines: readonly NumberedLine[];
}): JSX.Element {
  const level = useSignal(tail.level);
  const [isCopied, setCopied] = useState(false);
  return (
    <header className="log__head">
      <h3 className="pane__subtitle">{strategiesText.log}</h3>
      <select
        className="input log__filter"
        aria-label={strategiesText.logLevel}
        value={level}
        onChange={({ target }) => {
          tail.level.value = logLevels.find((known) => known === target.value) ?? 'debug';
        }}
      >
        {logLevels.map((name) => (
          <option key={name} value={name}>
            {strategiesText.levels[name]}
          </option>
        ))}
      </select>
      <Button
        kind="quiet"
        onBlur={() => setCopied(false)}
        onClick={() => {
          void navigator.clipboard.writeText(linesAsText(lines)).then(() => setCopied(true));
        }}
      >
        {isCopied ? strategiesText.logCopied : strategiesText.logCopy}
      </Button>
    </header>
  );
}

function showFields({ fields }: NumberedLine): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ');
}
