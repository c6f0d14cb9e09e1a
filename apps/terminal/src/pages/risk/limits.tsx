import type { LimitChange, RiskLimit } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useProof } from '../../app/use-proof.tsx';
import { formatDecimal, formatNumber, type Grouping } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { riskText, scopeText } from '../../text/risk.ts';
import { Button } from '../../ui/button.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { UseBar } from '../../ui/use-bar.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { LimitDialog } from './limit-dialog.tsx';
import { limitFormOf, newLimitForm, shareOf, type LimitForm } from './limit-form.ts';

const AGAIN_MS = 2_000;

/** The limits that hold, how much of each is used, and other values for them. */
export function Limits(): JSX.Element {
  const { link, preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const account = useSignal(link.accountId);
  const isOwner = useSignal(link.me)?.role === 'owner';
  const { prove, dialog } = useProof();
  const [form, setForm] = useState<LimitForm | null>(null);
  const limits = useAsk((signal) => link.api.listRiskLimits({ signal }), [], AGAIN_MS);
  const send = async (change: LimitChange): Promise<ApiResult<unknown>> => {
    const key = crypto.randomUUID();
    const answer = await prove(() => link.api.setRiskLimit({ body: change, key }));
    if (answer.ok) link.notices.tell({ level: 'info', text: riskText.limitSet });
    limits.again();
    return answer;
  };
  const facts = useMemo(() => limitColumns(grouping, zone), [grouping, zone]);
  const columns = isOwner
    ? [...facts, changeColumn((row) => setForm(limitFormOf(row, zone)))]
    : facts;
  const tools = isOwner ? (
    <div className="page__tools">
      <Button onClick={() => setForm(newLimitForm(account ?? ''))}>{riskText.setLimit}</Button>
    </div>
  ) : null;
  return (
    <Part title={riskText.limits} tools={tools}>
      <Answer of={limits} isEmpty={(value) => value.limits.length === 0} empty={riskText.noLimits}>
        {(value) => (
          <Grid label={riskText.limits} rows={value.limits} columns={columns} keyOf={keyOf} />
        )}
      </Answer>
      {form === null ? null : (
        <LimitDialog
          first={form}
          limits={limits.value?.limits ?? []}
          send={send}
          onClose={() => setForm(null)}
        />
      )}
      {dialog}
    </Part>
  );
}

function keyOf({ account, scope, limit, from, currency }: RiskLimit): string {
  return `${account} ${scopeText(scope)} ${limit} ${from} ${currency ?? ''}`;
}

function limitColumns(grouping: Grouping, zone: Zone): readonly GridColumn<RiskLimit>[] {
  return [
    { id: 'account', title: riskText.account, value: ({ account }) => account },
    { id: 'scope', title: riskText.scope, value: ({ scope }) => scopeText(scope) },
    { id: 'limit', title: riskText.limit, value: ({ limit }) => riskText.limitNames[limit] },
    {
      id: 'use',
      title: riskText.use,
      value: (row) => shareOf(row),
      show: (row) => <Use row={row} grouping={grouping} />,
    },
    {
      id: 'value',
      title: riskText.value,
      isNumber: true,
      value: ({ value }) => value,
      show: ({ value, currency, unit }) =>
        `${formatDecimal(value, grouping)} ${currency ?? (unit === 'bps' ? 'bp' : '')}`,
    },
    {
      id: 'until',
      title: riskText.until,
      value: ({ until }) => until,
      show: ({ until }) => formatInstant(until, zone),
    },
    {
      id: 'reason',
      title: riskText.reason,
      value: ({ from, reason }) => (from === 'configuration' ? riskText.ofConfiguration : reason),
    },
  ];
}

const PERCENT = 100;

function Use({
  row,
  grouping,
}: {
  readonly row: RiskLimit;
  readonly grouping: Grouping;
}): JSX.Element {
  const share = shareOf(row);
  if (share === null || row.used === null) {
    return <span className="muted">{noUse(row)}</span>;
  }
  const percent = formatNumber(share * PERCENT, 0, grouping);
  const figures = riskText.usedOf(
    formatDecimal(row.used, grouping),
    formatDecimal(row.value, grouping),
  );
  return (
    <UseBar
      label={`${riskText.use}: ${riskText.limitNames[row.limit]}`}
      share={share}
      text={`${figures} (${percent}%)`}
    />
  );
}

/** Of what each order is held against by itself nothing is used up. */
function noUse({ limit }: RiskLimit): string {
  const isEach = limit === 'orderQty' || limit === 'orderValue' || limit === 'cashBufferBps';
  return isEach ? riskText.eachOrder : riskText.useUnknown;
}

function changeColumn(change: (row: RiskLimit) => void): GridColumn<RiskLimit> {
  return {
    id: 'change',
    title: '',
    value: () => null,
    show: (row) => (
      <Button
        aria-label={`${riskText.changeLimit}: ${riskText.limitNames[row.limit]}, ${scopeText(row.scope)}`}
        onClick={() => change(row)}
      >
        {riskText.changeLimit}
      </Button>
    ),
  };
}
