import type { DataMapping, DataPreview, ImportRequest, RowMistake } from '@argosy/contract';
import { useState, type JSX } from 'react';

import { dataText } from '../../text/data.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Grid } from '../../ui/grid.tsx';
import { columnNames, rolesOf, withColumn } from './import-form.ts';

const modes: readonly ImportRequest['mode'][] = ['merge', 'replace', 'add'];

/** What a file would be taken in as, what of it can be said otherwise, and what is wrong with it. */
export function PreviewView({
  preview,
  text,
  take,
}: {
  readonly preview: DataPreview;
  readonly text: string;
  readonly take: (request: ImportRequest) => Promise<void>;
}): JSX.Element {
  const { upload, doubts, errors } = preview;
  const [mapping, setMapping] = useState(preview.mapping);
  const [mode, setMode] = useState<ImportRequest['mode']>('merge');
  const [badRows, setBadRows] = useState('0');
  const isWhole = /^\d{1,6}$/u.test(badRows);
  return (
    <>
      {doubts.length === 0 ? null : (
        <div className="warn" role="status">
          <p>{dataText.doubts}:</p>
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </div>
      )}
      <ColumnFields mapping={mapping} text={text} change={setMapping} />
      {errors.length === 0 ? null : <RowMistakes rows={errors} />}
      <div className="data__fields">
        <SelectField
          label={dataText.mode}
          value={mode}
          options={modes.map((value) => ({ value, label: dataText.modes[value] }))}
          onPick={setMode}
        />
        <TextField
          label={dataText.badRows}
          inputMode="numeric"
          className="input number"
          value={badRows}
          onChange={({ target }) => setBadRows(target.value)}
        />
      </div>
      <div>
        <Button
          kind="primary"
          disabled={doubts.length > 0 || !isWhole}
          onClick={() => void take({ upload, mapping, mode, badRowsMax: Number(badRows) })}
        >
          {dataText.take}
        </Button>
      </div>
    </>
  );
}

const NONE = '';

function ColumnFields({
  mapping,
  text,
  change,
}: {
  readonly mapping: DataMapping;
  readonly text: string;
  readonly change: (mapping: DataMapping) => void;
}): JSX.Element {
  const options = [
    { value: NONE, label: dataText.noColumn },
    ...columnNames(text, mapping).map((name, place) => ({
      value: String(place),
      label: dataText.column(place, name),
    })),
  ];
  const { spec, instrument, timeFormat, place } = mapping;
  const said = [dataText.kinds[mapping.kind], spec, instrument, timeFormat, place];
  return (
    <fieldset className="data__columns">
      <legend>{dataText.columns}</legend>
      <p className="muted">{said.filter((part) => part !== null).join(' · ')}</p>
      <div className="data__fields">
        {rolesOf[mapping.kind].map((role) => (
          <SelectField
            key={role}
            label={dataText.roles[role]}
            value={mapping.columns[role] === undefined ? NONE : String(mapping.columns[role])}
            options={options}
            onPick={(picked) =>
              change(withColumn(mapping, role, picked === NONE ? null : Number(picked)))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function RowMistakes({ rows }: { readonly rows: readonly RowMistake[] }): JSX.Element {
  return (
    <Grid
      label={dataText.wrongRows}
      rows={rows}
      columns={[
        { id: 'line', title: dataText.line, isNumber: true, value: ({ line }) => line },
        { id: 'reason', title: dataText.reason, value: ({ reason }) => reason },
      ]}
      keyOf={({ line }) => String(line)}
    />
  );
}
