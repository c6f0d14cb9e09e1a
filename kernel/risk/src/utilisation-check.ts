import { formatScaledBigint, type Refusal } from 'argosy/core';

import type { CheckContext, MarginUse } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';
import type { UtilisationRule } from './risk-rules.ts';

const BPS = 10_000n;

/**
 * P-18: an account that binds too much of its equity only reduces, until it binds clearly less: two
 * thresholds, so that it does not go to and fro at one.
 */
export function checkUtilisation(context: CheckContext): Refusal | null {
  const { limits, account, baseScale, base } = context;
  const rule = limits.rules.utilisation;
  if (rule === undefined || account?.kind !== 'margin' || isReducing(context)) return null;
  // Asked for here and not above: it values every position of the account.
  const use = context.marginUse;
  if (use === null) return riskRefusal('MARKET_PRICE_UNKNOWN', `a rate to ${base}`);
  return isOverused(use, rule) ? refuseUse(use, rule, { base, baseScale }) : null;
}

/** Whether so much is bound that the account may only reduce. */
export function isOverused({ bound, equity }: MarginUse, { enterBps }: UtilisationRule): boolean {
  return bound > 0n && bound * BPS >= BigInt(enterBps) * equity;
}

/** Whether so little is bound that an account that reduced for it is free again. */
export function isRelieved({ bound, equity }: MarginUse, { leaveBps }: UtilisationRule): boolean {
  return bound === 0n || bound * BPS < BigInt(leaveBps) * equity;
}

/** The refusal of an account that binds too much. */
export function refuseUse(
  { bound, equity }: MarginUse,
  { enterBps, leaveBps }: UtilisationRule,
  { base, baseScale }: Pick<CheckContext, 'base' | 'baseScale'>,
): Refusal {
  const [used, whole] = [bound, equity].map((amount) => formatScaledBigint(amount, baseScale));
  const limits = `limit ${enterBps} bps, free again below ${leaveBps}`;
  return riskRefusal('UTILISATION_HIGH', `${used} of ${whole} ${base} bound, ${limits}`);
}
