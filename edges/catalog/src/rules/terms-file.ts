import content from './data/terms.json' with { type: 'json' };
import { readMarketTerms, type MarketTerms } from './term-rules.ts';

let terms: MarketTerms | null = null;

/** The terms of trading that come along; their file is read when they are first asked for. */
export function marketTerms(): MarketTerms {
  terms ??= readMarketTerms('terms.json', content);
  return terms;
}
