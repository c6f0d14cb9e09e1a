import type { Indicator } from './indicator.ts';

/** The values that `indicator` takes over `values`, one an input: streaming is the definition. */
export function runBatch(indicator: Indicator, values: Float64Array): Float64Array {
  const results = new Float64Array(values.length);
  for (const [index, value] of values.entries()) results[index] = indicator.update(value);
  return results;
}
