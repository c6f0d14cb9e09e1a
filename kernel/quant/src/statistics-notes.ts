import { DAYS_PER_YEAR, YEARLY_DAYS_MIN } from './sample.ts';
import type { StatisticName } from './statistics.ts';

/** What the figures of a run were taken over. */
export type StatisticsScope = {
  readonly trades: number;
  /** Days with a return. */
  readonly days: number;
  /** The series that the drawdown was taken over: `5031 points by bar`. */
  readonly drawdownOver: string;
  readonly daysPerYear?: number | undefined;
  readonly yearlyDaysMin?: number | undefined;
  /** Accounts that are not in the days and the drawdown: `B1 in USD`. */
  readonly without?: string | null;
  /** Trades that are not in the figures, as no rate was known for them. */
  readonly unconverted?: number;
};

/**
 * Says of each figure over what it is taken, and of each that there is not, why.
 *
 * @example
 * describeStatistics(figures, { trades: 0, days: 3, drawdownOver: '3 days' }).CAGR;
 * // 'none: 3 days, and a yearly figure takes 20'
 */
export function describeStatistics(
  figures: Readonly<Record<StatisticName, number | null>>,
  scope: StatisticsScope,
): Readonly<Record<StatisticName, string>> {
  const without = withoutOf(scope);
  const trades = noteOf(tradesOf(scope), 'without one that it is made of');
  const days = noteOf(`${counted(scope.days, 'day')}${without}`, 'which do not define it');
  const years = yearlyNoteOf(scope);
  return {
    MaxWinner: trades(figures.MaxWinner),
    AvgWinner: trades(figures.AvgWinner),
    MinWinner: trades(figures.MinWinner),
    MinLoser: trades(figures.MinLoser),
    AvgLoser: trades(figures.AvgLoser),
    MaxLoser: trades(figures.MaxLoser),
    Expectancy: trades(figures.Expectancy),
    WinRate: trades(figures.WinRate),
    ReturnsVolatility: years(figures.ReturnsVolatility),
    ReturnsSkewness: days(figures.ReturnsSkewness),
    ReturnsKurtosis: days(figures.ReturnsKurtosis),
    ReturnsAverage: days(figures.ReturnsAverage),
    ReturnsAverageLoss: days(figures.ReturnsAverageLoss),
    ReturnsAverageWin: days(figures.ReturnsAverageWin),
    SharpeRatio: years(figures.SharpeRatio),
    SortinoRatio: years(figures.SortinoRatio),
    ProfitFactor: days(figures.ProfitFactor),
    ProfitFactorByTrades: trades(figures.ProfitFactorByTrades),
    RiskReturnRatio: days(figures.RiskReturnRatio),
    LongRatio: trades(figures.LongRatio),
    CAGR: years(figures.CAGR),
    CalmarRatio: years(figures.CalmarRatio),
    MaxDrawdown: noteOf(
      `${scope.drawdownOver}${without}`,
      'beginning with nothing',
    )(figures.MaxDrawdown),
  };
}

type Note = (value: number | null) => string;

function noteOf(over: string, why: string): Note {
  return (value) => (value === null ? `none: ${over}, ${why}` : `over ${over}`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function withoutOf({ without = null }: StatisticsScope): string {
  return without === null ? '' : `, without ${without}`;
}

function tradesOf({ trades, unconverted = 0 }: StatisticsScope): string {
  const left = unconverted === 0 ? '' : `, without ${unconverted} that no rate was known for`;
  return `${counted(trades, 'trade')}${left}`;
}

function yearlyNoteOf(scope: StatisticsScope): Note {
  const { days, daysPerYear = DAYS_PER_YEAR, yearlyDaysMin = YEARLY_DAYS_MIN } = scope;
  if (days < yearlyDaysMin) {
    return noteOf(
      `${counted(days, 'day')}${withoutOf(scope)}`,
      `and a yearly figure takes ${yearlyDaysMin}`,
    );
  }
  const years = (days / daysPerYear).toFixed(2);
  return noteOf(
    `${counted(days, 'day')}, ${years} years of ${daysPerYear}${withoutOf(scope)}`,
    'which do not define it',
  );
}
