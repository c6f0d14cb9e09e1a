import {
  createChart,
  createSeriesMarkers,
  type DeepPartial,
  HistogramSeries,
  LineSeries,
  type IChartApi,
  type LayoutOptions,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type PriceFormatCustom,
  type SeriesMarker,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';

import { heikinAshi, sessionBreaks, type ChartBar } from './chart-bars.ts';
import type { ChartReading } from './chart-legend.ts';
import { addPrices, priceOptions, type ChartColours, type ChartStyle } from './price-series.ts';
import { SessionLines } from './session-lines.ts';

/** Room for prices, which they do not outgrow as they gain a digit: the bars would jump aside. */
const PRICE_AXIS_PX = 68;

/** A line at a price: an order or what is held. */
export type ChartLine = {
  readonly id: string;
  readonly price: number;
  readonly label: string;
  readonly tone: 'buy' | 'sell' | 'held';
  /** Whether it may be dragged elsewhere. */
  readonly isMovable: boolean;
};

/** Something that happened at a bar: a fill. */
export type ChartMark = {
  readonly time: number;
  readonly side: 'buy' | 'sell';
  readonly text: string;
};

/** A line of an indicator: a value for each bar, NaN where it has none yet. */
export type ChartPlot = {
  readonly id: string;
  /** What it is called in the legend. */
  readonly title: string;
  /** 0: over the prices; others below. */
  readonly pane: number;
  readonly kind: 'line' | 'histogram';
  readonly colour: string;
  readonly values: ArrayLike<number>;
};

/** What a chart is told of where people point, or of the newest bar where they point nowhere. */
export type CrosshairListener = (reading: ChartReading | null) => void;

/** The prices of one instrument on a canvas. Nothing of it renders: whoever holds it tells it what is new. */
export class PriceChart {
  readonly #chart: IChartApi;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #sessions = new SessionLines();
  readonly #plots = new Map<string, ISeriesApi<'Line' | 'Histogram'>>();
  readonly #lines = new Map<string, { readonly line: IPriceLine; readonly of: ChartLine }>();
  #prices: ISeriesApi<SeriesType>;
  #marks: ISeriesMarkersPluginApi<Time>;
  #style: ChartStyle = 'candles';
  #bars: readonly ChartBar[] = [];
  #plotted: readonly ChartPlot[] = [];
  /** The opening of the bar that somebody points at; null for none. */
  #pointed: number | null = null;
  /** The one that somebody has gone to by keys: it stays while prices move, until they leave or point elsewhere. */
  #read: number | null = null;
  readonly #crosshair: CrosshairListener;
  #format: PriceFormatCustom | null = null;
  #offset = 0;
  #colours: ChartColours;

  constructor(host: HTMLElement, colours: ChartColours, crosshair: CrosshairListener) {
    this.#colours = colours;
    this.#crosshair = crosshair;
    this.#chart = createChart(host, {
      autoSize: true,
      layout: { attributionLogo: false, fontSize: 11, ...this.#layout() },
      grid: { vertLines: { visible: false }, horzLines: { color: colours.grid } },
      rightPriceScale: { borderColor: colours.border, minimumWidth: PRICE_AXIS_PX },
      timeScale: { borderColor: colours.border, timeVisible: true, rightOffset: 6 },
      crosshair: { mode: 0 },
    });
    this.#prices = this.#makePrices('candles');
    this.#marks = createSeriesMarkers(this.#prices, []);
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    // New data move it as well, without anybody's hand: a bar that was gone to by keys is not left for that.
    this.#chart.subscribeCrosshairMove(({ time, sourceEvent }) => {
      const pointed = typeof time === 'number' ? time - this.#offset : null;
      if (pointed !== null && sourceEvent !== undefined) this.#read = null;
      this.#pointed = this.#read ?? pointed;
      crosshair(this.reading());
    });
  }

  /** What is to be read: of the bar that somebody points at, else of the newest. Null without any bars. */
  reading(): ChartReading | null {
    const pointed = this.#pointedAt();
    const at = pointed === -1 ? this.#bars.length - 1 : pointed;
    const bar = this.#bars[at];
    if (bar === undefined) return null;
    const plots = this.#plotted.map(({ title, colour, values }) => ({
      title,
      colour,
      value: values[at] ?? Number.NaN,
    }));
    return { bar, before: this.#bars[at - 1] ?? null, plots };
  }

  /** Points at the bar so many further on, for who reads bar by bar; gives what is to be read there. */
  step(by: number): ChartReading | null {
    const pointed = this.#pointedAt();
    const from = pointed === -1 ? this.#bars.length - 1 : pointed;
    const bar = this.#bars[Math.min(Math.max(from + by, 0), this.#bars.length - 1)];
    if (bar === undefined) return null;
    this.#read = bar.time;
    this.#pointed = bar.time;
    this.#chart.setCrosshairPosition(bar.close, this.#time(bar.time), this.#prices);
    const reading = this.reading();
    // The chart itself tells only of what is pointed at by hand.
    this.#crosshair(reading);
    return reading;
  }

  /** Back to the newest bar, for who has read bar by bar. */
  endReading(): void {
    if (this.#read === null) return;
    this.#read = null;
    this.#pointed = null;
    this.#chart.clearCrosshairPosition();
    this.#crosshair(this.reading());
  }

  /** The newest bar; null without any. */
  get newest(): ChartBar | null {
    return this.#bars.at(-1) ?? null;
  }

  /** Shows other bars: of another instrument, another timeframe, or with more of the past. */
  setBars(bars: readonly ChartBar[], offsetSeconds: number): void {
    this.#bars = bars;
    this.#offset = offsetSeconds;
    this.#prices.setData(this.#drawn(bars).map((bar) => this.#point(bar)));
    this.#volume.setData(bars.map((bar) => this.#volumePoint(bar)));
    this.#sessions.set(sessionBreaks(bars, offsetSeconds).map((time) => this.#time(time)));
  }

  /** Draws the newest bars anew: those that came, or changed. */
  updateBars(bars: readonly ChartBar[]): void {
    const from = this.#bars.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
    this.#bars = bars;
    const drawn = this.#drawn(bars);
    for (const [at, bar] of bars.entries()) {
      const shown = drawn[at];
      if (bar.time < from || shown === undefined) continue;
      this.#prices.update(this.#point(shown));
      this.#volume.update(this.#volumePoint(bar));
    }
  }

  /** Draws prices another way. */
  setStyle(style: ChartStyle): void {
    if (style === this.#style) return;
    this.#style = style;
    this.#marks.detach();
    this.#chart.removeSeries(this.#prices);
    this.#prices = this.#makePrices(style);
    this.#marks = createSeriesMarkers(this.#prices, []);
    const lines = [...this.#lines.values()].map(({ of }) => of);
    this.#lines.clear();
    this.setBars(this.#bars, this.#offset);
    this.setLines(lines);
  }

  /** Shows prices as everywhere, and how fine they are. */
  setPriceFormat(show: (price: number) => string, tick: number): void {
    this.#format = { type: 'custom', formatter: show, minMove: tick };
    this.#prices.applyOptions({ priceFormat: this.#format });
  }

  /** Shows orders and what is held as lines at their prices. */
  setLines(lines: readonly ChartLine[]): void {
    for (const [id, { line }] of this.#lines) {
      if (!lines.some((wanted) => wanted.id === id)) {
        this.#prices.removePriceLine(line);
        this.#lines.delete(id);
      }
    }
    for (const of of lines) {
      const known = this.#lines.get(of.id);
      const options = { price: of.price, title: of.label, color: this.#lineColour(of) };
      if (known === undefined) {
        const line = this.#prices.createPriceLine({ ...options, lineWidth: 1, lineStyle: 2 });
        this.#lines.set(of.id, { line, of });
      } else {
        known.line.applyOptions(options);
        this.#lines.set(of.id, { line: known.line, of });
      }
    }
  }

  /** Shows a line elsewhere while it is dragged. */
  showLineAt(id: string, price: number): void {
    this.#lines.get(id)?.line.applyOptions({ price });
  }

  /** The line that may be dragged near a place on the canvas; null where there is none. */
  lineNear(y: number): ChartLine | null {
    const REACH = 6;
    for (const { of } of this.#lines.values()) {
      const at = this.#prices.priceToCoordinate(of.price);
      if (of.isMovable && at !== null && Math.abs(at - y) <= REACH) return of;
    }
    return null;
  }

  /** The price at a place on the canvas; null beside the prices. */
  priceAt(y: number): number | null {
    return this.#prices.coordinateToPrice(y);
  }

  /** Shows fills at the bars that they fell into. */
  setMarks(marks: readonly ChartMark[]): void {
    const shown = marks.flatMap((mark): readonly SeriesMarker<Time>[] => {
      const bar = this.#barAt(mark.time);
      if (bar === undefined) return [];
      const isBuy = mark.side === 'buy';
      return [
        {
          time: this.#time(bar.time),
          position: isBuy ? 'belowBar' : 'aboveBar',
          shape: isBuy ? 'arrowUp' : 'arrowDown',
          color: isBuy ? this.#colours.accent : this.#colours.down,
          text: mark.text,
        },
      ];
    });
    this.#marks.setMarkers(shown.sort((a, b) => Number(a.time) - Number(b.time)));
  }

  /** Shows indicators; what is not among them any more goes. */
  setPlots(plots: readonly ChartPlot[]): void {
    for (const [id, series] of this.#plots) {
      if (!plots.some((plot) => plot.id === id)) {
        this.#chart.removeSeries(series);
        this.#plots.delete(id);
      }
    }
    this.#plotted = plots;
    for (const plot of plots) {
      const series = this.#plots.get(plot.id) ?? this.#addPlot(plot);
      series.setData(
        this.#bars.map(({ time }, at) => {
          const value = plot.values[at] ?? Number.NaN;
          return Number.isNaN(value)
            ? { time: this.#time(time) }
            : { time: this.#time(time), value };
        }),
      );
    }
  }

  /** Puts other colours on: another look was chosen. */
  setColours(colours: ChartColours): void {
    this.#colours = colours;
    this.#chart.applyOptions({
      layout: this.#layout(),
      grid: { horzLines: { color: colours.grid } },
      rightPriceScale: { borderColor: colours.border },
      timeScale: { borderColor: colours.border },
    });
    this.#prices.applyOptions(priceOptions(this.#style, this.#colours));
    this.#volume.setData(this.#bars.map((bar) => this.#volumePoint(bar)));
  }

  /** Hears when somebody has scrolled close to the first bar. */
  onNearStart(run: () => void): void {
    const NEAR = 20;
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < NEAR) run();
    });
  }

  /** Moves along the time by so many bars. */
  pan(bars: number): void {
    const scale = this.#chart.timeScale();
    scale.scrollToPosition(scale.scrollPosition() + bars, false);
  }

  /** Shows fewer bars, or more. */
  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    scale.applyOptions({ barSpacing: scale.options().barSpacing * factor });
  }

  /** Back to the newest bars at the usual size. */
  reset(): void {
    const BAR_SPACING = 6;
    const scale = this.#chart.timeScale();
    scale.applyOptions({ barSpacing: BAR_SPACING });
    scale.scrollToRealTime();
  }

  /** A picture of it. */
  picture(): HTMLCanvasElement {
    return this.#chart.takeScreenshot();
  }

  /** Takes it off the page. */
  end(): void {
    this.#chart.remove();
  }

  #layout(): DeepPartial<LayoutOptions> {
    const { background, text, border } = this.#colours;
    return {
      background: { color: background },
      textColor: text,
      panes: { separatorColor: border, separatorHoverColor: border },
    };
  }

  #makePrices(style: ChartStyle): ISeriesApi<SeriesType> {
    const options = priceOptions(style, this.#colours);
    const series = addPrices(this.#chart, style, options);
    if (this.#format !== null) series.applyOptions({ priceFormat: this.#format });
    series.attachPrimitive(this.#sessions);
    return series;
  }

  #addPlot(plot: ChartPlot): ISeriesApi<'Line' | 'Histogram'> {
    const common = { color: plot.colour, priceLineVisible: false, lastValueVisible: false };
    const series =
      plot.kind === 'line'
        ? this.#chart.addSeries(LineSeries, { ...common, lineWidth: 1 }, plot.pane)
        : this.#chart.addSeries(HistogramSeries, common, plot.pane);
    this.#plots.set(plot.id, series);
    return series;
  }

  #drawn(bars: readonly ChartBar[]): readonly ChartBar[] {
    return this.#style === 'heikinAshi' ? heikinAshi(bars) : bars;
  }

  #point(bar: ChartBar): { readonly time: UTCTimestamp } {
    const time = this.#time(bar.time);
    if (this.#style === 'line' || this.#style === 'area') {
      return { time, value: bar.close } as { readonly time: UTCTimestamp };
    }
    const { open, high, low, close } = bar;
    return { time, open, high, low, close } as { readonly time: UTCTimestamp };
  }

  #volumePoint(bar: ChartBar): { time: UTCTimestamp; value: number; color: string } {
    const { up, down } = this.#colours;
    return {
      time: this.#time(bar.time),
      value: bar.volume,
      color: `${bar.close >= bar.open ? up : down}66`,
    };
  }

  #lineColour({ tone }: ChartLine): string {
    if (tone === 'held') return this.#colours.text;
    return tone === 'buy' ? this.#colours.accent : this.#colours.down;
  }

  /** The chart knows no zones: it is told the clock of the exchange as if that were UTC. */
  #time(seconds: number): UTCTimestamp {
    // A count of seconds: the chart marks such numbers by a type of its own.
    return (seconds + this.#offset) as UTCTimestamp;
  }

  #pointedAt(): number {
    return this.#pointed === null ? -1 : this.#bars.findIndex(({ time }) => time === this.#pointed);
  }

  #barAt(time: number): ChartBar | undefined {
    return this.#bars.findLast((bar) => bar.time <= time);
  }
}
