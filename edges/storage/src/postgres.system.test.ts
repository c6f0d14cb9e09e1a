import {
  describeAudit,
  describeProjectionCases,
  describeProjections,
  describeQueries,
  describeRecords,
} from '@argosy/testkit/contracts';
import { describePostgres } from '@argosy/testkit/postgres';

import {
  openProjections,
  openRecords,
  type ProjectionStore,
  type RecordStore,
  type StorePlace,
} from './store.ts';

describePostgres('storage on PostgreSQL', (server) => {
  const place = (): StorePlace => {
    const { connection, schema } = { connection: server().connection, schema: server().schema() };
    return { engine: 'postgres', connection, schema };
  };
  const open = (): Promise<ProjectionStore> => openProjections(place());
  const records = (): Promise<RecordStore> => openRecords(place(), { mayLose: true });

  describeProjectionCases('PostgreSQL', open);
  describeProjections('PostgreSQL', { open, runs: 5 });
  describeRecords('PostgreSQL', records);
  describeAudit('PostgreSQL', records);
  describeQueries('PostgreSQL', open);
});
