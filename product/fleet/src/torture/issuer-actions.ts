import { toTimestamp, type InstrumentId, type Random } from 'argosy/core';
import type { ActionTerms, DatedAction, MarketData } from 'argosy/domain';

import type { Spoil } from './hostile-data.ts';
import { priced } from './priced.ts';

/** The time that a run takes, and the shares whose issuers do something in it. */
export type IssuerGround = {
  readonly from: number;
  readonly until: number;
  readonly shares: readonly InstrumentId[];
  readonly random: Random;
};

/** How many actions a share has at most. */
const ACTIONS_PER_SHARE = 3;
const ratios = [
  [2, 1],
  [5, 1],
  [10, 1],
  [3, 2],
  [7, 3],
  [1, 10],
  [2, 5],
] as const;
const bonuses = [
  [1, 1],
  [1, 2],
  [3, 7],
] as const;
const CENTS_SCALE = 2;
const noFraction = { fractionPrice: null };

/** What issuers do while a run goes on; some of it is known only later than prices show it. */
export function makeActions({ from, until, shares, random }: IssuerGround): readonly DatedAction[] {
  const instant = (): number => from + Math.floor((until - from) * random.nextFloat());
  return shares.flatMap((instrument) =>
    Array.from({ length: 1 + random.nextInt(ACTIONS_PER_SHARE) }, (): DatedAction => {
      const exAt = toTimestamp(instant());
      const isLate = random.nextInt(4) === 0;
      const delay = Math.floor(((until - from) / 10) * random.nextFloat());
      const knownAt = toTimestamp(isLate ? exAt + delay : exAt);
      return { ...termsOf(random), instrument, exAt, knownAt };
    }),
  );
}

/** Prices as they are behind the actions: a share in parts is worth a part, one that has paid so much less. */
export function pricedBehind(actions: readonly DatedAction[]): Spoil {
  return (rows) => rows.map((row) => actions.reduce(behind, row));
}

function termsOf(random: Random): ActionTerms {
  const kind = random.nextInt(3);
  if (kind === 0) {
    const [numerator, denominator] = ratios[random.nextInt(ratios.length)] ?? ratios[0];
    return { type: 'split', numerator, denominator, ...noFraction };
  }
  if (kind === 1) {
    const [numerator, denominator] = bonuses[random.nextInt(bonuses.length)] ?? bonuses[0];
    return { type: 'bonus', numerator, denominator, ...noFraction };
  }
  const perUnit = BigInt(1 + random.nextInt(2_000));
  const withheldBps = random.nextInt(3) * 1_000;
  return { type: 'dividend', perUnit, scale: CENTS_SCALE, withheldBps };
}

function behind(row: MarketData, action: DatedAction): MarketData {
  if (row.instrument !== action.instrument || row.availableAt <= action.exAt) return row;
  switch (action.type) {
    case 'split':
      return priced(row, (price) => (price * action.denominator) / action.numerator);
    case 'bonus':
      return priced(row, (price) => {
        return (price * action.denominator) / (action.denominator + action.numerator);
      });
    case 'dividend':
      return priced(row, (price) => price - Number(action.perUnit));
    case 'rights':
    case 'demerger':
    case 'rename':
    case 'delisting':
      return row;
  }
}
