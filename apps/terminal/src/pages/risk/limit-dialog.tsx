import type { LimitChange, Problem, RiskLimit } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal } from '../../format/decimal.ts';
import { riskText } from '../../text/risk.ts';
import { Button, HoldButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failed } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { LimitFields } from './limit-fields.tsx';
import { isLooser, limitBefore, limitChangeOf, type LimitForm } from './limit-form.ts';

/** What lets more through than before is held, not clicked. */
const HOLD_MS = 600;

/** Sets a limit, gives it another value, or takes it back. */
export function LimitDialog({
  first,
  limits,
  send,
  onClose,
}: {
  readonly first: LimitForm;
  readonly limits: readonly RiskLimit[];
  readonly send: (change: LimitChange) => Promise<ApiResult<unknown>>;
  readonly onClose: () => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const [form, setForm] = useState(first);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const change = limitChangeOf(form, zone);
  const before = change === null ? null : limitBefore(change, limits);
  const go = async (wanted: LimitChange): Promise<void> => {
    setBusy(true);
    const answer = await send(wanted);
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.problem);
  };
  const isRaise = change !== null && isLooser(change, before);
  return (
    <Dialog title={riskText.limitTitle} onClose={onClose}>
      <div className="limit-form">
        <LimitFields form={form} change={(part) => setForm({ ...form, ...part })} />
        {before === null || change === null ? null : (
          <p className={isRaise ? 'warn' : 'muted'}>
            {riskText.beforeAfter(
              formatDecimal(before.value, grouping),
              formatDecimal(change.value ?? '', grouping),
            )}
            {isRaise ? ` ${riskText.looser}` : ''}
          </p>
        )}
        {problem === null ? null : <Failed problem={problem} />}
        <LimitFoot
          change={change}
          before={before}
          isBusy={isBusy}
          go={(wanted) => void go(wanted)}
          onClose={onClose}
        />
      </div>
    </Dialog>
  );
}

/** What can be done with what was typed. */
function LimitFoot({
  change,
  before,
  isBusy,
  go,
  onClose,
}: {
  readonly change: LimitChange | null;
  readonly before: RiskLimit | null;
  readonly isBusy: boolean;
  readonly go: (change: LimitChange) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const leave = <Button onClick={onClose}>{riskText.leave}</Button>;
  if (change === null) {
    return (
      <div className="dialog__foot">
        <Button kind="primary" disabled>
          {riskText.setIt}
        </Button>
        {leave}
      </div>
    );
  }
  const takeBack = { ...change, value: null, until: null };
  return (
    <div className="dialog__foot">
      {isLooser(change, before) ? (
        <HoldButton disabled={isBusy} holdMs={HOLD_MS} onHeld={() => go(change)}>
          {riskText.raiseIt}
        </HoldButton>
      ) : (
        <Button kind="primary" disabled={isBusy} onClick={() => go(change)}>
          {riskText.setIt}
        </Button>
      )}
      {before === null ? null : (
        <HoldButton disabled={isBusy} holdMs={HOLD_MS} onHeld={() => go(takeBack)}>
          {riskText.takeBack}
        </HoldButton>
      )}
      {leave}
    </div>
  );
}
