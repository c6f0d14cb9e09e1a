import {
  AreaSeries,
  BarSeries,
  CandlestickSeries,
  LineSeries,
  type IChartApi,
  type ISeriesApi,
  type SeriesType,
} from 'lightweight-charts';

/** How prices are drawn. */
export type ChartStyle = 'candles' | 'bars' | 'line' | 'area' | 'heikinAshi';

/** The colours of a chart: from the tokens of the look. */
export type ChartColours = Readonly<
  Record<'background' | 'text' | 'grid' | 'up' | 'down' | 'accent' | 'border', string>
>;

/** Puts prices onto a chart as a style draws them. */
export function addPrices(
  chart: IChartApi,
  style: ChartStyle,
  options: object,
): ISeriesApi<SeriesType> {
  switch (style) {
    case 'candles':
    case 'heikinAshi':
      return chart.addSeries(CandlestickSeries, options);
    case 'bars':
      return chart.addSeries(BarSeries, options);
    case 'line':
      return chart.addSeries(LineSeries, options);
    case 'area':
      return chart.addSeries(AreaSeries, options);
  }
}

/** The colours of a style. */
export function priceOptions(style: ChartStyle, { up, down, accent }: ChartColours): object {
  if (style === 'line') return { color: accent, lineWidth: 2 };
  if (style === 'area')
    return { lineColor: accent, topColor: `${accent}55`, bottomColor: `${accent}05` };
  const wicks = { wickUpColor: up, wickDownColor: down, borderVisible: false };
  return { upColor: up, downColor: down, ...(style === 'bars' ? {} : wicks) };
}
