/** The groupings of digits: Indian, 12,34,567, and Western, 1,234,567. */
export const groupings = ['indian', 'western'] as const;
/** One of them. */
export type Grouping = (typeof groupings)[number];

/** What stands where a number is not known. Never 0, never NaN. */
export const UNKNOWN = '—';
/** The sign of what is below zero: as wide as a plus. */
export const MINUS = '\u2212';

const GROUP = 3;
const INDIAN_GROUP = 2;

/**
 * A number with its digits grouped and its places fixed.
 *
 * @example
 * formatNumber(1234567.5, 2, 'indian'); // '12,34,567.50'
 */
export function formatNumber(value: number, places: number, grouping: Grouping): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  return formatDecimal(plain(value, places), grouping);
}

/** The same with a sign always: what changed says which way. Nothing has no sign. */
export function formatChange(value: number, places: number, grouping: Grouping): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const text = formatDecimal(plain(value, places), grouping);
  return value > 0 && /[1-9]/u.test(text) ? `+${text}` : text;
}

/** A decimal as the API tells it, digit for digit, grouped. */
export function formatDecimal(text: string, grouping: Grouping): string {
  const isNegative = text.startsWith('-') && /[1-9]/u.test(text);
  const digits = text.startsWith('-') ? text.slice(1) : text;
  const point = digits.indexOf('.');
  const whole = point === -1 ? digits : digits.slice(0, point);
  const rest = point === -1 ? '' : digits.slice(point);
  return `${isNegative ? MINUS : ''}${group(whole, grouping)}${rest}`;
}

/** How many places a decimal has. */
export function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}

/** A number that people typed, with whatever grouping and sign; null where it is none. */
export function parseTyped(text: string): string | null {
  const bare = text
    .trim()
    .replaceAll(/[,\u00a0 ₹]/gu, '')
    .replace(MINUS, '-');
  const found = /^(-?)0*(\d*)(?:\.(\d*))?$/u.exec(bare);
  if (found === null) return null;
  const [, sign = '', whole = '', rest = ''] = found;
  if (whole === '' && rest === '' && !bare.includes('0')) return null;
  const digits = `${whole === '' ? '0' : whole}${rest === '' ? '' : `.${rest}`}`;
  return /[1-9]/u.test(digits) ? `${sign}${digits}` : digits;
}

const CRORE = 10_000_000;
const LAKH = 100_000;
const BILLION = 1_000_000_000;
const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** A large number in few signs: 1.24 Cr, 3.10 L; 12.4 M. */
export function formatShort(value: number, grouping: Grouping): string {
  if (!Number.isFinite(value)) return UNKNOWN;
  const size = Math.abs(value);
  const steps: readonly (readonly [number, string])[] =
    grouping === 'indian'
      ? [
          [CRORE, ' Cr'],
          [LAKH, ' L'],
          [THOUSAND, ' K'],
        ]
      : [
          [BILLION, ' B'],
          [MILLION, ' M'],
          [THOUSAND, ' K'],
        ];
  const step = steps.find(([from]) => size >= from);
  if (step === undefined) return formatNumber(value, Number.isInteger(value) ? 0 : 2, grouping);
  return `${formatNumber(value / step[0], 2, grouping)}${step[1]}`;
}

/** Without exponents and without the sign of a zero. */
function plain(value: number, places: number): string {
  const FIXED_BELOW = 1e21;
  if (Math.abs(value) < FIXED_BELOW) return value.toFixed(places);
  const whole = BigInt(value).toString();
  return places === 0 ? whole : `${whole}.${'0'.repeat(places)}`;
}

function group(whole: string, grouping: Grouping): string {
  if (whole.length <= GROUP) return whole;
  const last = whole.slice(-GROUP);
  const size = grouping === 'indian' ? INDIAN_GROUP : GROUP;
  const parts = [last];
  for (let end = whole.length - GROUP; end > 0; end -= size) {
    parts.unshift(whole.slice(Math.max(0, end - size), end));
  }
  return parts.join(',');
}
