import type { DatedRules } from './dated-rules.ts';
import content from './data/expiries.json' with { type: 'json' };
import { readExpiryRules, type ExpiryRule } from './expiry-rules.ts';

let rules: DatedRules<ExpiryRule> | null = null;

/** The expiry days that come along; their file is read when they are first asked for. */
export function expiryRules(): DatedRules<ExpiryRule> {
  rules ??= readExpiryRules('expiries.json', content);
  return rules;
}
