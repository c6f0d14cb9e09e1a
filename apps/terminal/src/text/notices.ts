import type { FillItem } from '@argosy/contract/stream';

import { formatDecimal } from '../format/decimal.ts';

/** What a fill says. */
export function fillText({ type, trade }: FillItem): string {
  const verb = trade.side === 'buy' ? 'Bought' : 'Sold';
  const what = `${formatDecimal(trade.qty, 'indian')} ${trade.instrument} @ ${formatDecimal(trade.price, 'indian')}`;
  return type === 'busted' ? `Taken back: ${verb.toLowerCase()} ${what}` : `${verb} ${what}`;
}
