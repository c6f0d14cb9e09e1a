import { useEffect, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatShort } from '../../format/decimal.ts';
import { zoneOffset } from '../../panels/chart/chart-bars.ts';
import { chartColours, plotColours } from '../../panels/chart/chart-colours.ts';
import { backtestsText } from '../../text/backtests.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { CurveChart } from '../../curves/curve-chart.ts';
import { curvePoints } from '../../curves/curve-points.ts';
import { showPercent } from './key-figures.ts';
import type { RunTrade } from './run-files.ts';
import { isAbsent, type Sheet } from './sheet.ts';

const SECOND_MS = 1_000;

/** Equity beside the benchmark and its fall below; the trade that is chosen stands on it. */
export function EquityPane({
  sheet,
  trade,
}: {
  readonly sheet: Sheet;
  readonly trade: RunTrade | null;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const theme = useSignal(preferences.theme);
  const zone = useSignal(preferences.zone);
  const isSafe = useSignal(preferences.isColourBlindSafe);
  const [isLogarithmic, setLogarithmic] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<CurveChart | null>(null);
  const name = isAbsent(sheet.benchmark) ? null : sheet.benchmark.name;
  useEffect(() => {
    if (host.current === null) return;
    const { curve, summary } = sheet;
    const opening = Number(summary.opening);
    const colours = chartColours();
    const opened = new CurveChart(host.current, colours, (value) => formatShort(value, grouping), {
      ahead: zoneOffset(zone, curvePoints(curve.at, curve.fall).at(-1)?.time ?? 0),
    });
    opened.addLine(
      curvePoints(curve.at, curve.equity.map(Number)),
      colours.accent,
      backtestsText.equityLine,
    );
    if (name !== null) {
      const beside = curve.benchmark.map((growth) => (growth === null ? null : growth * opening));
      opened.addLine(curvePoints(curve.at, beside), plotColours[1] ?? colours.text, name);
    }
    opened.addFall(curvePoints(curve.at, curve.fall), (value) => showPercent(value, grouping, 1));
    opened.setSpan(null);
    setChart(opened);
    return () => {
      setChart(null);
      opened.end();
    };
  }, [sheet, name, grouping, theme, isSafe, zone]);
  useEffect(() => chart?.setLogarithmic(isLogarithmic), [chart, isLogarithmic]);
  useEffect(() => {
    if (trade === null) return;
    const [first, last] = [Date.parse(trade.opened), Date.parse(trade.closed)];
    const isLong = trade.side === 'long';
    chart?.setMarks([
      { time: first / SECOND_MS, side: isLong ? 'buy' : 'sell', text: trade.side },
      { time: last / SECOND_MS, side: isLong ? 'sell' : 'buy', text: '' },
    ]);
  }, [chart, trade]);
  return (
    <section className="pane sheet__part" aria-label={backtestsText.equity}>
      <Head isLogarithmic={isLogarithmic} toggle={() => setLogarithmic(!isLogarithmic)} />
      <div
        ref={host}
        className="sheet__chart sheet__chart--tall"
        role="img"
        aria-label={backtestsText.equityHint(name)}
      />
    </section>
  );
}

function Head({
  isLogarithmic,
  toggle,
}: {
  readonly isLogarithmic: boolean;
  readonly toggle: () => void;
}): JSX.Element {
  return (
    <header className="sheet__head">
      <h3 className="pane__subtitle">{backtestsText.equity}</h3>
      <label className="sheet__switch">
        <input type="checkbox" checked={isLogarithmic} onChange={toggle} />
        {backtestsText.logarithmic}
      </label>
    </header>
  );
}
