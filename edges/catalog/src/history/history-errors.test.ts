import { describe, expect, test } from 'vitest';

import { historyError, historyErrors } from './history-errors.ts';

describe.each(Object.entries(historyErrors))('%s', (code, message) => {
  test('is a stable code of history', () => {
    expect(code).toMatch(/^HISTORY(_[A-Z]+)+$/u);
  });

  test('has a message that others can follow with a colon', () => {
    expect(message).toMatch(/^[a-zA-Z].*[a-zA-Z0-9 ]$/u);
  });
});

test('an error says the table’s message and the particulars', () => {
  const error = historyError('HISTORY_NO_TAPE', 'data/tape', { folder: 'data/tape' });
  expect(error.message).toBe('a folder has no tape: data/tape');
  expect(error).toMatchObject({ code: 'HISTORY_NO_TAPE', details: { folder: 'data/tape' } });
});
