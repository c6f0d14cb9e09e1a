import { ledgerScaleOf } from 'argosy/core';
import { isOverused, isRelieved, refuseUse, type RiskErrorCode } from 'argosy/risk';

import { restrictAccount } from '../accounts/account-path.ts';
import type { AccountRecord } from '../accounts/account-store.ts';
import { refusalText } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

const code: RiskErrorCode = 'UTILISATION_HIGH';
const wholeAccount = { kind: 'account' } as const;

/**
 * Lets accounts go that only reduced for the margin they bound and bind clearly less now. What was
 * restricted for another reason waits for a person.
 */
export function relieveAccounts(parts: TradingParts): void {
  const rule = parts.config.limits.rules.utilisation;
  if (rule === undefined) return;
  for (const account of onMargin(parts)) {
    const { id } = account;
    const stands = parts.fold.accounts.restrictionAt(id, wholeAccount);
    if (stands?.state !== 'REDUCING' || !stands.reason.startsWith(code)) continue;
    const use = parts.funds.marginUse(account);
    if (use === null || !isRelieved(use, rule)) continue;
    parts.emitter.emitAccount(id, 'ACTIVE', `less than ${rule.leaveBps} bps bound`);
  }
}

/** Lets accounts only reduce that a fill, or whatever else, has brought to bind too much. */
export function restrictOverused(parts: TradingParts): void {
  const { config, funds } = parts;
  const rule = config.limits.rules.utilisation;
  if (rule === undefined) return;
  for (const account of onMargin(parts)) {
    const use = funds.marginUse(account);
    if (use === null || !isOverused(use, rule)) continue;
    const { base } = account;
    const baseScale = ledgerScaleOf(config.scales, base);
    restrictAccount(parts, account.id, refusalText(refuseUse(use, rule, { base, baseScale })));
  }
}

function onMargin({ config, fold }: TradingParts): readonly AccountRecord[] {
  return config.accounts.flatMap(({ id }) => {
    const account = fold.accounts.find(id);
    return account?.kind === 'margin' ? [account] : [];
  });
}
