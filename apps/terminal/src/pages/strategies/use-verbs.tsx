import type { Account, Position, Strategy } from '@argosy/contract';
import { useCallback, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useProof } from '../../app/use-proof.tsx';
import type { KeyBinding } from '../../keys/keys.ts';
import { useKeys } from '../../keys/use-keys.ts';
import type { KeyedLog } from '../../link/keyed-log.ts';
import { strategiesText } from '../../text/strategies.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { StopDialog } from './stop-dialog.tsx';
import { heldCount, positionsOf } from './strategy-book.ts';
import { doVerb, isPossible, type StrategyVerb } from './strategy-verbs.ts';
import { FLATTEN_HOLD_MS, VerbButtons } from './verb-buttons.tsx';

/** What verbs work on. */
type VerbPlace = {
  readonly log: KeyedLog<Strategy>;
  readonly positions: readonly Position[];
  /** The one that keys mean. */
  readonly chosen: Strategy | undefined;
};

/** The verbs of strategies: their buttons, their keys, and the question before positions are left alone. */
export function useVerbs(
  account: Account,
  { log, positions, chosen }: VerbPlace,
): {
  readonly buttons: (strategy: Strategy) => JSX.Element;
  readonly dialog: JSX.Element | null;
} {
  const { link } = useTerminal();
  const mayAct = useSignal(link.me)?.role === 'owner';
  const [asked, setAsked] = useState<Strategy | null>(null);
  const { prove, dialog: proof } = useProof();
  const run = useCallback(
    (verb: StrategyVerb, { id }: Strategy) => {
      const { api, notices } = link;
      void doVerb({ api, notices, prove }, verb, id).then((after) => {
        if (after !== null) log.put(id, after);
      });
    },
    [link, log, prove],
  );
  const heldBy = useCallback(
    (strategy: Strategy) => heldCount(positionsOf(positions, strategy)),
    [positions],
  );
  const act = useCallback(
    (verb: StrategyVerb, strategy: Strategy) => {
      if (verb === 'stop' && heldBy(strategy) > 0) setAsked(strategy);
      else run(verb, strategy);
    },
    [heldBy, run],
  );
  useVerbKeys((verb) => {
    if (chosen === undefined || !mayAct || !isPossible(verb, chosen, heldBy(chosen))) return;
    act(verb, chosen);
  });
  const buttons = useCallback(
    (strategy: Strategy) => (
      <VerbButtons strategy={strategy} held={heldBy(strategy)} mayAct={mayAct} act={act} />
    ),
    [heldBy, mayAct, act],
  );
  const dialog =
    asked === null ? (
      proof
    ) : (
      <StopDialog
        strategy={asked}
        account={account}
        held={heldBy(asked)}
        stop={() => run('stop', asked)}
        onClose={() => setAsked(null)}
      />
    );
  return { buttons, dialog };
}

const verbKeys: readonly (readonly [verb: StrategyVerb, code: string])[] = [
  ['start', 'KeyR'],
  ['pause', 'KeyP'],
  ['stop', 'KeyX'],
  ['flatten', 'KeyF'],
];

function useVerbKeys(act: (verb: StrategyVerb) => void): void {
  useKeys(
    verbKeys.map(([verb, chord]): KeyBinding => ({
      id: `strategy.${verb}`,
      scope: 'strategies',
      chord,
      label: strategiesText.keyLabels[verb],
      ...(verb === 'flatten' ? { holdMs: FLATTEN_HOLD_MS } : {}),
      run: () => act(verb),
    })),
  );
}
