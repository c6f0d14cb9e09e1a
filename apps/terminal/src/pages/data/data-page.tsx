import './data.css';

import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { dataText } from '../../text/data.ts';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { BackfillPart } from './backfill-part.tsx';
import { Catalogue } from './catalogue.tsx';
import { ImportPart } from './import-part.tsx';
import { SeriesDetail } from './series-detail.tsx';
import { TaskList } from './task-list.tsx';
import { useTasks } from './use-tasks.ts';

/** History: what there is, how good it is, and the ways in and out. */
export function DataPage(): JSX.Element {
  const { link, routes } = useTerminal();
  const isOwner = useSignal(link.me)?.role === 'owner';
  const chosen = useSignal(routes.route).query.get('series');
  const hand = useTasks();
  const catalogue = useAsk((signal) => link.api.listData({ signal }), [hand.taken]);
  const isThere = catalogue.value?.series.some(({ series }) => series === chosen) === true;
  return (
    <div className="page">
      <Catalogue
        catalogue={catalogue}
        chosen={chosen}
        choose={(series) => routes.note('series', series)}
      />
      {chosen !== null && isThere ? (
        <SeriesDetail series={chosen} hand={hand} />
      ) : (
        <p className="muted">{catalogue.value?.series.length === 0 ? '' : dataText.pick}</p>
      )}
      <TaskList hand={hand} />
      {isOwner ? <BackfillPart hand={hand} /> : null}
      {isOwner ? <ImportPart hand={hand} /> : null}
    </div>
  );
}
