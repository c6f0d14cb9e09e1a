import { expect, test } from 'vitest';

import { searchErrors, searchRefusal } from './errors.ts';

test('a refusal says what is wrong, then the particulars', () => {
  const refusal = {
    code: 'SEARCH_BAD_LIMIT',
    reason: `${searchErrors.SEARCH_BAD_LIMIT.message}: 99`,
  };
  expect(searchRefusal('SEARCH_BAD_LIMIT', '99')).toEqual({ ok: false, refusal });
});
