import './trading-state.css';

import type { RiskState } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { addressOf } from '../app/routes.ts';
import { riskText, scopeText } from '../text/risk.ts';
import { useAsk } from '../ui/use-ask.ts';
import { useSignal } from '../ui/use-signal.ts';
import { worstOf } from './worst-state.ts';

const AGAIN_MS = 3_000;

/** Says on every page that the account may not trade as usual, and for what reason: nobody finds out by a refusal. */
export function TradingState(): JSX.Element | null {
  const { link, routes } = useTerminal();
  const account = useSignal(link.accountId);
  const { value } = useAsk((signal) => link.api.listRiskStates({ signal }), [], AGAIN_MS);
  const worst = worstOf(value?.states ?? [], account);
  return worst === null ? null : (
    <button
      type="button"
      className={`trading-state trading-state--${worst.state}`}
      title={whyOf(worst)}
      onClick={() => routes.go(addressOf('risk'))}
    >
      {riskText.stateNames[worst.state]}
      <span className="trading-state__why"> · {whyOf(worst)}</span>
    </button>
  );
}

function whyOf({ scope, reason }: RiskState): string {
  return `${scopeText(scope)}: ${reason}`;
}
