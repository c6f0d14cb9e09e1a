import { sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import {
  define,
  inOwnPane,
  overPrices,
  type Definition,
  type NoParameters,
} from '../base/definition.ts';
import { Window } from '../base/window.ts';
import { CyclePhase, PHASE_SKIP, PHASE_WARM } from './cycle-phase.ts';
import { CYCLE_MOST, Hilbert } from './hilbert.ts';

const RADIANS = Math.PI / 180;
const LEAD = 45;
const TURN = 360;
/** As far from the trend line as this part of it, prices are in a trend whatever the cycle does. */
const FAR = 0.015;

/** The mean of prices over one dominant period, smoothed over four: without the cycle only the trend is left. */
class CycleMean extends ValueIndicator {
  private readonly prices: Window;
  private one = 0;
  private two = 0;
  private three = 0;

  constructor() {
    super('CycleMean', [], 1);
    this.prices = new Window(CYCLE_MOST);
  }

  step(value: number): number {
    this.prices.push(value);
    return value;
  }

  /** The line over the period that the last price belongs to. */
  over(period: number): number {
    const size = Math.floor(period + 0.5);
    let sum = 0;
    for (let age = 0; age < size; age += 1) sum += this.prices.at(age);
    const mean = size === 0 ? 0 : sum / size;
    const line = (4 * mean + 3 * this.one + 2 * this.two + this.three) / 10;
    this.three = this.two;
    this.two = this.one;
    this.one = mean;
    return line;
  }
}

/** The trend of prices, without their dominant cycle. */
export class HilbertTrend extends ValueIndicator {
  private readonly hilbert: Hilbert;
  private readonly mean: CycleMean;
  private begun = 0;

  constructor() {
    super('HilbertTrend', [], PHASE_WARM);
    this.hilbert = new Hilbert(PHASE_SKIP);
    this.mean = new CycleMean();
  }

  step(value: number): number {
    this.mean.step(value);
    const period = this.hilbert.step(value);
    if (this.begun < PHASE_WARM) this.begun += 1;
    if (Number.isNaN(period)) return NaN;
    const line = this.mean.over(period);
    return this.begun < PHASE_WARM ? NaN : line;
  }
}

/** Whether prices are in a trend, 1, or in a cycle, 0: in one for half a period after its sines cross, and while its phase goes on at its rate. */
export class TrendMode extends ValueIndicator {
  private readonly cycle: CyclePhase;
  private readonly mean: CycleMean;
  private phase = 0;
  private sine = 0;
  private lead = 0;
  /** Steps since the sines crossed. */
  private since = 0;

  constructor() {
    super('TrendMode', [], PHASE_WARM);
    this.cycle = new CyclePhase();
    this.mean = new CycleMean();
  }

  step(value: number): number {
    this.mean.step(value);
    const isWarm = !Number.isNaN(this.cycle.step(value));
    const { period, smooth } = this.cycle;
    if (Number.isNaN(period)) return NaN;
    const isCycling = this.#isCycling(period, this.cycle.phaseNow);
    const line = this.mean.over(period);
    const isFar = line !== 0 && Math.abs((smooth - line) / line) >= FAR;
    if (!isWarm) return NaN;
    return isFar || !isCycling ? 1 : 0;
  }

  #isCycling(period: number, phase: number): boolean {
    const turned = phase - this.phase;
    const [sine, lead] = [sin(phase * RADIANS), sin((phase + LEAD) * RADIANS)];
    const hasCrossed =
      (sine > lead && this.sine <= this.lead) || (sine < lead && this.sine >= this.lead);
    this.phase = phase;
    this.sine = sine;
    this.lead = lead;
    this.since = hasCrossed ? 1 : this.since + 1;
    const rate = TURN / period;
    return hasCrossed || this.since < 0.5 * period || (turned > 0.67 * rate && turned < 1.5 * rate);
  }
}

/** The trend without the cycle. */
export const hilbertTrend: Definition<NoParameters, HilbertTrend, 'hilbertTrend'> = define({
  name: 'hilbertTrend',
  title: 'Hilbert trend line',
  group: 'average',
  formula: '(4·m₀ + 3·m₁ + 2·m₂ + m₃) / 10, m the mean of prices over one dominant period',
  by: 'John Ehlers, 2001; as TA-Lib’s HT_TRENDLINE',
  inputs: ['value'],
  parameters: {},
  lines: { hilbertTrend: overPrices },
  make: () => new HilbertTrend(),
  loop: (made, [values], { hilbertTrend }, from) => {
    for (let row = from; row < values.length; row += 1) {
      hilbertTrend[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** Whether prices are in a trend or in a cycle. */
export const trendMode: Definition<NoParameters, TrendMode, 'trendMode'> = define({
  name: 'trendMode',
  title: 'Trend or cycle',
  group: 'cycle',
  formula:
    '0 for half a period after sine and lead crossed, and while Δφ is 0.67 to 1.5 times 360° / period; else, and 1.5 % from the trend line, 1',
  by: 'John Ehlers, 2001; as TA-Lib’s HT_TRENDMODE',
  inputs: ['value'],
  parameters: {},
  lines: { trendMode: inOwnPane },
  make: () => new TrendMode(),
  loop: (made, [values], { trendMode }, from) => {
    for (let row = from; row < values.length; row += 1) {
      trendMode[row] = made.step(values[row] ?? NaN);
    }
  },
});
