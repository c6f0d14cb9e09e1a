import { formatTimestamp, toTimestamp } from 'argosy/core';

import type { FindingKind } from './findings.ts';
import type { QualityReport } from './quality-report.ts';

const words: Readonly<Record<FindingKind, string>> = {
  missingDay: 'days without a row',
  gap: 'gaps while the market was open',
  outsideHours: 'bars outside of hours',
  duplicate: 'rows that are there twice',
  outlier: 'moves far beyond the usual',
  crossed: 'bids above their asks',
  badPrice: 'prices at or below zero',
  badShape: 'bars whose high or low contradicts their other prices',
  stale: 'runs of rows that say the same',
  volumeSpike: 'volumes far beyond the usual',
};

/** How many of a kind are shown. */
const SHOWN = 5;

/** A report in lines for a person. */
export function qualityLines(report: QualityReport): readonly string[] {
  const { series, market, adjustedBy, rows, firstAt, lastAt, days, findings } = report;
  const span = firstAt === null ? 'nothing there' : `${firstAt} to ${lastAt ?? ''}`;
  const of =
    days.expected === null ? 'how many there should be nobody knows' : `of ${days.expected}`;
  return [
    series,
    `  rows      ${rows}, ${span}`,
    `  days      ${days.covered}, ${of}`,
    `  hours of  ${market ?? 'no known market'}`,
    ...(adjustedBy === null ? [] : [`  prices    adjusted, actions within them: ${adjustedBy}`]),
    ...(findings.length === 0 ? ['  nothing was found'] : []),
    ...findings.flatMap(({ kind, count, first }) => [
      `  ${count} ${words[kind]}`,
      ...first.slice(0, SHOWN).map(({ at, detail }) => {
        return `    ${formatTimestamp(toTimestamp(at))}  ${detail}`;
      }),
      ...(count > SHOWN ? [`    and ${count - SHOWN} more`] : []),
    ]),
  ];
}
