import type { Bar, EquityCurve, Instrument } from '@argosy/contract';
import { useEffect, useMemo, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { CurveChart } from '../../curves/curve-chart.ts';
import { curvePoints } from '../../curves/curve-points.ts';
import { formatChange, formatNumber } from '../../format/decimal.ts';
import { formatTime } from '../../format/time.ts';
import { chartColours, plotColours } from '../../panels/chart/chart-colours.ts';
import { portfolioText } from '../../text/portfolio.ts';
import { SelectField } from '../../ui/field.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { benchmarkValues, growthOf } from './benchmark.ts';

const AGAIN_MS = 30_000;
const MINUTES = '1-MINUTE-LAST-EXTERNAL';
const NONE = '';
const noBars: readonly Bar[] = [];

/** A curve that moves by less than this needs its hundredths to be read. */
const FINE_SPAN = 20;

/** What an account was worth since the node began, beside an index that began where it did. */
export function Equity({ account }: { readonly account: string }): JSX.Element {
  const { link } = useTerminal();
  const curve = useAsk(
    (signal) => link.api.readEquity({ params: { account }, signal }),
    [account],
    AGAIN_MS,
  );
  const indices = useAsk(
    (signal) => link.api.listInstruments({ query: { kind: 'index' }, signal }),
    [],
  );
  const known = indices.value?.items ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const benchmark = chosen ?? known[0]?.id ?? NONE;
  const tools = (
    <div className="page__tools">
      <SelectField
        label={portfolioText.benchmark}
        value={benchmark}
        options={[{ value: NONE, label: portfolioText.noBenchmark }, ...known.map(optionOf)]}
        onPick={setChosen}
      />
    </div>
  );
  return (
    <Part title={portfolioText.equity} tools={tools}>
      <Answer of={curve} isEmpty={({ points }) => points.length < 2} empty={portfolioText.noEquity}>
        {(value) =>
          benchmark === NONE ? (
            <EquityChart curve={value} benchmark={NONE} bars={noBars} />
          ) : (
            <BesideIndex curve={value} benchmark={benchmark} />
          )
        }
      </Answer>
    </Part>
  );
}

function optionOf({ id }: Instrument): { readonly value: string; readonly label: string } {
  return { value: id, label: id };
}

type Shown = { readonly curve: EquityCurve; readonly benchmark: string };

/** The index is asked for again with each point of the account. */
function BesideIndex({ curve, benchmark }: Shown): JSX.Element {
  const { link } = useTerminal();
  const bars = useAsk(
    (signal) =>
      link.api.readBars({ params: { instrument: benchmark }, query: { bar: MINUTES }, signal }),
    [benchmark, curve.points.length],
  );
  return <EquityChart curve={curve} benchmark={benchmark} bars={bars.value?.items ?? noBars} />;
}

function EquityChart({
  curve,
  benchmark,
  bars,
}: Shown & { readonly bars: readonly Bar[] }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const theme = useSignal(preferences.theme);
  const isSafe = useSignal(preferences.isColourBlindSafe);
  const host = useRef<HTMLDivElement>(null);
  const equity = useMemo(() => curve.points.map((point) => Number(point.equity)), [curve]);
  const beside = useMemo(() => benchmarkValues(curve.points, bars), [curve, bars]);
  useEffect(() => {
    if (host.current === null) return;
    const at = curve.points.map((point) => point.at);
    const colours = chartColours();
    const worth = equity.filter(Number.isFinite);
    const places = Math.max(...worth) - Math.min(...worth) < FINE_SPAN ? 2 : 0;
    const chart = new CurveChart(
      host.current,
      colours,
      (value) => formatNumber(value, places, grouping),
      { showTime: (instant) => formatTime(instant, zone) },
    );
    chart.addLine(curvePoints(at, equity), colours.accent, portfolioText.equityLine);
    if (beside.some((value) => value !== null)) {
      chart.addLine(curvePoints(at, beside), plotColours[1] ?? colours.text, benchmark);
    }
    chart.setSpan(null);
    return () => chart.end();
  }, [curve, equity, beside, benchmark, grouping, zone, theme, isSafe]);
  const percent = (values: readonly (number | null)[]): string =>
    `${formatChange(growthOf(values), 2, grouping)}%`;
  const summary = portfolioText.equityOf(
    percent(equity),
    bars.length === 0 ? null : `${benchmark} ${percent(beside)}`,
  );
  return (
    <>
      <p className="page__tools">{summary}</p>
      <div
        ref={host}
        className="equity"
        role="img"
        aria-label={`${portfolioText.equity}: ${summary}`}
      />
    </>
  );
}
