import type { Problem } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { kept } from '../../app/kept.ts';
import { addressOf } from '../../app/routes.ts';
import { hasFields, isText } from '../../app/shapes.ts';
import { backtestsText } from '../../text/backtests.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { Failed } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { firstRun } from './first-run-file.ts';

const isDraft = hasFields<{ title: string; request: string }>({ title: isText, request: isText });

/** What was typed last, in this browser. */
export function useDraftRun(): ReturnType<typeof kept<{ title: string; request: string }>> {
  return useMemo(() => kept(localStorage, 'backtest.draft', { ...firstRun }, isDraft), []);
}

/** Asks for a run: its title and its run file; what was typed stays. */
export function RunForm({ queued }: { readonly queued: () => void }): JSX.Element {
  const { link, routes } = useTerminal();
  const draft = useDraftRun();
  const { title, request } = useSignal(draft);
  const mayRun = useSignal(link.me)?.role === 'owner';
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const flaws = {
    title: title.trim() === '' ? backtestsText.needsTitle : null,
    request: request.trim() === '' ? backtestsText.needsFile : null,
  };
  const send = async (): Promise<void> => {
    setSending(true);
    const answer = await link.api.queueBacktest({
      body: { title, request },
      key: crypto.randomUUID(),
    });
    setSending(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    link.notices.tell({ level: 'info', text: backtestsText.queued(title) });
    queued();
    routes.go(addressOf('backtests', answer.value.id));
  };
  return (
    <form
      className="run-form pane"
      aria-label={backtestsText.newRun}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 className="pane__title">{backtestsText.newRun}</h2>
      <TextField
        label={backtestsText.title}
        value={title}
        maxLength={120}
        error={flaws.title}
        onChange={({ target }) => (draft.value = { title: target.value, request })}
      />
      <Field label={backtestsText.file} hint={backtestsText.fileHint} error={flaws.request}>
        {(ids) => (
          <textarea
            className="input run-form__file mono"
            spellCheck={false}
            value={request}
            onChange={({ target }) => (draft.value = { title, request: target.value })}
            {...ids}
          />
        )}
      </Field>
      <OpenFile take={(name, text) => (draft.value = { title: name, request: text })} />
      {problem === null ? null : <Failed problem={problem} />}
      <div>
        <Button
          type="submit"
          kind="primary"
          title={mayRun ? undefined : backtestsText.ownersOnly}
          disabled={!mayRun || isSending || flaws.title !== null || flaws.request !== null}
        >
          {isSending ? backtestsText.queueing : backtestsText.queue}
        </Button>
      </div>
    </form>
  );
}

function OpenFile({ take }: { readonly take: (name: string, text: string) => void }): JSX.Element {
  return (
    <Field label={backtestsText.open}>
      {(ids) => (
        <input
          type="file"
          accept=".yaml,.yml"
          {...ids}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file === undefined) return;
            void file.text().then((text) => take(file.name.replace(/\.ya?ml$/u, ''), text));
          }}
        />
      )}
    </Field>
  );
}
