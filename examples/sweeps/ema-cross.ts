// Signals of two averages that cross, for a search through their periods: argosy sweep
// examples/sweeps/ema-cross.yaml. Each signal is reckoned of what is known at its close; the sweep
// buys and sells at the next open. The best of many is partly luck: the sweep says how much.
import { ema } from 'argosy/indicators';
import { crossStrategy, type SearchValues, type SignalStrategy } from 'argosy/vector';

export const signals: SignalStrategy = crossStrategy('emaCross', (lines, { fast, slow }) => ({
  one: lines.line(ema, { period: Number(fast) }),
  other: lines.line(ema, { period: Number(slow) }),
}));

export function isFine({ fast = 0, slow = 0 }: SearchValues): boolean {
  return Number(fast) < Number(slow);
}
