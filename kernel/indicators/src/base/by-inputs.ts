import { checkValue } from '../errors.ts';
import { Indicator } from './indicator.ts';

// One class for each number of inputs: a list of inputs would be made anew at each step.

/** One that takes one number a step: a price, mostly the close. */
export abstract class ValueIndicator extends Indicator {
  /** Takes the next inputs in, as they are, and gives the new value. */
  abstract step(value: number): number;

  /** Takes the next inputs and gives the new value. Refuses what is not finite, unchanged. */
  update(value: number): number {
    checkValue(value);
    this.count();
    this.latest = this.step(value);
    return this.latest;
  }

  /**
   * Fills a line with its steps over a column; those that many others are made of have a quick way. It may
   * give the sum of what it reads, as a `loop` of particulars does.
   */
  fill(column: Float64Array, line: Float64Array, from: number): number | void {
    for (let row = from; row < column.length; row += 1) line[row] = this.step(column[row] ?? NaN);
  }

  /** What `update` would give, bit for bit, with nothing changed. */
  peek(value: number): number {
    checkValue(value);
    this.mark();
    const next = this.step(value);
    this.undo();
    return next;
  }
}

/** One that takes two numbers a step: high and low, a price and a volume, two series. */
export abstract class PairIndicator extends Indicator {
  /** Takes the next inputs in, as they are, and gives the new value. */
  abstract step(first: number, second: number): number;

  /** Takes the next inputs and gives the new value. Refuses what is not finite, unchanged. */
  update(first: number, second: number): number {
    checkValue(first);
    checkValue(second);
    this.count();
    this.latest = this.step(first, second);
    return this.latest;
  }

  /** What `update` would give, bit for bit, with nothing changed. */
  peek(first: number, second: number): number {
    checkValue(first);
    checkValue(second);
    this.mark();
    const next = this.step(first, second);
    this.undo();
    return next;
  }
}

/** One that takes the range of a bar and its end a step. */
export abstract class BarIndicator extends Indicator {
  /** Takes the next inputs in, as they are, and gives the new value. */
  abstract step(high: number, low: number, close: number): number;

  /** Takes the next inputs and gives the new value. Refuses what is not finite, unchanged. */
  update(high: number, low: number, close: number): number {
    checkValue(high);
    checkValue(low);
    checkValue(close);
    this.count();
    this.latest = this.step(high, low, close);
    return this.latest;
  }

  /** What `update` would give, bit for bit, with nothing changed. */
  peek(high: number, low: number, close: number): number {
    checkValue(high);
    checkValue(low);
    checkValue(close);
    this.mark();
    const next = this.step(high, low, close);
    this.undo();
    return next;
  }
}

/** One that takes four numbers a step: a whole bar, or its range, end and volume. */
export abstract class FourIndicator extends Indicator {
  /** Takes the next inputs in, as they are, and gives the new value. */
  abstract step(first: number, second: number, third: number, fourth: number): number;

  /** Takes the next inputs and gives the new value. Refuses what is not finite, unchanged. */
  update(first: number, second: number, third: number, fourth: number): number {
    checkValue(first);
    checkValue(second);
    checkValue(third);
    checkValue(fourth);
    this.count();
    this.latest = this.step(first, second, third, fourth);
    return this.latest;
  }

  /** What `update` would give, bit for bit, with nothing changed. */
  peek(first: number, second: number, third: number, fourth: number): number {
    checkValue(first);
    checkValue(second);
    checkValue(third);
    checkValue(fourth);
    this.mark();
    const next = this.step(first, second, third, fourth);
    this.undo();
    return next;
  }
}
