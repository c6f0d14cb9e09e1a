import type { AuditQuery, AuditRow } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatInstant, type Zone } from '../../format/time.ts';
import { adminText } from '../../text/admin.ts';
import { settingsText } from '../../text/settings.ts';
import { Button } from '../../ui/button.tsx';
import { downloadCsv } from '../../ui/download.ts';
import { TextField } from '../../ui/field.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { toCsv } from '../../ui/grid-rows.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { auditQueryOf, noFilter, type AuditFilter } from './audit-filter.ts';

const AGAIN_MS = 2_000;
const ROWS = 200;
/** So long somebody may type before it is asked for. */
const SETTLE_MS = 300;

/** Who did what, as far back as there is, and whether each entry is as it was written. */
export function Audit(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const [filter, setFilter] = useState(noFilter);
  const [cursor, setCursor] = useState<string | null>(null);
  const asked = useSettled(filter, SETTLE_MS);
  const query: AuditQuery = {
    ...auditQueryOf(asked, zone),
    size: ROWS,
    ...(cursor === null ? {} : { cursor }),
  };
  // An older page stands still; the newest one goes on.
  const audit = useAsk(
    (signal) => link.api.listAudit({ query, signal }),
    [query],
    cursor === null ? AGAIN_MS : null,
  );
  const columns = useMemo(() => auditColumns(zone), [zone]);
  const change = (part: Partial<AuditFilter>): void => {
    setCursor(null);
    setFilter({ ...filter, ...part });
  };
  const next = audit.value?.next ?? null;
  const rows = audit.value?.items ?? [];
  const tools = (
    <>
      <Verify />
      <div className="page__tools">
        <AuditFields filter={filter} change={change} />
        <Button disabled={cursor === null} onClick={() => setCursor(null)}>
          {adminText.newest}
        </Button>
        <Button disabled={next === null} onClick={() => setCursor(next)}>
          {adminText.older}
        </Button>
        <Button
          disabled={rows.length === 0}
          onClick={() => downloadCsv('audit.csv', toCsv(rows, columns))}
        >
          {adminText.csv}
        </Button>
      </div>
    </>
  );
  return (
    <Part title={adminText.audit} tools={tools}>
      <Answer of={audit} isEmpty={({ items }) => items.length === 0} empty={adminText.noAudit}>
        {({ items }) => (
          <Grid
            label={adminText.audit}
            rows={items}
            columns={columns}
            keyOf={({ sequence }) => String(sequence)}
          />
        )}
      </Answer>
    </Part>
  );
}

function Verify(): JSX.Element {
  const { link } = useTerminal();
  const [verdict, setVerdict] = useState<string | null>(null);
  const verify = async (): Promise<void> => {
    const answer = await link.api.verifyAudit({});
    if (!answer.ok) setVerdict(answer.problem.detail);
    else if (answer.value.fault === null) setVerdict(adminText.whole(answer.value.rows));
    else setVerdict(adminText.broken(answer.value.fault.sequence, answer.value.fault.reason));
  };
  return (
    <div className="page__tools">
      <Button onClick={() => void verify()}>{adminText.verify}</Button>
      <output>{verdict}</output>
    </div>
  );
}

const words = ['actor', 'action', 'subject', 'outcome'] as const;
const instants = ['from', 'until'] as const;

function AuditFields({
  filter,
  change,
}: {
  readonly filter: AuditFilter;
  readonly change: (part: Partial<AuditFilter>) => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  return (
    <>
      {words.map((name) => (
        <TextField
          key={name}
          label={adminText[name]}
          maxLength={200}
          value={filter[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ))}
      {instants.map((name) => (
        <TextField
          key={name}
          label={`${adminText[name]} (${settingsText.zoneOf[zone]})`}
          type="datetime-local"
          value={filter[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ))}
    </>
  );
}

function auditColumns(zone: Zone): readonly GridColumn<AuditRow>[] {
  return [
    { id: 'sequence', title: '#', isNumber: true, value: ({ sequence }) => sequence },
    {
      id: 'time',
      title: adminText.time,
      value: ({ at }) => at,
      show: ({ at }) => formatInstant(at, zone),
    },
    { id: 'actor', title: adminText.actor, value: ({ actor }) => actor },
    { id: 'action', title: adminText.action, value: ({ action }) => action },
    { id: 'subject', title: adminText.subject, value: ({ subject }) => subject },
    {
      id: 'outcome',
      title: adminText.outcome,
      value: ({ outcome }) => outcome,
      show: ({ outcome }) => <span className={outcome === 'done' ? '' : 'warn'}>{outcome}</span>,
    },
    { id: 'detail', title: adminText.detailOf, value: ({ detail }) => detail },
  ];
}
