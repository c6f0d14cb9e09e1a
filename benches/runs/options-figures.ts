import type { OptionFigures, OptionsReport } from './options-run.ts';

/** What a run of options has to say, by name. */
export function figuresOfOptions(report: OptionsReport): Readonly<Record<string, number | string>> {
  const { options, rounds, ours, rival } = report;
  const figures = {
    options: `${options}, ${rounds} times`,
    ...linesOf('', ours),
  };
  if (rival === null) {
    return { ...figures, 'npm rivals': 'skipped: run benches/rivals/setup.sh' };
  }
  return {
    ...figures,
    ...linesOf('black-scholes 1.1.0, greeks and implied-volatility 1.0.0, ', rival),
    'ratio, price and Greeks': Math.round(rival.greeks.median / ours.greeks.median),
    'ratio, implied volatility': Math.round(rival.volatility.median / ours.volatility.median),
  };
}

function linesOf(who: string, figures: OptionFigures): Readonly<Record<string, number | string>> {
  const { greeks, volatility, volatilityError } = figures;
  return {
    [`${who}price and five Greeks, ns`]: `median ${greeks.median}, least ${greeks.least}`,
    [`${who}implied volatility, ns`]: `median ${volatility.median}, least ${volatility.least}`,
    [`${who}its greatest error`]: volatilityError,
  };
}
