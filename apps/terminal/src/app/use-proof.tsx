import type { ApiResult } from '@argosy/contract/client';
import { useCallback, useRef, useState, type JSX, type SyntheticEvent } from 'react';

import { proofText } from '../text/proof.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useSignal } from '../ui/use-signal.ts';
import { useTerminal } from './context.tsx';

/** What proves who somebody is where the server wants it, and what asks for it. */
export type Proof = {
  /** Does something; where the server wants a proof first, asks for it and does it again. */
  readonly prove: <T>(run: () => Promise<ApiResult<T>>) => Promise<ApiResult<T>>;
  /** The dialog while it asks. */
  readonly dialog: JSX.Element | null;
};

/**
 * For what is beyond a login: password and code are asked for only where the server says so.
 *
 * @example
 * const { prove, dialog } = useProof();
 * const answer = await prove(() => link.people.remove(user));
 */
export function useProof(): Proof {
  const [isAsking, setAsking] = useState(false);
  const waiting = useRef<((isProved: boolean) => void) | null>(null);
  const settle = (isProved: boolean): void => {
    setAsking(false);
    waiting.current?.(isProved);
    waiting.current = null;
  };
  const prove = useCallback<Proof['prove']>(async (run) => {
    const answer = await run();
    if (answer.ok || answer.problem.code !== 'PROOF_REQUIRED') return answer;
    waiting.current?.(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    waiting.current = resolve;
    setAsking(true);
    return (await promise) ? run() : answer;
  }, []);
  return { prove, dialog: isAsking ? <ProofDialog settle={settle} /> : null };
}

function ProofDialog({ settle }: { readonly settle: (isProved: boolean) => void }): JSX.Element {
  const { link } = useTerminal();
  const me = useSignal(link.me);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const enter = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const problem = await link.session.stepUp({ password, ...(code === '' ? {} : { code }) });
    setBusy(false);
    setError(problem?.detail ?? null);
    if (problem === null) settle(true);
  };
  return (
    <Dialog title={proofText.title} onClose={() => settle(false)}>
      <form onSubmit={(event) => void enter(event)}>
        <p className="muted">{proofText.why}</p>
        <TextField
          label={proofText.password}
          type="password"
          autoComplete="current-password"
          maxLength={256}
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        {me?.hasSecondFactor === true ? (
          <TextField
            label={proofText.code}
            autoComplete="one-time-code"
            maxLength={32}
            required
            value={code}
            onChange={({ target }) => setCode(target.value)}
          />
        ) : null}
        <p role="alert" className="down">
          {error}
        </p>
        <div className="dialog__foot">
          <Button type="submit" kind="primary" disabled={isBusy}>
            {proofText.prove}
          </Button>
          <Button onClick={() => settle(false)}>{proofText.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
