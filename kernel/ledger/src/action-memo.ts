import { toInstrumentId, type AccountId, type InstrumentId } from 'argosy/core';
import { corporateActionText, type ActionRatio, type CorporateAction } from 'argosy/domain';

import type { EntryBody } from './bodies.ts';

/** What an action has made of the units of an instrument. */
export type ActionUnits = {
  readonly instrument: InstrumentId;
  /** How many units of after one of before is; null where they are no longer the same thing. */
  readonly ratio: ActionRatio | null;
};

/**
 * The name of the leg without an amount that says which action an entry books. It is in every journal
 * that has one, and is read again: its form stays.
 */
export function actionMemo(
  account: AccountId,
  instrument: InstrumentId,
  action: CorporateAction,
): string {
  return `${prefixOf(account)}${instrument} ${corporateActionText(action)}`;
}

/**
 * What an entry says of units: of an action that has left them as they are, as a dividend does or an
 * exercise, and of every other entry null.
 */
export function readActionUnits({
  account,
  purpose,
  legs,
}: Pick<EntryBody, 'account' | 'purpose' | 'legs'>): ActionUnits | null {
  const memo = legs[0]?.ledgerAccount ?? '';
  const prefix = prefixOf(account);
  if (purpose !== 'action' || !memo.startsWith(prefix)) return null;
  const [instrument = '', name, numerator, , denominator = ''] = memo
    .slice(prefix.length)
    .split(' ');
  if (name === 'dividend' || name === 'exercise') return null;
  const ratio = { numerator: Number(numerator), denominator: Number(denominator.replace(',', '')) };
  return { instrument: toInstrumentId(instrument), ratio: name === 'split' ? ratio : null };
}

/** No name of an instrument has a space in it, so the first one ends it. */
function prefixOf(account: AccountId): string {
  return `${account}/actions/`;
}
