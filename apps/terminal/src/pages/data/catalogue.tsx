import type { DataCatalogue, DataSeries } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber, formatShort, type Grouping } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { dataText } from '../../text/data.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import type { Asked } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

/** Every series of history; the one that is chosen is shown below. */
export function Catalogue({
  catalogue,
  chosen,
  choose,
}: {
  readonly catalogue: Asked<DataCatalogue>;
  readonly chosen: string | null;
  readonly choose: (series: string) => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const grouping = useSignal(preferences.grouping);
  const columns = useMemo(() => seriesColumns(zone, grouping), [zone, grouping]);
  return (
    <Part title={dataText.catalogue}>
      <Answer of={catalogue} isEmpty={({ series }) => series.length === 0} empty={dataText.none}>
        {({ series, left }) => (
          <>
            <div className="data__catalogue">
              <Grid
                label={dataText.catalogue}
                rows={series}
                columns={columns}
                keyOf={(row) => row.series}
                rowClass={(row) => (row.series === chosen ? 'data__chosen' : '')}
                onPoint={(row) => choose(row.series)}
                onOpen={(row) => choose(row.series)}
              />
            </div>
            {left === 0 ? null : <p className="muted">{dataText.left(left)}</p>}
          </>
        )}
      </Answer>
    </Part>
  );
}

function seriesColumns(zone: Zone, grouping: Grouping): readonly GridColumn<DataSeries>[] {
  const at = (id: 'first' | 'last', of: (row: DataSeries) => string | null) => ({
    id,
    title: dataText[id],
    value: of,
    show: (row: DataSeries) => formatInstant(of(row), zone),
  });
  return [
    { id: 'instrument', title: dataText.instrument, value: ({ instrument }) => instrument },
    { id: 'kind', title: dataText.kind, value: ({ kind }) => kind },
    { id: 'spec', title: dataText.spec, value: ({ series }) => series.split(' ')[2] ?? '' },
    {
      id: 'rows',
      title: dataText.rows,
      isNumber: true,
      value: ({ rows }) => rows,
      show: ({ rows }) => formatNumber(rows, 0, grouping),
    },
    at('first', ({ firstAt }) => firstAt),
    at('last', ({ lastAt }) => lastAt),
    {
      id: 'size',
      title: dataText.size,
      isNumber: true,
      value: ({ bytes }) => bytes,
      show: ({ bytes }) => `${formatShort(bytes, grouping)}B`,
    },
    { id: 'files', title: dataText.files, isNumber: true, value: ({ files }) => files },
  ];
}
