import './chart.css';

import type { Instrument } from '@argosy/contract';
import { useEffect, useRef, useState, type JSX, type KeyboardEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatInstant } from '../../format/time.ts';
import { chartText } from '../../text/chart.ts';
import { hoursText } from '../../text/hours.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { Empty, Failed, Loading } from '../../ui/state.tsx';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';
import { IndicatorDialog } from './indicator-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import type { PriceChart } from './price-chart.ts';
import { frameNames, parseTimeframe, timeframes, type Timeframe } from './timeframe.ts';
import { chosenOf, styleOf, styles, timeframeOf } from './chart-state.ts';
import { useChart, type ChartHold } from './use-chart.ts';
import { useCountdown } from './use-countdown.ts';
import { legendParts } from './chart-legend.ts';

/** The chart: prices of an instrument, live, with orders and fills on it. */
export const chartKind: PanelKind = {
  kind: 'chart',
  title: chartText.title,
  isLinked: true,
  hours: { of: 'instrument', means: hoursText.means.chart },
  render: (panel) => <Chart panel={panel} />,
};

function Chart({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const id = useSignal(panel.instrument);
  const instrument = useMaybeSignal(id === null ? null : link.instruments.find(id));
  if (id === null) return <Empty title={chartText.choose} />;
  return instrument === null ? <Loading /> : <ChartOf panel={panel} instrument={instrument} />;
}

function ChartOf({
  panel,
  instrument,
}: {
  readonly panel: Panel;
  readonly instrument: Instrument;
}): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLDivElement>(null);
  const left = useRef<HTMLSpanElement>(null);
  const [isChoosing, setChoosing] = useState(false);
  const timeframe = timeframeOf(panel);
  const hold = useChart(
    { host, legend },
    { instrument, timeframe, style: styleOf(panel), chosen: chosenOf(panel) },
  );
  const { chart, moving, setMoving } = hold;
  useCountdown(left, chart, timeframe);
  return (
    <div className="chart">
      <ChartBarTools
        panel={panel}
        chart={chart}
        instrument={instrument}
        choose={() => setChoosing(true)}
      />
      <div className="chart__line">
        <div ref={legend} className="chart__legend" />
        <span ref={left} className="chart__left number" title={chartText.barLeft} />
      </div>
      <ChartCanvas
        host={host}
        chart={chart}
        instrument={instrument}
        choose={(chosen) => panel.set({ timeframe: chosen.name })}
      />
      <ChartCover hold={hold} />
      <a className="chart__by" href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
        {chartText.by}
      </a>
      {isChoosing ? <IndicatorDialog panel={panel} onClose={() => setChoosing(false)} /> : null}
      {moving === null ? null : (
        <MoveDialog move={moving} tick={instrument.tick} onClose={() => setMoving(null)} />
      )}
    </div>
  );
}

/** What stands over a chart that has nothing to show. */
function ChartCover({ hold }: { readonly hold: ChartHold }): JSX.Element | null {
  const { problem, isLoading, isEmpty, reload } = hold;
  if (problem === null && !isLoading && !isEmpty) return null;
  return (
    <div className="chart__over">
      {problem === null ? null : <Failed problem={problem} again={reload} />}
      {problem === null && isLoading ? <Loading /> : null}
      {problem === null && !isLoading ? <Empty title={chartText.noBars} /> : null}
    </div>
  );
}

function ChartBarTools({
  panel,
  chart,
  instrument,
  choose,
}: {
  readonly panel: Panel;
  readonly chart: { readonly current: PriceChart | null };
  readonly instrument: Instrument;
  readonly choose: () => void;
}): JSX.Element {
  const current = timeframeOf(panel);
  return (
    <header className="chart__tools">
      <strong className="chart__name" title={instrument.id}>
        {instrument.id}
      </strong>
      <div role="group" aria-label={chartText.timeframe} className="chart__frames">
        {timeframes.map((timeframe) => (
          <button
            key={timeframe.name}
            type="button"
            className="chart__frame"
            aria-pressed={timeframe === current}
            onClick={() => panel.set({ timeframe: timeframe.name })}
          >
            {timeframe.name}
          </button>
        ))}
      </div>
      <select
        className="input chart__style"
        aria-label={chartText.style}
        value={styleOf(panel)}
        onChange={({ target }) => panel.set({ style: target.value })}
      >
        {styles.map((style) => (
          <option key={style} value={style}>
            {chartText.styles[style]}
          </option>
        ))}
      </select>
      <Tool icon="indicators" onClick={choose} />
      <Tool icon="reset" onClick={() => chart.current?.reset()} />
      <Tool icon="picture" onClick={() => savePicture(chart.current, instrument.id)} />
    </header>
  );
}

/** Lines on a field of 16 by 16. */
const icons = {
  indicators: 'M1 13l4-6 3 3 6-8M1 9c3-5 6 5 13-2',
  reset: 'M2 8h8M7 5l3 3-3 3M13 3v10',
  picture: 'M2 5h3l1-2h4l1 2h3v8H2zM8 6.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
} as const;

/** Its word goes where the panel is narrow, its sign stays. */
function Tool({
  icon,
  onClick,
}: {
  readonly icon: keyof typeof icons;
  readonly onClick: () => void;
}): JSX.Element {
  const name = chartText[icon];
  return (
    <Button kind="quiet" className="chart__tool" aria-label={name} title={name} onClick={onClick}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="page-icon">
        <path d={icons[icon]} />
      </svg>
      <span className="chart__word">{name}</span>
    </Button>
  );
}

const SECOND_MS = 1_000;
const ZOOM = 1.2;
const PAN_BARS = 10;

function ChartCanvas({
  host,
  chart,
  instrument,
  choose,
}: {
  readonly host: React.RefObject<HTMLDivElement | null>;
  readonly chart: { readonly current: PriceChart | null };
  readonly instrument: Instrument;
  readonly choose: (timeframe: Timeframe) => void;
}): JSX.Element {
  const [typed, setTyped] = useState('');
  const [spoken, read] = useSpoken(chart, instrument);
  const found = parseTimeframe(typed);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typed !== '' && event.code === 'Enter') {
      if (found !== null) choose(found);
      setTyped('');
    } else if (event.code === 'Escape') setTyped('');
    else if (/^\d$/u.test(event.key) || (typed !== '' && /^[a-z]$/iu.test(event.key))) {
      setTyped(typed + event.key);
    } else if (!moveChart(chart.current, event, read)) return;
    event.preventDefault();
  };
  useEffect(() => {
    if (typed === '') return;
    const FORGET_MS = 3_000;
    const timer = setTimeout(() => setTyped(''), FORGET_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div
      className="chart__canvas"
      role="application"
      aria-label={chartText.describe(instrument.id)}
      tabIndex={0}
      onKeyDown={onKey}
      onBlur={() => chart.current?.endReading()}
    >
      <div ref={host} className="chart__host" />
      <output className="hidden-text">{spoken}</output>
      {typed === '' ? null : (
        <output className={`chart__typed ${found === null ? 'down' : ''}`}>
          {found === null ? chartText.noTimeframe(typed, frameNames) : chartText.typed(typed)}
        </output>
      )}
    </div>
  );
}

/** What a bar says in words, for who hears it: told as somebody goes from bar to bar, never as prices move. */
function useSpoken(
  chart: { readonly current: PriceChart | null },
  { pricePrecision }: Instrument,
): readonly [string, (by: number) => void] {
  const { preferences } = useTerminal();
  const [spoken, setSpoken] = useState('');
  const read = (by: number): void => {
    const reading = chart.current?.step(by) ?? null;
    if (reading === null) return;
    const grouping = preferences.grouping.peek();
    const parts = legendParts(reading, { precision: pricePrecision, grouping });
    const at = formatInstant(reading.bar.time * SECOND_MS, preferences.zone.peek());
    setSpoken([at, ...parts.map(({ text }) => text)].join(', '));
  };
  return [spoken, read];
}

function moveChart(
  chart: PriceChart | null,
  { key, shiftKey }: KeyboardEvent,
  read: (by: number) => void,
): boolean {
  if (chart === null) return false;
  const way = key === 'ArrowLeft' ? -1 : 1;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    if (shiftKey) read(way);
    else chart.pan(way * PAN_BARS);
  } else if (key === '+' || key === '=') chart.zoom(ZOOM);
  else if (key === '-') chart.zoom(1 / ZOOM);
  else if (key === 'r' || key === 'R') chart.reset();
  else return false;
  return true;
}

function savePicture(chart: PriceChart | null, instrument: string): void {
  chart?.picture().toBlob((blob) => {
    if (blob === null) return;
    download(`${instrument}.png`, blob);
  });
}
