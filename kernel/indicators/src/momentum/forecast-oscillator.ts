import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LinearRegression } from '../statistics/linear-regression.ts';
import { TimeSeriesForecast } from '../statistics/time-series-forecast.ts';

const PERCENT = 100;

/** Forecast oscillator: how far an input came from what the straight line of those before it foretold, in percent of it. */
export class ForecastOscillator extends ValueIndicator {
  private readonly forecast: TimeSeriesForecast;
  private foretold = NaN;

  constructor(period: number) {
    super('ForecastOscillator', [period], period + 1);
    this.forecast = new TimeSeriesForecast(period);
  }

  step(value: number): number {
    const { foretold } = this;
    this.foretold = this.forecast.step(value);
    if (Number.isNaN(foretold)) return NaN;
    return value === 0 ? 0 : (PERCENT * (value - foretold)) / value;
  }
}

/** Chande's forecast oscillator: how far an input stands from the straight line through it and those before, in percent of it. */
export class ChandeForecast extends ValueIndicator {
  private readonly line: LinearRegression;

  constructor(period: number) {
    super('ChandeForecast', [period], period);
    this.line = new LinearRegression(period);
  }

  step(value: number): number {
    const line = this.line.step(value);
    if (Number.isNaN(line)) return NaN;
    return value === 0 ? 0 : (PERCENT * (value - line)) / value;
  }
}

/** How far inputs came from what was foretold. */
export const fosc: Definition<Period, ForecastOscillator, 'fosc'> = defineLine({
  name: 'fosc',
  title: 'Forecast oscillator',
  group: 'momentum',
  formula: '100·(x₀ − TSF₁) / x₀, TSF₁ the forecast of a step before',
  by: 'Tushar Chande and Stanley Kroll, 1994',
  standard: 5,
  least: 2,
  plot: inOwnPane,
  make: (period) => new ForecastOscillator(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** How far inputs stand from their straight line. */
export const cfo: Definition<Period, ChandeForecast, 'cfo'> = defineLine({
  name: 'cfo',
  title: 'Chande forecast oscillator',
  group: 'momentum',
  formula: '100·(x₀ − LR(x, n)) / x₀, LR the end of the straight line',
  by: 'Tushar Chande',
  standard: 9,
  least: 2,
  plot: inOwnPane,
  make: (period) => new ChandeForecast(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
