import { assertNever, toBrokerOrderId, toTradeId } from 'argosy/core';

import type { Report, ReportBody } from './input.ts';
import type { Fill } from './order.ts';
import {
  CLIENT_ID_LENGTH_MAX,
  cutReason,
  cutText,
  foldForeignId,
  isPlainId,
} from './text-bounds.ts';

/**
 * A broker's report as it can be written down: its reason cut, its ids folded where they are none of
 * ours. A report is a fact: none is refused for its words. One within all bounds is given back as it is.
 */
export function boundReport(report: Report): Report {
  const body = boundBody(report.body);
  return body === report.body ? report : { ...report, body };
}

function boundBody(body: ReportBody): ReportBody {
  switch (body.type) {
    case 'rejected':
    case 'modifyRejected':
    case 'cancelRejected': {
      const reason = cutReason(body.reason);
      return reason === body.reason ? body : { ...body, reason };
    }
    case 'canceled': {
      const reason = body.reason === null ? null : cutReason(body.reason);
      return reason === body.reason ? body : { ...body, reason };
    }
    case 'accepted':
    case 'external': {
      const { brokerId } = body;
      if (isPlainId(brokerId)) return body;
      return { ...body, brokerId: toBrokerOrderId(foldForeignId(brokerId)) };
    }
    case 'busted':
      if (isPlainId(body.trade)) return body;
      return { ...body, trade: toTradeId(foldForeignId(body.trade)) };
    case 'filled':
    case 'inferred': {
      const fill = boundFill(body.fill);
      return fill === body.fill ? body : { ...body, fill };
    }
    case 'expired':
    case 'triggered':
    case 'updated':
    case 'unanswered':
      return body;
    default:
      return assertNever(body);
  }
}

function boundFill(fill: Omit<Fill, 'flags'>): Omit<Fill, 'flags'> {
  const { trade, charges } = fill;
  const bounded = isPlainId(trade) ? fill : { ...fill, trade: toTradeId(foldForeignId(trade)) };
  if (charges === undefined || charges.every(({ name }) => isNameFit(name))) return bounded;
  const cut = charges.map(({ name, amount }) => {
    return { name: cutText(name, CLIENT_ID_LENGTH_MAX), amount };
  });
  return { ...bounded, charges: cut };
}

function isNameFit(name: string): boolean {
  return name.length <= CLIENT_ID_LENGTH_MAX && name.isWellFormed();
}
