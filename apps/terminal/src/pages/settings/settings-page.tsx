import './settings-page.css';

import { useState, type JSX } from 'react';
import type { Signal } from '@preact/signals-core';

import { useTerminal } from '../../app/context.tsx';
import { settingsText } from '../../text/settings.ts';
import { Button } from '../../ui/button.tsx';
import { LogOut } from '../../shell/log-out.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** What people set for themselves. */
export function SettingsPage(): JSX.Element {
  const { preferences, overlays } = useTerminal();
  return (
    <div className="settings">
      <section>
        <h2>{settingsText.look}</h2>
        <Choice label={settingsText.theme} of={preferences.theme} names={settingsText.themes} />
        <Switch label={settingsText.colourBlindSafe} of={preferences.isColourBlindSafe} />
        <Switch label={settingsText.redUp} of={preferences.isRedUp} />
        <Choice
          label={settingsText.density}
          of={preferences.density}
          names={settingsText.densities}
        />
        <Switch label={settingsText.isPrivate} of={preferences.isPrivate} />
      </section>
      <section>
        <h2>{settingsText.orders}</h2>
        <Choice
          label={settingsText.confirm}
          of={preferences.confirm}
          names={settingsText.confirms}
        />
        <LargeFrom
          of={preferences.largeFrom}
          isMeant={useSignal(preferences.confirm) === 'large'}
        />
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
      <section>
        <h2>{settingsText.keys}</h2>
        <Button onClick={() => (overlays.open.value = 'keys')}>{settingsText.keysOpen}</Button>
      </section>
      <section>
        <h2>{settingsText.session}</h2>
        <LogOut kind="plain" />
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

/** From what value on an order is asked about: kept once it is a number. */
function LargeFrom({
  of,
  isMeant,
}: {
  readonly of: Signal<number>;
  readonly isMeant: boolean;
}): JSX.Element | null {
  const [typed, setTyped] = useState(() => String(of.peek()));
  const isWrong = !(Number(typed) > 0);
  if (!isMeant) return null;
  return (
    <TextField
      label={settingsText.largeFrom}
      inputMode="decimal"
      value={typed}
      error={isWrong ? settingsText.largeWrong : null}
      onChange={({ target }) => {
        setTyped(target.value);
        if (Number(target.value) > 0) of.value = Number(target.value);
      }}
    />
  );
}
