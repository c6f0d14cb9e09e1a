import type { Strategy } from '@argosy/contract';
import type { JSX } from 'react';

import { strategiesText } from '../../text/strategies.ts';
import { Button, HoldButton } from '../../ui/button.tsx';
import { isPossible, strategyVerbs, type StrategyVerb } from './strategy-verbs.ts';

/** How long closing out is held. */
export const FLATTEN_HOLD_MS = 600;

/** The four verbs of a strategy; closing out has to be held. */
export function VerbButtons({
  strategy,
  held,
  mayAct,
  act,
}: {
  readonly strategy: Strategy;
  /** How many positions it holds. */
  readonly held: number;
  readonly mayAct: boolean;
  readonly act: (verb: StrategyVerb, strategy: Strategy) => void;
}): JSX.Element {
  return (
    <span className="verbs">
      {strategyVerbs.map((verb) => {
        const common = {
          className: 'verbs__one',
          title: mayAct ? strategiesText.verbHints[verb] : strategiesText.ownersOnly,
          'aria-label': strategiesText.verbOf(verb, strategy.id),
          disabled: !mayAct || !isPossible(verb, strategy, held),
        };
        return verb === 'flatten' ? (
          <HoldButton
            key={verb}
            {...common}
            holdMs={FLATTEN_HOLD_MS}
            onHeld={() => act(verb, strategy)}
          >
            {strategiesText.verbs[verb]}
          </HoldButton>
        ) : (
          <Button key={verb} {...common} onClick={() => act(verb, strategy)}>
            {strategiesText.verbs[verb]}
          </Button>
        );
      })}
    </span>
  );
}
