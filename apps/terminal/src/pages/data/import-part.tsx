import type { DataPreview, Problem } from '@argosy/contract';
import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { dataText } from '../../text/data.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import { Failed } from '../../ui/state.tsx';
import { HintFields } from './hint-fields.tsx';
import { hintsOf, noHints, UPLOAD_BYTES } from './import-form.ts';
import { PreviewView } from './preview-view.tsx';
import type { TasksInHand } from './use-tasks.ts';

type Brought = { readonly name: string; readonly text: string };

/** A file is brought, looked at, and taken in once somebody says so. */
export function ImportPart({ hand }: { readonly hand: TasksInHand }): JSX.Element {
  const { link } = useTerminal();
  const [file, setFile] = useState<Brought | null>(null);
  const [hints, setHints] = useState(noHints);
  const [preview, setPreview] = useState<DataPreview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const bring = async (picked: File | undefined): Promise<void> => {
    setPreview(null);
    setProblem(null);
    const isLarge = (picked?.size ?? 0) > UPLOAD_BYTES;
    setWrong(isLarge ? dataText.tooLarge : null);
    if (picked === undefined || isLarge) setFile(null);
    else setFile({ name: picked.name, text: await picked.text() });
  };
  const look = async (brought: Brought): Promise<void> => {
    setBusy(true);
    const answer = await link.api.uploadData({ body: { ...brought, hints: hintsOf(hints) } });
    setBusy(false);
    setPreview(answer.ok ? answer.value : null);
    setProblem(answer.ok ? null : answer.problem);
  };
  return (
    <Part title={dataText.bring}>
      <div className="data__import">
        <p className="muted">{dataText.bringWhy}</p>
        <Field label={dataText.file} error={wrong}>
          {(ids) => (
            <input
              className="input"
              type="file"
              accept=".csv,.txt,text/csv"
              onChange={({ target }) => void bring(target.files?.[0])}
              {...ids}
            />
          )}
        </Field>
        <HintFields hints={hints} change={(part) => setHints({ ...hints, ...part })} />
        <div>
          <Button
            disabled={file === null || isBusy}
            onClick={() => {
              if (file !== null) void look(file);
            }}
          >
            {preview === null ? dataText.guess : dataText.again}
          </Button>
        </div>
        {problem === null ? null : <Failed problem={problem} />}
        {preview === null || file === null ? null : (
          <PreviewView
            key={preview.upload}
            preview={preview}
            text={file.text}
            take={async (body) => {
              const isTaken = await hand.ask(link.api.queueDataImport({ body }));
              if (isTaken) setPreview(null);
            }}
          />
        )}
      </div>
    </Part>
  );
}
