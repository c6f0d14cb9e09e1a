import { formatTimestamp, toTimestamp } from 'argosy/core';
import type { QualityReport } from '@argosy/catalog/intake';
import type { DataReport } from '@argosy/contract';

/** What `argosy data report --json` has said of one series. */
export function reportOf(said: string): DataReport {
  // Our own program of the same version has written it.
  const { series, market, rows, firstAt, lastAt, days, findings } = JSON.parse(
    said,
  ) as QualityReport;
  return {
    series,
    market,
    rows,
    firstAt,
    lastAt,
    expectedDays: days.expected,
    coveredDays: days.covered,
    findings: findings.map(({ kind, count, first }) => ({
      kind,
      count,
      first: first.map(({ at, detail }) => ({ at: formatTimestamp(toTimestamp(at)), detail })),
    })),
  };
}
