import { checkChoice } from '../errors.ts';

/** Every convention, as it is spelt. */
const conventions = ['argosy', 'empyrical', 'quantstats', 'lean', 'nautilus'] as const;

/** Whose reckoning a ratio follows, where they differ. */
export type RatioConvention = (typeof conventions)[number];

/** Refuses a convention that nobody has. */
export function checkConvention(convention: RatioConvention): void {
  checkChoice('convention', convention, conventions);
}

/** A ratio of returns, alone or beside a benchmark. */
export type RatioName =
  | 'annualReturn'
  | 'annualVolatility'
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'omega'
  | 'gainToPain'
  | 'ulcerIndex'
  | 'beta'
  | 'alpha'
  | 'correlation'
  | 'treynor'
  | 'trackingError'
  | 'informationRatio'
  | 'upCapture'
  | 'downCapture'
  | 'battingAverage';

type Stated = { readonly argosy: string } & Partial<Readonly<Record<RatioConvention, string>>>;

/**
 * How each ratio is reckoned, by whom: r of a period, rf its share of the yearly risk-free return, y periods a year, n
 * of them, σ with n − 1. Where an engine is not named, it reckons as `argosy` does or has none of it.
 */
export const ratioConventions: Readonly<Record<RatioName, Stated>> = {
  annualReturn: {
    argosy: 'Π(1 + r)^(y/n) − 1',
    quantstats: '|Π(1 + r)|^(y/n) − 1',
    lean: '(1 + mean r)^y − 1',
  },
  annualVolatility: { argosy: 'σ √y' },
  sharpe: {
    argosy: 'mean(r − rf) / σ × √y',
    lean: '(annual return − yearly rf) / (σ √y), the annual return its own',
    nautilus: 'mean(r) / σ × √y, without rf',
  },
  sortino: {
    argosy: 'mean(r − rf) / √(Σ min(r − rf, 0)² / n) × √y, over all periods',
    lean: '(annual return − yearly rf) / (σ of the periods below zero × √y)',
    nautilus: 'mean(r) / √(Σ min(r, 0)² / n) × √y, without rf',
  },
  calmar: {
    argosy:
      'annual return over the size of the deepest drawdown, which a loss in the first period is',
  },
  omega: { argosy: 'Σ max(r − target, 0) / Σ max(target − r, 0), target of a period' },
  gainToPain: { argosy: 'Σ r / Σ |r below zero|' },
  ulcerIndex: { argosy: '√ of the mean squared drawdown at the end of each period' },
  beta: { argosy: 'covariance with the benchmark over its variance' },
  alpha: {
    argosy: '(mean(r − rf) − β mean(b − rf)) × y',
    empyrical: '(1 + mean(r − rf − β (b − rf)))^y − 1',
    quantstats: '(mean r − β mean b) × y, without rf',
    lean: 'annual return − (rf + β (annual return of the benchmark − rf)), annual returns its own',
  },
  correlation: { argosy: 'of Pearson' },
  treynor: { argosy: '(annual return − yearly rf) / β' },
  trackingError: { argosy: 'σ(r − b) × √y' },
  informationRatio: {
    argosy: 'mean(r − b) / σ(r − b) × √y',
    empyrical: 'mean(r − b) / σ(r − b), of a period',
    quantstats: 'mean(r − b) / σ(r − b), of a period',
    lean: '(annual return − that of the benchmark) / tracking error, annual returns its own',
  },
  upCapture: {
    argosy:
      'growth of a period over that of the benchmark, geometric means of the periods in which the benchmark rose',
    empyrical: 'annual return over that of the benchmark, over the periods in which it rose',
  },
  downCapture: {
    argosy: 'the same of the periods in which the benchmark fell',
    empyrical: 'annual return over that of the benchmark, over the periods in which it fell',
  },
  battingAverage: { argosy: 'periods above the benchmark over all' },
};

/** What a ratio is by a convention, in words. */
export function statedConvention(name: RatioName, convention: RatioConvention = 'argosy'): string {
  checkChoice('ratio', name, Object.keys(ratioConventions));
  checkConvention(convention);
  const stated = ratioConventions[name];
  return stated[convention] ?? stated.argosy;
}
