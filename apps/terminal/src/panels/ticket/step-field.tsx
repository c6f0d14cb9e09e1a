import type { JSX, KeyboardEvent } from 'react';

import { parseTyped } from '../../format/decimal.ts';
import { stepped } from '../../format/exact.ts';
import { TextField } from '../../ui/field.tsx';

const LARGE_STEP = 10;

/** A number that arrows move by its step, ten with Shift. */
export function StepField({
  label,
  value,
  step,
  hint,
  error,
  onValue,
  name,
}: {
  readonly label: string;
  readonly value: string;
  readonly step: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly onValue: (value: string) => void;
  readonly name: string;
}): JSX.Element {
  const move = (event: KeyboardEvent): void => {
    if (event.code !== 'ArrowUp' && event.code !== 'ArrowDown') return;
    event.preventDefault();
    const count = (event.code === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? LARGE_STEP : 1);
    onValue(stepped(parseTyped(value) ?? '0', step, count, step));
  };
  return (
    <TextField
      label={label}
      name={name}
      inputMode="decimal"
      autoComplete="off"
      className="input number"
      value={value}
      hint={hint}
      error={error ?? null}
      onChange={({ target }) => onValue(target.value)}
      onKeyDown={move}
    />
  );
}
