import type { Instrument, Problem } from '@argosy/contract';
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber, type Grouping } from '../../format/decimal.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { BarSource } from './bar-source.ts';
import { zoneOffset, type ChartBar } from './chart-bars.ts';
import { legendParts, putLegend, type ChartReading } from './chart-legend.ts';
import { chartColours, plotColours } from './chart-colours.ts';
import {
  loadIndicators,
  plotsOf,
  type ChartIndicator,
  type ChosenIndicator,
} from './chart-indicators.ts';
import { dragLines, type LineMove } from './drag-lines.ts';
import { PriceChart } from './price-chart.ts';
import type { ChartStyle } from './price-series.ts';
import type { Timeframe } from './timeframe.ts';
import { useChartMarks } from './use-chart-marks.ts';

/** What a chart shows. */
export type ChartView = {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly style: ChartStyle;
  readonly chosen: readonly ChosenIndicator[];
};

/** The canvas of a chart, and how it stands. */
export type ChartHold = {
  readonly chart: { readonly current: PriceChart | null };
  readonly problem: Problem | null;
  readonly isEmpty: boolean;
  readonly isLoading: boolean;
  /** The order that somebody has dragged elsewhere; null for none. */
  readonly moving: LineMove | null;
  readonly setMoving: (move: LineMove | null) => void;
  readonly reload: () => void;
};

type Places = {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly legend: RefObject<HTMLDivElement | null>;
};

/** Plots are reckoned anew so often, in milliseconds; prices themselves are drawn with the frames. */
const PLOTS_MS = 500;
/** Prices are drawn so often: an eye sees no more, and each costs garbage. */
const DRAW_MS = 40;

/** Keeps a chart on the page: its bars, its indicators, its orders and fills. */
export function useChart({ host, legend }: Places, view: ChartView): ChartHold {
  const { preferences } = useTerminal();
  const chart = useRef<PriceChart | null>(null);
  const [moving, setMoving] = useState<LineMove | null>(null);
  const theme = useSignal(preferences.theme);
  const grouping = useSignal(preferences.grouping);
  const { instrument, style } = view;
  const plots = useMemo(() => new PlotKeeper(), []);
  const write = useCallback(
    (reading: ChartReading | null) =>
      writeLegend(legend.current, reading, instrument.pricePrecision, grouping),
    [legend, instrument, grouping],
  );
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = new PriceChart(element, chartColours(), write);
    chart.current = made;
    made.setPriceFormat(
      (price) => formatNumber(price, instrument.pricePrecision, grouping),
      Number(instrument.tick),
    );
    const endDrag = dragLines(element, made, setMoving);
    return () => {
      endDrag();
      chart.current = null;
      made.end();
    };
  }, [host, write, instrument, grouping]);
  useEffect(() => chart.current?.setStyle(style), [style, write]);
  useEffect(() => chart.current?.setColours(chartColours()), [theme, write]);
  const bars = useChartBars(chart, view, { write, plots });
  const key = JSON.stringify(view.chosen);
  useEffect(() => {
    void plots.choose(JSON.parse(key) as readonly ChosenIndicator[], chart.current);
  }, [plots, key, write]);
  useChartMarks(chart, instrument, bars.loads);
  return { chart, moving, setMoving, ...bars };
}

type Drawing = {
  readonly write: (reading: ChartReading | null) => void;
  readonly plots: PlotKeeper;
};

/** Draws the bars of an instrument as they come, no more often than an eye sees. */
function useChartBars(
  chart: RefObject<PriceChart | null>,
  { instrument, timeframe }: ChartView,
  { write, plots }: Drawing,
): Pick<ChartHold, 'problem' | 'isEmpty' | 'isLoading' | 'reload'> & { readonly loads: number } {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [isLoading, setLoading] = useState(true);
  const [loads, setLoads] = useState(0);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const made = chart.current;
    if (made === null) return;
    const pace = new DrawPace();
    setLoading(true);
    const source = new BarSource(
      link,
      { instrument: instrument.id, bar: timeframe.bar, seconds: timeframe.seconds },
      {
        loaded: (bars) => {
          setProblem(null);
          setLoading(false);
          setEmpty(bars.length === 0);
          made.setBars(bars, zoneOffset(zone, bars.at(-1)?.time ?? 0));
          plots.put(made, bars);
          write(made.reading());
          setLoads((before) => before + 1);
        },
        changed: (bars) => {
          setEmpty(false);
          pace.newest = bars;
          link.frames.request();
        },
        failed: (why) => {
          setLoading(false);
          setProblem(why);
        },
      },
    );
    const endDraw = link.frames.add('draw', (at) => {
      const bars = pace.take(at);
      if (bars !== null) {
        made.updateBars(bars);
        if (pace.isPlotDue(at)) plots.put(made, bars);
        write(made.reading());
      } else if (pace.newest !== null) link.frames.request();
    });
    made.onNearStart(() => void source.loadPast());
    return () => {
      endDraw();
      source.end();
    };
  }, [chart, link, instrument, timeframe, zone, write, plots, tries]);
  return { problem, isEmpty, isLoading, loads, reload: () => setTries(tries + 1) };
}

/** When bars are drawn, and when lines are reckoned over them. */
class DrawPace {
  /** What is to be drawn; null for nothing. */
  newest: readonly ChartBar[] | null = null;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #plottedAt = Number.NEGATIVE_INFINITY;

  take(at: number): readonly ChartBar[] | null {
    if (this.newest === null || at - this.#drawnAt < DRAW_MS) return null;
    const bars = this.newest;
    this.newest = null;
    this.#drawnAt = at;
    return bars;
  }

  isPlotDue(at: number): boolean {
    if (at - this.#plottedAt < PLOTS_MS) return false;
    this.#plottedAt = at;
    return true;
  }
}

/** The indicators of a chart, and the bars they were last drawn over. */
class PlotKeeper {
  #known: readonly ChartIndicator[] = [];
  #chosen: readonly ChosenIndicator[] = [];
  #bars: readonly ChartBar[] = [];

  async choose(chosen: readonly ChosenIndicator[], chart: PriceChart | null): Promise<void> {
    this.#chosen = chosen;
    if (chosen.length > 0 && this.#known.length === 0) this.#known = await loadIndicators();
    if (chart !== null) this.put(chart, this.#bars);
  }

  put(chart: PriceChart, bars: readonly ChartBar[]): void {
    this.#bars = bars;
    chart.setPlots(plotsOf(bars, this.#chosen, this.#known, plotColours).plots);
  }
}

function writeLegend(
  element: HTMLElement | null,
  reading: ChartReading | null,
  precision: number,
  grouping: Grouping,
): void {
  if (element === null) return;
  putLegend(element, reading === null ? [] : legendParts(reading, { precision, grouping }));
}
