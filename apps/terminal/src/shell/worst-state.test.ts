import type { RiskState } from '@argosy/contract';
import { expect, test } from 'vitest';

import { worstOf } from './worst-state.ts';

const of = (
  scope: RiskState['scope'],
  state: RiskState['state'],
  account = 'PAPER-1',
): RiskState => ({ account, scope, state, reason: 'by hand' });

test('a halt outweighs a state that only reduces, whichever came first', () => {
  const reducing = of({ kind: 'account' }, 'REDUCING');
  const halted = of({ kind: 'reconciliation' }, 'HALTED');
  expect(worstOf([reducing, halted], 'PAPER-1')).toBe(halted);
  expect(worstOf([halted, reducing], 'PAPER-1')).toBe(halted);
});

test('what lies on another account, or on a part of this one, holds it not back', () => {
  const other = of({ kind: 'account' }, 'HALTED', 'LIVE-1');
  const part = of({ kind: 'strategy', strategy: 'orb' }, 'HALTED');
  expect(worstOf([other, part], 'PAPER-1')).toBeNull();
  expect(worstOf([of({ kind: 'account' }, 'ACTIVE')], 'PAPER-1')).toBeNull();
});
