import { isStrategyClass } from '@argosy/fleet';
import * as samples from '@argosy/strategies';
import type { StrategyClass } from 'argosy/engine';

/** The sample strategies, by name. */
export const sampleStrategies: ReadonlyMap<string, StrategyClass> = new Map(
  Object.values(samples)
    .filter(isStrategyClass)
    .map((type) => [type.name, type]),
);
