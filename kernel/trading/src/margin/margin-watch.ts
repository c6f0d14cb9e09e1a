import { money, toMinor, type InstrumentIndex } from 'argosy/core';
import { marginLevelOf, type MaintenanceTerms } from 'argosy/risk';

import { restrictAccount } from '../accounts/account-path.ts';
import type { AccountRecord } from '../accounts/account-store.ts';
import { closePositions } from './liquidation-path.ts';
import type { TradingParts } from '../trading-parts.ts';

/** An account that has to keep a margin. */
export type MarginedAccount = {
  readonly account: AccountRecord;
  readonly terms: MaintenanceTerms;
};

/** Why an account only reduces while it is being closed. */
const REASON = 'MARGIN_LOW';
const wholeAccount = { kind: 'account' } as const;

/** The accounts that have to keep a margin; none of the others is ever looked at. */
export function marginedAccounts({
  config,
  fold,
}: Pick<TradingParts, 'config' | 'fold'>): readonly MarginedAccount[] {
  return config.accounts.flatMap(({ id, maintenance: terms }) => {
    const account = fold.accounts.find(id);
    return account === undefined || terms === undefined ? [] : [{ account, terms }];
  });
}

/** Whether a price may have moved what an account has, or binds. */
export function isMarginMoved(
  { config, fold }: Pick<TradingParts, 'config' | 'fold'>,
  { account }: MarginedAccount,
  priced: InstrumentIndex | -1,
): boolean {
  if (priced === -1) return true;
  const { id, kind } = config.instruments.at(priced);
  if (kind === 'currencyPair' || kind === 'cryptoSpot' || account.scan !== undefined) return true;
  return fold.positions.accountQty(account.id, id) !== 0;
}

/**
 * Looks at what an account has and binds: says where it comes to another level, and closes what its terms
 * say while it has too little. While a mark or a rate is unknown nobody knows, and nothing is done. Whether anything
 * may have been said.
 */
export function watchMargin(parts: TradingParts, { account, terms }: MarginedAccount): boolean {
  const { fold, funds, emitter } = parts;
  const { id, base } = account;
  const before = fold.margins.levelOf(id);
  const equity = funds.equity(account);
  const bound = funds.positionsMargin(account);
  const isKnown = funds.unrealised(account) !== null;
  if (equity === null || bound === null || !isKnown) return false;
  const level = marginLevelOf({ equity, bound, level: before }, terms);
  if (level !== before) {
    const amounts = { equity: money(equity, base), bound: money(toMinor(bound), base) };
    emitter.emit({ kind: 'margin', account: id, level, ...amounts });
    if (level === 'liquidating' || level === 'bankrupt') {
      restrictAccount(parts, id, `${REASON}: ${level}`);
    } else if (level === 'sound') relieve(parts, account);
  }
  if (level === 'liquidating') closePositions(parts, { account, terms, equity, bound });
  return level !== before || level === 'liquidating';
}

/** What was restricted for another reason waits for a person. */
function relieve({ fold, emitter }: TradingParts, { id }: AccountRecord): void {
  const stands = fold.accounts.restrictionAt(id, wholeAccount);
  if (stands?.state !== 'REDUCING' || !stands.reason.startsWith(REASON)) return;
  emitter.emitAccount(id, 'ACTIVE', 'there is margin enough again');
}
