import type { EquityCurve } from '@argosy/contract';
import {
  formatScaledBigint,
  formatTimestamp,
  ledgerScaleOf,
  type AccountId,
  type Timestamp,
} from 'argosy/core';
import type { Funds, HeldPosition } from '@argosy/desk';

import type { Scales } from '../shape/amounts.ts';
import { worthOf } from '../shape/position.ts';

/** How many points of an account are remembered: a day, one each half a minute. */
export const POINTS_MAX = 2_880;

type Point = { readonly at: Timestamp; readonly equity: bigint };

/** What accounts were worth, at each look; where a price of what is held is missing there is no point. */
export class EquityLog {
  readonly #points = new Map<AccountId, Point[]>();

  /** Takes in what accounts have by now. */
  take(
    at: Timestamp,
    {
      funds,
      positions,
    }: { readonly funds: readonly Funds[]; readonly positions: readonly HeldPosition[] },
    scales: Scales,
  ): void {
    for (const one of funds) {
      const held = positions.filter(({ key, qty }) => key.account === one.account && qty !== 0);
      const equity = equityOf(one, held, scales);
      if (equity !== null) this.#keep(one, { at, equity });
    }
  }

  /** The points of an account in a currency. */
  of(account: AccountId, currency: string, scales: Scales): EquityCurve {
    const scale = ledgerScaleOf(scales.scales, currency as Funds['currency']);
    const points = this.#points.get(account) ?? [];
    return {
      account,
      currency,
      points: points.map(({ at, equity }) => ({
        at: formatTimestamp(at),
        equity: formatScaledBigint(equity, scale),
      })),
    };
  }

  #keep({ account }: Funds, point: Point): void {
    const points = this.#points.get(account) ?? [];
    points.push(point);
    if (points.length > POINTS_MAX) points.shift();
    this.#points.set(account, points);
  }
}

/** On margin the machines know it; else it is cash, with what is held at its marks. */
function equityOf(
  { margin, cash, currency }: Funds,
  held: readonly HeldPosition[],
  scales: Scales,
): bigint | null {
  if (margin !== null) return margin.equity.amount;
  let total: bigint = cash.amount;
  for (const position of held) {
    const worth = worthOf(position, scales);
    if (worth?.value.currency !== currency) return null;
    total += worth.value.amount;
  }
  return total;
}
