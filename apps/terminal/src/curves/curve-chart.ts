import {
  AreaSeries,
  createChart,
  createSeriesMarkers,
  LineSeries,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';

import type { ChartColours } from '../panels/chart/price-series.ts';
import type { CurvePoint } from './curve-points.ts';

/** Something at a place of a curve. */
export type CurveMark = {
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly text: string;
};

/** How a curve says its times. */
type CurveTimes = {
  readonly showTime?: (at: number) => string;
  readonly ahead?: number;
};

/** Curves over time on a canvas: lines above, and what fell below them. */
export class CurveChart {
  readonly #chart: IChartApi;
  readonly #colours: ChartColours;
  readonly #show: (value: number) => string;
  /** Seconds by which a zone is ahead of UTC: the chart knows none. */
  readonly #ahead: number;
  #marks: ISeriesMarkersPluginApi<Time> | null = null;

  /**
   * Below stand days and hours, of UTC unless it is told how many seconds a zone is ahead of it; or what `showTime` says for an
   * instant in milliseconds.
   */
  constructor(
    host: HTMLElement,
    colours: ChartColours,
    show: (value: number) => string,
    { showTime, ahead = 0 }: CurveTimes = {},
  ) {
    this.#ahead = ahead;
    this.#colours = colours;
    this.#show = show;
    this.#chart = createChart(host, {
      autoSize: true,
      layout: {
        attributionLogo: false,
        fontSize: 11,
        background: { color: 'transparent' },
        textColor: colours.text,
        panes: { separatorColor: colours.border },
      },
      grid: { vertLines: { visible: false }, horzLines: { color: colours.grid } },
      rightPriceScale: { borderColor: colours.border },
      timeScale: {
        borderColor: colours.border,
        timeVisible: true,
        ...(showTime === undefined
          ? {}
          : { tickMarkFormatter: (time: Time) => showTime(millisOf(time)) }),
      },
      ...(showTime === undefined
        ? {}
        : { localization: { timeFormatter: (time: Time) => showTime(millisOf(time)) } }),
      crosshair: { mode: 0 },
    });
  }

  /** A line above; the first carries the marks. */
  addLine(points: readonly CurvePoint[], colour: string, title: string): void {
    const series = this.#chart.addSeries(LineSeries, {
      color: colour,
      lineWidth: 2,
      priceLineVisible: false,
      priceFormat: { type: 'custom', formatter: this.#show, minMove: 0.01 },
      title,
    });
    series.setData(this.#timed(points));
    this.#marks ??= createSeriesMarkers(series, []);
  }

  /** An area in a pane of its own, hanging from zero. */
  addFall(points: readonly CurvePoint[], show: (value: number) => string): void {
    const { down } = this.#colours;
    const series: ISeriesApi<'Area'> = this.#chart.addSeries(
      AreaSeries,
      {
        lineColor: down,
        topColor: 'transparent',
        bottomColor: `color-mix(in srgb, ${down} 40%, transparent)`,
        invertFilledArea: true,
        lineWidth: 1,
        priceLineVisible: false,
        priceFormat: { type: 'custom', formatter: show, minMove: 0.0001 },
      },
      1,
    );
    series.setData(this.#timed(points));
    this.#chart.panes()[0]?.setStretchFactor(3);
    this.#chart.panes()[1]?.setStretchFactor(1);
  }

  /** Whether the upper scale is of logarithms. */
  setLogarithmic(isLogarithmic: boolean): void {
    this.#chart.priceScale('right', 0).applyOptions({ mode: isLogarithmic ? 1 : 0 });
  }

  /** Shows where something happened. */
  setMarks(marks: readonly CurveMark[]): void {
    this.#marks?.setMarkers(
      marks.map(({ time, side, text }): SeriesMarker<Time> => ({
        time: this.#local(time),
        position: side === 'buy' ? 'belowBar' : 'aboveBar',
        shape: side === 'buy' ? 'arrowUp' : 'arrowDown',
        color: this.#colours.accent,
        text,
      })),
    );
  }

  /** Shows a part of the time; all of it where null. */
  setSpan(span: { readonly from: number; readonly to: number } | null): void {
    const scale = this.#chart.timeScale();
    if (span === null) scale.fitContent();
    else scale.setVisibleRange({ from: this.#local(span.from), to: this.#local(span.to) });
  }

  /** Takes it off the page. */
  end(): void {
    this.#chart.remove();
  }

  #timed(points: readonly CurvePoint[]): { readonly time: UTCTimestamp; readonly value: number }[] {
    return points.map(({ time, value }) => ({ time: this.#local(time), value }));
  }

  #local(seconds: number): UTCTimestamp {
    return (seconds + this.#ahead) as UTCTimestamp;
  }
}

/** All of ours are in seconds. */
function millisOf(time: Time): number {
  const SECOND_MS = 1_000;
  return typeof time === 'number' ? time * SECOND_MS : Number.NaN;
}
