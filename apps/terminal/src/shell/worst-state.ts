import type { RiskState } from '@argosy/contract';

const weights = { ACTIVE: 0, REDUCING: 1, HALTED: 2 } satisfies Record<RiskState['state'], number>;

/** What holds the whole of an account back most; null where nothing does. What lies on a part of it alone is left to its page. */
export function worstOf(states: readonly RiskState[], account: string | null): RiskState | null {
  let worst: RiskState | null = null;
  for (const one of states) {
    if (one.account !== account || !isWhole(one)) continue;
    if (weights[one.state] > (worst === null ? 0 : weights[worst.state])) worst = one;
  }
  return worst;
}

function isWhole({ scope }: RiskState): boolean {
  switch (scope.kind) {
    case 'firm':
    case 'account':
    case 'reconciliation':
    case 'storage':
      return true;
    case 'book':
    case 'strategy':
    case 'instrument':
      return false;
  }
}
