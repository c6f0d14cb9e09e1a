import { useEffect, useState, type JSX } from 'react';

import { chartText } from '../../text/chart.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Loading } from '../../ui/state.tsx';
import type { Panel } from '../../workspace/panel-kind.ts';
import { loadIndicators, type ChartIndicator, type ChosenIndicator } from './chart-indicators.ts';
import { chosenOf } from './chart-state.ts';

const SHOWN_MAX = 12;

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
  useEffect(() => void loadIndicators().then(setKnown), []);
  const chosen = chosenOf(panel);
  const put = (indicators: readonly ChosenIndicator[]): void => panel.set({ indicators });
  const add = ({ name, parameters }: ChartIndicator): void => {
    const values = Object.fromEntries(
      Object.entries(parameters).map(([key, { standard }]) => [key, standard]),
    );
    put([...chosen, { id: `${name} ${crypto.randomUUID()}`, name, values }]);
  };
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
            onChange={({ target }) => setWords(target.value)}
          />
          <ul className="indicator-list">
            {matching(known, words).map((indicator) => (
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

function matching(known: readonly ChartIndicator[], words: string): readonly ChartIndicator[] {
  const wanted = words.toLowerCase().split(' ');
  return known
    .filter(({ name, title }) => {
      const text = `${name} ${title}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .slice(0, SHOWN_MAX);
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
          <TextField
            key={name}
            label={name}
            type="number"
            min={parameter.min}
            max={parameter.max}
            step={parameter.kind === 'whole' ? 1 : 'any'}
            defaultValue={one.values[name] ?? parameter.standard}
            onChange={({ target }) => {
              const value = target.valueAsNumber;
              const isFine = value >= parameter.min && value <= parameter.max;
              if (isFine && (parameter.kind === 'number' || Number.isInteger(value))) {
                change({ ...one.values, [name]: value });
              }
            }}
          />
        ),
      )}
      <Button kind="quiet" onClick={remove} aria-label={chartText.remove(of.title)}>
        ×
      </Button>
    </fieldset>
  );
}
