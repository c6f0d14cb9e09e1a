import './settings-page.css';

import type { JSX } from 'react';
import type { Signal } from '@preact/signals-core';

import { useTerminal } from '../../app/context.tsx';
import { settingsText } from '../../text/settings.ts';
import { SelectField } from '../../ui/field.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** What people set for themselves. */
export function SettingsPage(): JSX.Element {
  const { preferences } = useTerminal();
  return (
    <div className="settings">
      <section>
        <h2>{settingsText.look}</h2>
        <Choice label={settingsText.theme} of={preferences.theme} names={settingsText.themes} />
        <Switch label={settingsText.colourBlindSafe} of={preferences.isColourBlindSafe} />
        <Switch label={settingsText.redUp} of={preferences.isRedUp} />
      </section>
      <section>
        <h2>{settingsText.numbers}</h2>
        <Choice
          label={settingsText.grouping}
          of={preferences.grouping}
          names={settingsText.groupings}
        />
        <Choice label={settingsText.zone} of={preferences.zone} names={settingsText.zones} />
      </section>
    </div>
  );
}

function Choice<Value extends string>({
  label,
  of,
  names,
}: {
  readonly label: string;
  readonly of: Signal<Value>;
  readonly names: Readonly<Record<Value, string>>;
}): JSX.Element {
  const value = useSignal(of);
  const options = Object.entries<string>(names).map(([name, label]) => ({
    value: name as Value,
    label,
  }));
  return (
    <SelectField
      label={label}
      value={value}
      options={options}
      onPick={(picked) => (of.value = picked)}
    />
  );
}

function Switch({
  label,
  of,
}: {
  readonly label: string;
  readonly of: Signal<boolean>;
}): JSX.Element {
  const isOn = useSignal(of);
  return (
    <label className="switch">
      <input type="checkbox" checked={isOn} onChange={() => (of.value = !isOn)} />
      {label}
    </label>
  );
}
