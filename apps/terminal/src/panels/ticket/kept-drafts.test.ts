import { expect, test } from 'vitest';

import { emptyDraft, type TicketDraft } from './draft.ts';
import { KEPT_MAX, KeptDrafts } from './kept-drafts.ts';

function draftOf(id: string, qty: string): TicketDraft {
  return { ...emptyDraft({ id, lot: '1', kind: 'equity' }, { products: ['delivery'] }), qty };
}

test('a draft is found again by account and instrument until it is forgotten', () => {
  const drafts = new KeptDrafts();
  drafts.keep('P1', draftOf('SBIN.NSE', '7'));
  drafts.keep('P2', draftOf('SBIN.NSE', '9'));
  expect(drafts.find('P1', 'SBIN.NSE')?.qty).toBe('7');
  drafts.forget('P1', 'SBIN.NSE');
  expect(drafts.find('P1', 'SBIN.NSE')).toBeNull();
  expect(drafts.find('P2', 'SBIN.NSE')?.qty).toBe('9');
});

test('of many drafts those stay that were touched last', () => {
  const drafts = new KeptDrafts();
  for (let at = 0; at < KEPT_MAX; at += 1) drafts.keep('P1', draftOf(`I${at}`, '1'));
  drafts.keep('P1', draftOf('I0', '2'));
  drafts.keep('P1', draftOf('NEW', '1'));
  expect(drafts.find('P1', 'I1')).toBeNull();
  expect(drafts.find('P1', 'I0')?.qty).toBe('2');
  expect(drafts.find('P1', 'NEW')?.qty).toBe('1');
});
