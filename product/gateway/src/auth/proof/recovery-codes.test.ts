import { describe, expect, test } from 'vitest';

import { isRecoveryCode, makeRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';

describe('recovery codes', () => {
  test('are ten, each another, in groups that people copy', () => {
    const codes = makeRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    expect(codes.every((code) => /^(?:[a-z2-7]{4}-){3}[a-z2-7]{4}$/u.test(code))).toBe(true);
  });

  test('are the same with spaces, in capitals, without dashes', () => {
    const [code = ''] = makeRecoveryCodes();
    const others = [code.toUpperCase(), code.replaceAll('-', ' '), code.replaceAll('-', '')];
    for (const other of others) expect(recoveryCodeHash(other)).toEqual(recoveryCodeHash(code));
    expect(others.every(isRecoveryCode)).toBe(true);
    expect(['123456', '', 'abcd'].some(isRecoveryCode)).toBe(false);
  });
});
