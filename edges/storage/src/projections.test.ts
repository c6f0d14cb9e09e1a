import { describeProjectionCases, describeProjections } from '@argosy/testkit/contracts';

import { openProjections, type ProjectionStore } from './store.ts';

const open = (): Promise<ProjectionStore> =>
  openProjections({ engine: 'sqlite', file: ':memory:' });

describeProjectionCases('SQLite', open);
describeProjections('SQLite', { open, runs: 25 });
