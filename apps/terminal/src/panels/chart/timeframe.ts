/** How long a bar lasts, as people say it and as the API does. */
export type Timeframe = {
  /** `5m`, `1h`, `1D`. */
  readonly name: string;
  readonly bar: string;
  readonly seconds: number;
};

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** The timeframes there are, the shortest first. */
export const timeframes: readonly [Timeframe, ...Timeframe[]] = [
  { name: '1m', bar: '1-MINUTE-LAST-EXTERNAL', seconds: MINUTE },
  { name: '5m', bar: '5-MINUTE-LAST-EXTERNAL', seconds: 5 * MINUTE },
  { name: '15m', bar: '15-MINUTE-LAST-EXTERNAL', seconds: 15 * MINUTE },
  { name: '30m', bar: '30-MINUTE-LAST-EXTERNAL', seconds: 30 * MINUTE },
  { name: '1h', bar: '60-MINUTE-LAST-EXTERNAL', seconds: HOUR },
  { name: '1D', bar: '1-DAY-LAST-EXTERNAL', seconds: DAY },
];

/** What they are called, for who has typed another. */
export const frameNames: string = timeframes.map(({ name }) => name).join(' ');

/** What somebody typed: `5`, `15m`, `60`, `1h`, `d`. Null where there is no such timeframe. */
export function parseTimeframe(typed: string): Timeframe | null {
  const found = /^(\d*)\s*([a-z]?)$/iu.exec(typed.trim());
  if (found === null || typed.trim() === '') return null;
  const [, count = '', unit = ''] = found;
  const seconds = (count === '' ? 1 : Number(count)) * secondsOf(unit.toLowerCase());
  return timeframes.find((timeframe) => timeframe.seconds === seconds) ?? null;
}

function secondsOf(unit: string): number {
  switch (unit) {
    case '':
    case 'm':
      return MINUTE;
    case 'h':
      return HOUR;
    case 'd':
      return DAY;
    default:
      return Number.NaN;
  }
}
