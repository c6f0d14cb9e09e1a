import type { Answer } from 'argosy/domain';

import type { Guarded } from './order-callbacks.ts';

/** Gives a strategy what came of a question of its own, first by the callback of its port. */
export function giveAnswer(seat: Guarded | undefined, { id, result }: Answer): void {
  if (seat === undefined) return;
  if (!result.ok) {
    const { code: refused, reason } = result.refusal;
    seat.call('onAnswer', (strategy) => strategy.onAnswer(id, { refused, reason }));
    return;
  }
  const answer = result.value;
  if (answer.port === 'history') {
    const { bars } = answer;
    seat.call('onHistoricalBars', (strategy) => strategy.onHistoricalBars(id, bars));
  }
  seat.call('onAnswer', (strategy) => strategy.onAnswer(id, answer));
}
