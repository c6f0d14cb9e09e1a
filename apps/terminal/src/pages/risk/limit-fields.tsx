import type { RiskLimit } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { riskText } from '../../text/risk.ts';
import { settingsText } from '../../text/settings.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { limitKinds, valueMistake, type LimitForm } from './limit-form.ts';

const limitNames: readonly RiskLimit['limit'][] = [
  'dailyLoss',
  'drawdown',
  'openValue',
  'position',
  'orderQty',
  'orderValue',
  'cashBufferBps',
];

/** What a limit is made of. */
export function LimitFields({
  form,
  change,
}: {
  readonly form: LimitForm;
  readonly change: (part: Partial<LimitForm>) => void;
}): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const accounts = useSignal(link.accounts);
  const { account, limit, kind, value } = form;
  const kinds = limitKinds[limit];
  const mistake = valueMistake(value);
  const isTyped = kind === 'book' || kind === 'strategy' || kind === 'instrument';
  return (
    <>
      <SelectField
        label={riskText.account}
        value={account}
        options={accounts.map(({ id }) => ({ value: id, label: id }))}
        onPick={(picked) => change({ account: picked })}
      />
      <SelectField
        label={riskText.limit}
        value={limit}
        options={limitNames.map((name) => ({ value: name, label: riskText.limitNames[name] }))}
        onPick={(picked) =>
          change({ limit: picked, kind: limitKinds[picked].includes(kind) ? kind : 'account' })
        }
      />
      <SelectField
        label={riskText.scope}
        value={kind}
        options={kinds.map((one) => ({ value: one, label: riskText.scopeKinds[one] }))}
        onPick={(picked) => change({ kind: picked, of: '' })}
      />
      {isTyped ? (
        <TextField
          label={riskText.scopeKinds[kind]}
          value={form.of}
          maxLength={64}
          onChange={({ target }) => change({ of: target.value })}
        />
      ) : null}
      <TextField
        label={riskText.value}
        hint={riskText.units[limit]}
        error={mistake === null ? null : riskText[mistake]}
        className="input number"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={({ target }) => change({ value: target.value })}
      />
      <TextField
        label={riskText.untilField(settingsText.zoneOf[zone])}
        type="datetime-local"
        value={form.until}
        onChange={({ target }) => change({ until: target.value })}
      />
      <TextField
        label={riskText.because}
        value={form.reason}
        maxLength={200}
        onChange={({ target }) => change({ reason: target.value })}
      />
    </>
  );
}
