import { describeAudit, describeQueries, describeRecords } from '@argosy/testkit/contracts';

import { openProjections, openRecords } from './store.ts';

const place = { engine: 'sqlite', file: ':memory:' } as const;

describeRecords('SQLite', () => openRecords(place));
describeAudit('SQLite', () => openRecords(place));
describeQueries('SQLite', () => openProjections(place));
