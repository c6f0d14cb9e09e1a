import type { JSX } from 'react';

import { dataText } from '../../text/data.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { HintForm } from './import-form.ts';

const texts = [
  ['instrument', dataText.hintInstrument],
  ['exchange', dataText.hintExchange],
  ['spec', dataText.hintSpec],
  ['place', dataText.hintPlace],
] as const;

/** What somebody can say of a file that nobody could tell from it. */
export function HintFields({
  hints,
  change,
}: {
  readonly hints: HintForm;
  readonly change: (part: Partial<HintForm>) => void;
}): JSX.Element {
  return (
    <div className="data__fields">
      <SelectField
        label={dataText.kind}
        value={hints.kind}
        options={[
          { value: '', label: dataText.anyKind },
          { value: 'bar', label: dataText.kinds.bar },
          { value: 'quote', label: dataText.kinds.quote },
          { value: 'trade', label: dataText.kinds.trade },
        ]}
        onPick={(kind) => change({ kind })}
      />
      {texts.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          autoComplete="off"
          maxLength={64}
          value={hints[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ))}
    </div>
  );
}
