import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { dataText } from '../../text/data.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Part } from '../../ui/part.tsx';
import type { TasksInHand } from './use-tasks.ts';

const bars = ['1-DAY-LAST-EXTERNAL', '1-MINUTE-LAST-EXTERNAL'] as const;

/** The past of the market that the node trades on, into history. */
export function BackfillPart({ hand }: { readonly hand: TasksInHand }): JSX.Element {
  const { link } = useTerminal();
  const [instrument, setInstrument] = useState('');
  const [bar, setBar] = useState<(typeof bars)[number]>(bars[0]);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const isWhole = instrument.trim() !== '' && from !== '' && until !== '';
  const fill = (): void => {
    const at = (day: string): string => `${day}T00:00:00Z`;
    const body = { instrument: instrument.trim(), bar, from: at(from), until: at(until) };
    void hand.ask(link.api.queueBackfill({ body }));
  };
  return (
    <Part title={dataText.backfill}>
      <div className="page__tools">
        <TextField
          label={dataText.instrument}
          autoComplete="off"
          maxLength={64}
          value={instrument}
          onChange={({ target }) => setInstrument(target.value)}
        />
        <SelectField
          label={dataText.spec}
          value={bar}
          options={bars.map((value) => ({ value, label: value }))}
          onPick={setBar}
        />
        <TextField
          label={dataText.backfillFrom}
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <TextField
          label={dataText.until}
          type="date"
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
        <Button disabled={!isWhole} onClick={fill}>
          {dataText.fill}
        </Button>
      </div>
    </Part>
  );
}
