import { ledgerScales } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { RiskLimits, RiskRules } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';

import { mistakeLine, riskLimitsOf, type ServerConfig } from '../config/index.ts';
import { serverError } from '../errors.ts';

/** The limits of a configuration for what a node trades. Who may sell short the accounts on paper say, unless `rules` do. */
export function nodeLimits(
  { risk, node: { paper } }: ServerConfig,
  of: { readonly instruments: readonly Instrument[]; readonly accounts: readonly AccountConfig[] },
): RiskLimits {
  const read = riskLimitsOf(risk, { ...of, scales: ledgerScales({}) });
  if (!read.ok) throw serverError('START_FAILED', read.mistakes.map(mistakeLine).join('\n'));
  const shortSales: RiskRules['shortSales'] = {
    accounts: of.accounts.map(({ id }) => id),
    products: paper.shortSales,
    located: null,
  };
  return { ...read.value, rules: { shortSales, ...read.value.rules } };
}
