import { useEffect, useRef, useState, type JSX } from 'react';

import { chartText } from '../../text/chart.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Loading } from '../../ui/state.tsx';
import type { Panel } from '../../workspace/panel-kind.ts';
import { loadIndicators, type ChartIndicator, type ChosenIndicator } from './chart-indicators.ts';
import { chosenOf } from './chart-state.ts';
import { findIndicators } from './find-indicators.ts';

const SHOWN_MAX = 12;

type NumberParameter = Exclude<ChartIndicator['parameters'][string], { readonly kind: 'choice' }>;

/** Puts indicators on a chart, and sets those that are on it: the fields are made of what each says of itself. */
export function IndicatorDialog({
  panel,
  onClose,
}: {
  readonly panel: Panel;
  readonly onClose: () => void;
}): JSX.Element {
  const [known, setKnown] = useState<readonly ChartIndicator[] | null>(null);
  const [words, setWords] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => void loadIndicators().then(setKnown), []);
  useEffect(() => field.current?.focus(), [known]);
  const chosen = chosenOf(panel);
  const put = (indicators: readonly ChosenIndicator[]): void => panel.set({ indicators });
  const add = ({ name, parameters }: ChartIndicator): void => {
    const values = Object.fromEntries(
      Object.entries(parameters).map(([key, { standard }]) => [key, standard]),
    );
    put([...chosen, { id: `${name} ${crypto.randomUUID()}`, name, values }]);
  };
  const found = findIndicators(known ?? [], words).slice(0, SHOWN_MAX);
  return (
    <Dialog title={chartText.indicators} onClose={onClose}>
      {known === null ? (
        <Loading />
      ) : (
        <>
          {chosen.map((one) => (
            <Settings
              key={one.id}
              one={one}
              of={known.find(({ name }) => name === one.name)}
              change={(values) =>
                put(chosen.map((other) => (other.id === one.id ? { ...other, values } : other)))
              }
              remove={() => put(chosen.filter(({ id }) => id !== one.id))}
            />
          ))}
          <TextField
            label={chartText.find}
            value={words}
            ref={field}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={({ code }) => {
              const [best] = found;
              if (code === 'Enter' && words.trim() !== '' && best !== undefined) add(best);
            }}
          />
          <ul className="indicator-list">
            {found.map((indicator) => (
              <li key={indicator.name}>
                <button type="button" onClick={() => add(indicator)}>
                  <strong>{indicator.title}</strong>{' '}
                  <span className="muted">{indicator.formula}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Settings({
  one,
  of,
  change,
  remove,
}: {
  readonly one: ChosenIndicator;
  readonly of: ChartIndicator | undefined;
  readonly change: (values: ChosenIndicator['values']) => void;
  readonly remove: () => void;
}): JSX.Element | null {
  if (of === undefined) return null;
  return (
    <fieldset className="indicator-settings">
      <legend>{of.title}</legend>
      {Object.entries(of.parameters).map(([name, parameter]) =>
        parameter.kind === 'choice' ? (
          <SelectField
            key={name}
            label={name}
            value={String(one.values[name] ?? parameter.standard)}
            options={parameter.of.map((word) => ({ value: word, label: word }))}
            onPick={(word) => change({ ...one.values, [name]: word })}
          />
        ) : (
          <NumberSetting
            key={name}
            name={name}
            parameter={parameter}
            first={one.values[name] ?? parameter.standard}
            set={(value) => change({ ...one.values, [name]: value })}
          />
        ),
      )}
      <Button kind="quiet" onClick={remove} aria-label={chartText.remove(of.title)}>
        ×
      </Button>
    </fieldset>
  );
}

/** A number of an indicator: what it cannot be is told, and what it was stays. */
function NumberSetting({
  name,
  parameter: { kind, min, max },
  first,
  set,
}: {
  readonly name: string;
  readonly parameter: NumberParameter;
  readonly first: number | string;
  readonly set: (value: number) => void;
}): JSX.Element {
  const [isWrong, setWrong] = useState(false);
  const isWhole = kind === 'whole';
  return (
    <TextField
      label={name}
      type="number"
      min={min}
      max={max}
      step={isWhole ? 1 : 'any'}
      defaultValue={first}
      error={isWrong ? chartText.range(min, max, isWhole) : null}
      onChange={({ target }) => {
        const value = target.valueAsNumber;
        const isFine = value >= min && value <= max && (!isWhole || Number.isInteger(value));
        setWrong(!isFine);
        if (isFine) set(value);
      }}
    />
  );
}
