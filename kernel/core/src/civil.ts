/** A calendar date of the Gregorian calendar, without a zone. */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const DAYS_PER_YEAR = 365;
const DAYS_PER_CENTURY = 36_524;
const DAYS_PER_ERA = 146_097;
const YEARS_PER_ERA = 400;
/** Days from 0000-03-01 to 1970-01-01. Years begin in March here, so the leap day comes last. */
const EPOCH_DAY = 719_468;
const daysInMonths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01. */
export function dayOfDate({ year, month, day }: CivilDate): number {
  const marchYear = month > 2 ? year : year - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / YEARS_PER_ERA);
  return marchYear * DAYS_PER_YEAR + leapDays + dayOfMarchYear(month, day) - EPOCH_DAY;
}

/** The date of a day counted from 1970-01-01. */
export function dateOfDay(day: number): CivilDate {
  const sinceMarch = day + EPOCH_DAY;
  const era = Math.floor(sinceMarch / DAYS_PER_ERA);
  const dayOfEra = sinceMarch - era * DAYS_PER_ERA;
  const yearOfEra = yearOfEraDay(dayOfEra);
  const marchYear = era * YEARS_PER_ERA + yearOfEra;
  const dayOfYear = dayOfEra - daysBeforeYearOfEra(yearOfEra);
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: month > 2 ? marchYear : marchYear + 1,
    month,
    day: dayOfYear - dayOfMarchYear(month, 1) + 1,
  };
}

/** Whether there is such a date. */
export function isDate({ year, month, day }: CivilDate): boolean {
  if (!Number.isInteger(year) || !Number.isInteger(day) || day < 1) return false;
  const isLeapDay = month === 2 && day === 29;
  return isLeapDay ? isLeapYear(year) : day <= (daysInMonths[month - 1] ?? 0);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % YEARS_PER_ERA === 0);
}

/** Months from March have 31, 30, 31, 30, 31 days over and over: 153 days in five. */
function dayOfMarchYear(month: number, day: number): number {
  const monthFromMarch = (month + 9) % 12;
  return Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
}

/** Takes the leap days met so far out of the count; what is left are plain years. */
function yearOfEraDay(dayOfEra: number): number {
  const leapDays =
    Math.floor(dayOfEra / (4 * DAYS_PER_YEAR)) -
    Math.floor(dayOfEra / DAYS_PER_CENTURY) +
    Math.floor(dayOfEra / (DAYS_PER_ERA - 1));
  return Math.floor((dayOfEra - leapDays) / DAYS_PER_YEAR);
}

function daysBeforeYearOfEra(year: number): number {
  return year * DAYS_PER_YEAR + Math.floor(year / 4) - Math.floor(year / 100);
}
