import type * as contract from '@argosy/contract';
import type { Preview } from '@argosy/desk';

import { moneyShape, type Scales } from './amounts.ts';

/** What a ticket would come to. */
export function previewShape(preview: Preview, scales: Scales): contract.Preview {
  const { denial, value, margin, available, charges, nudges } = preview;
  return {
    denial,
    value: value === null ? null : moneyShape(scales, value),
    margin: margin === null ? null : moneyShape(scales, margin),
    available: moneyShape(scales, available),
    charges: charges.map(({ name, amount }) => ({ name, amount: moneyShape(scales, amount) })),
    nudges: nudges.map(({ code, text }) => ({ code, text })),
  };
}
