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

import type { ChartColours } from '../panels/chart/price-chart.ts';
import type { CurvePoint } from './curve-points.ts';

/** Something at a place of a curve. */
export type CurveMark = {
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly text: string;
};

/** Curves over time on a canvas: lines above, and what fell below them. */
export class CurveChart {
  readonly #chart: IChartApi;
  readonly #colours: ChartColours;
  readonly #show: (value: number) => string;
  #marks: ISeriesMarkersPluginApi<Time> | null = null;

  /** `showTime` says what stands below for an instant in milliseconds; days and hours of UTC unless told. */
  constructor(
    host: HTMLElement,
    colours: ChartColours,
    show: (value: number) => string,
    showTime?: (at: number) => string,
  ) {
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
    series.setData(points.map(timed));
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
    series.setData(points.map(timed));
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
        time: time as UTCTimestamp,
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
    else scale.setVisibleRange({ from: span.from as UTCTimestamp, to: span.to as UTCTimestamp });
  }

  /** Takes it off the page. */
  end(): void {
    this.#chart.remove();
  }
}

/** All of ours are in seconds. */
function millisOf(time: Time): number {
  const SECOND_MS = 1_000;
  return typeof time === 'number' ? time * SECOND_MS : Number.NaN;
}

function timed({ time, value }: CurvePoint): {
  readonly time: UTCTimestamp;
  readonly value: number;
} {
  return { time: time as UTCTimestamp, value };
}
