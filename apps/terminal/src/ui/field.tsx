import './field.css';

import { useId, type ComponentProps, type JSX, type ReactNode } from 'react';

/** A labelled control with what is wrong with it, told where it stands. */
export function Field({
  label,
  hint = null,
  error = null,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}): JSX.Element {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className={`field ${error === null ? '' : 'field--wrong'}`}>
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      {children({ id, 'aria-describedby': about })}
      <p id={about} className="field__about">
        {error ?? hint}
      </p>
    </div>
  );
}

/** A line of text with its label. */
export function TextField({
  label,
  hint,
  error,
  ...rest
}: Omit<ComponentProps<'input'>, 'id'> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}): JSX.Element {
  return (
    <Field label={label} hint={hint ?? null} error={error ?? null}>
      {(ids) => (
        <input
          className="input"
          aria-invalid={(error ?? null) === null ? undefined : true}
          {...ids}
          {...rest}
        />
      )}
    </Field>
  );
}

/** One of several, with its label. */
export function SelectField<Value extends string>({
  label,
  value,
  options,
  onPick,
  ...rest
}: Omit<ComponentProps<'select'>, 'id' | 'value' | 'onChange'> & {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onPick: (value: Value) => void;
}): JSX.Element {
  return (
    <Field label={label}>
      {(ids) => (
        <select
          className="input"
          value={value}
          onChange={({ target }) => {
            const picked = options.find((option) => option.value === target.value);
            if (picked !== undefined) onPick(picked.value);
          }}
          {...ids}
          {...rest}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
