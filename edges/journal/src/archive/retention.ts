import { journalError } from '../errors.ts';
import type { LogKind } from '../log/segment-header.ts';

/** How long what a log holds has to be kept, and whether it may ever be deleted. */
type Retention =
  /** Orders, ledger and audit: nothing here deletes them, ever, nor makes less of them. */
  | { readonly years: number; readonly mayDelete: false }
  | { readonly days: number; readonly mayDelete: true };

/** How many days market data is kept where nothing else is said. */
export const TAPE_DAYS = 30;
/** How long orders, ledger and audit have to be kept. */
const RECORD_YEARS = 7;

const MICROS_PER_DAY = 24 * 60 * 60 * 1_000_000;

/** What holds for a log. */
function retentionOf(kind: LogKind, tapeDays: number): Retention {
  return kind === 'journal'
    ? { years: RECORD_YEARS, mayDelete: false }
    : { days: tapeDays, mayDelete: true };
}

/** Refuses to delete what is kept for ever, or is younger than it has to become. */
export function requireOver(
  kind: LogKind,
  {
    before,
    now,
    tapeDays,
  }: { readonly before: number; readonly now: number; readonly tapeDays: number },
): void {
  const retention = retentionOf(kind, tapeDays);
  if (!retention.mayDelete) {
    const detail = `a ${kind} is kept ${retention.years} years and never deleted`;
    throw journalError('RETAINED', detail, { kind });
  }
  if (!Number.isSafeInteger(retention.days) || retention.days < 1) {
    throw journalError('BAD_OPTION', `tapeDays is ${tapeDays}, expected a whole number from 1 on`);
  }
  const latest = now - retention.days * MICROS_PER_DAY;
  if (before <= latest) return;
  const [asked, allowed] = [before, latest].map((at) => new Date(at / 1000).toISOString());
  const detail = `a ${kind} is kept ${retention.days} days: up to ${allowed}, not ${asked}`;
  throw journalError('RETAINED', detail, { kind });
}
