import {
  LEDGER_SCALE_DEFAULT,
  LEDGER_SCALE_MAX,
  ledgerScales,
  type LedgerScales,
} from 'argosy/core';

import { checkScales } from '../checks/relations.ts';
import type { Fields } from './fields.ts';

/** Reads the raised scales of a ledger, by currency, and gives all that hold. */
export function readScales(fields: Fields): LedgerScales {
  const standard = ledgerScales({});
  const raised: Record<string, number> = {};
  for (const name of fields.names) raised[name] = fields.whole(name, undefined, LEDGER_SCALE_MAX);
  fields.check((at) => checkScales(raised, at));
  // One that is lowered is told already; amounts are read on at the standard one.
  const holding = Object.entries(raised).map(([name, scale]): [string, number] => {
    return [name, Math.max(scale, standard[name] ?? LEDGER_SCALE_DEFAULT)];
  });
  return { ...standard, ...Object.fromEntries(holding) };
}
