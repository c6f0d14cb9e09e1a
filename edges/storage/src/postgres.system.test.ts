import { describeProjectionCases, describeProjections } from '@argosy/testkit/contracts';
import { describePostgres } from '@argosy/testkit/postgres';

import { openProjections, type ProjectionStore } from './store.ts';

describePostgres('storage on PostgreSQL', (server) => {
  const open = (): Promise<ProjectionStore> => {
    const { connection, schema } = { connection: server().connection, schema: server().schema() };
    return openProjections({ engine: 'postgres', connection, schema });
  };

  describeProjectionCases('PostgreSQL', open);
  describeProjections('PostgreSQL', { open, runs: 5 });
});
