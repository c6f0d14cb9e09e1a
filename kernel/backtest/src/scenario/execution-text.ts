import { assertNever, formatScaled, formatTimestamp } from 'argosy/core';
import {
  NO_DEADLINE,
  type ExecutionEvent,
  type ExecutionPlan,
  type Instrument,
} from 'argosy/domain';

import { termsBody } from './terms-text.ts';
import type { TextBody } from './text-body.ts';

/** Every key that the body of a parent's event can have. */
export const executionKeys: readonly string[] = [
  'execution',
  'type',
  'account',
  'book',
  'side',
  'instrument',
  'qty',
  'terms',
  'algorithm',
  'from',
  'until',
  'atEnd',
  'routes',
  'volume',
  'code',
  'outcome',
  'reason',
];

/** What happened to a parent order, in words. */
export function executionBody(
  { execution, change }: ExecutionEvent,
  instrument: Instrument | undefined,
): TextBody {
  const { sizePrecision = 0, pricePrecision = 0 } = instrument ?? {};
  const size = (value: number): string => formatScaled(value, sizePrecision);
  const { type } = change;
  switch (change.type) {
    case 'began': {
      const { account, book, side, instrument: id, qty, terms } = change.request;
      const asked = { account, book, side, instrument: id, qty: size(qty) };
      const text = { terms: termsBody(terms, pricePrecision), ...planBody(change.plan) };
      return { execution, type, ...asked, ...text };
    }
    case 'sliced':
      return { execution, type, qty: size(change.qty), volume: size(change.volume) };
    case 'amended': {
      const terms = termsBody(change.terms, pricePrecision);
      return { execution, type, qty: size(change.qty), terms };
    }
    case 'held':
    case 'ending':
    case 'ended':
      return { execution, ...change };
    default:
      return assertNever(change);
  }
}

function planBody({ algorithm, startAt, endAt, atEnd, routes }: ExecutionPlan): TextBody {
  const from = startAt === null ? {} : { from: formatTimestamp(startAt) };
  const until = endAt === NO_DEADLINE ? {} : { until: formatTimestamp(endAt) };
  const listed = routes === undefined ? {} : { routes };
  return { algorithm: algorithm.type, ...from, ...until, atEnd, ...listed };
}
