import './risk-page.css';

import type { Anomaly, Rejection, RiskState, StateChange } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useProof } from '../../app/use-proof.tsx';
import { UNKNOWN } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { riskText, scopeText } from '../../text/risk.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Limits } from './limits.tsx';

const AGAIN_MS = 2_000;
const ROWS = 100;

/** What may be done, within which limits, and what was refused for which rule. */
export function RiskPage(): JSX.Element {
  return (
    <div className="page">
      <States />
      <Limits />
      <Rejections />
      <Anomalies />
    </div>
  );
}

function States(): JSX.Element {
  const { link } = useTerminal();
  const account = useSignal(link.accountId);
  const me = useSignal(link.me);
  const [reason, setReason] = useState('');
  const { prove, dialog } = useProof();
  const states = useAsk((signal) => link.api.listRiskStates({ signal }), [], AGAIN_MS);
  const set = async (state: StateChange['state']): Promise<void> => {
    if (account === null) return;
    const body = { account, scope: { kind: 'account' }, state, reason: reason.trim() } as const;
    const answer = await prove(() => link.api.setRiskState({ body }));
    link.notices.tell(
      answer.ok
        ? { level: 'info', text: riskText.changed(account) }
        : { level: 'error', text: answer.problem.title, detail: answer.problem.detail },
    );
    states.again();
  };
  const isReady = reason.trim() !== '' && account !== null;
  const tools =
    me?.role === 'owner' ? (
      <div className="page__tools">
        <TextField
          label={riskText.because}
          value={reason}
          maxLength={200}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button disabled={!isReady} onClick={() => void set('ACTIVE')}>
          {riskText.activate}
        </Button>
        <Button disabled={!isReady} onClick={() => void set('REDUCING')}>
          {riskText.reduce}
        </Button>
        <Button kind="danger" disabled={!isReady} onClick={() => void set('HALTED')}>
          {riskText.halt}
        </Button>
      </div>
    ) : null;
  return (
    <Part title={riskText.states} tools={tools}>
      <Answer of={states} isEmpty={(value) => value.states.length === 0} empty={riskText.allActive}>
        {(value) => (
          <Grid
            label={riskText.states}
            rows={value.states}
            columns={stateColumns}
            keyOf={(row) => `${row.account} ${scopeText(row.scope)}`}
          />
        )}
      </Answer>
      {dialog}
    </Part>
  );
}

const stateColumns: readonly GridColumn<RiskState>[] = [
  { id: 'account', title: riskText.account, value: ({ account }) => account },
  { id: 'scope', title: riskText.scope, value: ({ scope }) => scopeText(scope) },
  {
    id: 'state',
    title: riskText.state,
    value: ({ state }) => riskText.stateNames[state],
    show: ({ state }) => (
      <span className={state === 'HALTED' ? 'down' : 'warn'}>{riskText.stateNames[state]}</span>
    ),
  },
  { id: 'reason', title: riskText.reason, value: ({ reason }) => reason },
];

function Rejections(): JSX.Element {
  const { link, preferences, focus } = useTerminal();
  const zone = useSignal(preferences.zone);
  const rejections = useAsk(
    (signal) => link.api.listRejections({ query: { size: ROWS }, signal }),
    [],
    AGAIN_MS,
  );
  const columns = useMemo(() => rejectionColumns(zone), [zone]);
  return (
    <Part title={riskText.rejections}>
      <Answer
        of={rejections}
        isEmpty={({ items }) => items.length === 0}
        empty={riskText.noRejections}
      >
        {({ items }) => (
          <Grid
            label={riskText.rejections}
            rows={items}
            columns={columns}
            keyOf={(row) => `${row.at} ${row.order ?? ''} ${row.type}`}
            onOpen={({ order }) => {
              if (order !== null) focus.show(order);
            }}
          />
        )}
      </Answer>
    </Part>
  );
}

function rejectionColumns(zone: Zone): readonly GridColumn<Rejection>[] {
  return [
    timeColumn(zone),
    { id: 'account', title: riskText.account, value: ({ account }) => account ?? UNKNOWN },
    { id: 'instrument', title: riskText.instrument, value: ({ instrument }) => instrument },
    { id: 'order', title: riskText.order, value: ({ order }) => order },
    { id: 'rule', title: riskText.rule, value: ({ code }) => code },
    { id: 'reason', title: riskText.reason, value: ({ reason }) => reason },
  ];
}

function timeColumn<Row extends { readonly at: string }>(zone: Zone): GridColumn<Row> {
  return {
    id: 'time',
    title: riskText.time,
    value: ({ at }) => at,
    show: ({ at }) => formatInstant(at, zone),
  };
}

function Anomalies(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const anomalies = useAsk(
    (signal) => link.api.listAnomalies({ query: { size: ROWS }, signal }),
    [],
    AGAIN_MS,
  );
  const columns = useMemo(
    (): readonly GridColumn<Anomaly>[] => [
      timeColumn(zone),
      { id: 'type', title: riskText.type, value: ({ type }) => type },
      { id: 'account', title: riskText.account, value: ({ account }) => account },
      { id: 'order', title: riskText.order, value: ({ order }) => order },
      { id: 'detail', title: riskText.detail, value: ({ detail }) => detail },
    ],
    [zone],
  );
  return (
    <Part title={riskText.anomalies}>
      <Answer
        of={anomalies}
        isEmpty={({ items }) => items.length === 0}
        empty={riskText.noAnomalies}
      >
        {({ items }) => (
          <Grid
            label={riskText.anomalies}
            rows={items}
            columns={columns}
            keyOf={(row) => `${row.at} ${row.type} ${row.account ?? ''}`}
          />
        )}
      </Answer>
    </Part>
  );
}
