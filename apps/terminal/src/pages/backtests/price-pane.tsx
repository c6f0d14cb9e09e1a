import { useEffect, useRef, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber } from '../../format/decimal.ts';
import { zoneOffset } from '../../panels/chart/chart-bars.ts';
import { chartColours } from '../../panels/chart/chart-colours.ts';
import { backtestsText } from '../../text/backtests.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { CurveChart } from '../../curves/curve-chart.ts';
import { curvePoints, spanAround } from '../../curves/curve-points.ts';
import { fillsOf, type RunFill, type RunTrade } from './run-files.ts';

const SECOND_MS = 1_000;

/** The prices of a trade's instrument as the run's fills saw them, with the fills of the trade. */
export function PricePane({
  fills,
  trade,
}: {
  readonly fills: readonly RunFill[];
  readonly trade: RunTrade | null;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const theme = useSignal(preferences.theme);
  const zone = useSignal(preferences.zone);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null || trade === null) return;
    const own = fills.filter(({ instrument }) => instrument === trade.instrument);
    const points = curvePoints(
      own.map(({ time }) => time),
      own.map(({ mid }) => mid),
    );
    const [first, last] = [points.at(0)?.time, points.at(-1)?.time];
    if (first === undefined || last === undefined) return;
    const colours = chartColours();
    const chart = new CurveChart(
      host.current,
      colours,
      (value) => formatNumber(value, 2, grouping),
      { ahead: zoneOffset(zone, last) },
    );
    chart.addLine(points, colours.text, trade.instrument);
    chart.setMarks(
      fillsOf(fills, trade).map(({ time, side, qty, price }) => ({
        time: Date.parse(time) / SECOND_MS,
        side,
        text: `${qty} @ ${formatNumber(price, 2, grouping)}`,
      })),
    );
    chart.setSpan(spanAround(trade, [first, last]));
    return () => chart.end();
  }, [fills, trade, grouping, theme, zone]);
  const title = trade === null ? backtestsText.chooseTrade : backtestsText.prices(trade.instrument);
  return (
    <section className="pane sheet__part" aria-label={title}>
      <h3 className="pane__subtitle">{title}</h3>
      <div ref={host} className="sheet__chart" role="img" aria-label={title} />
    </section>
  );
}
