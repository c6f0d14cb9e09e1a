import { expect, test } from 'vitest';

import { reversingQty } from './actions.ts';

test('twice a position turns it, to the last digit, whichever side it is on', () => {
  expect(['10', '-75', '0.00000001', '12345678901234567890.5'].map(reversingQty)).toEqual([
    '20',
    '150',
    '0.00000002',
    '24691357802469135781.0',
  ]);
});
