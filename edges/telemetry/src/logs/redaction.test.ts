import { expect, test } from 'vitest';

import { hideSecrets, isSecretName } from './redaction.ts';

test.each([
  'password',
  'dbPassword',
  'API_KEY',
  'x-api-key',
  'Authorization',
  'Set-Cookie',
  'refresh_token',
  'totpSecret',
  'mpin',
  'PIN',
  'otp',
])('hides what is called %s', (name) => {
  expect([isSecretName(name), isSecretName(name)]).toEqual([true, true]);
});

test.each(['hotpath', 'spinning', 'optional', 'symbol', 'author', 'key', 'account', 'instrument'])(
  'shows what is called %s',
  (name) => {
    expect([isSecretName(name), isSecretName(name)]).toEqual([false, false]);
  },
);

test.each([
  ['sent Bearer abc.def-ghi_123 along', 'sent Bearer *** along'],
  ['Basic dXNlcjpwYXNz', 'Basic ***'],
  ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2ln-bmF0 back', 'got *** back'],
  ['postgres://argosy:hunter2@db:5432/x', 'postgres://argosy:***@db:5432/x'],
  ['GET /ws?access_token=abc&symbol=SBIN', 'GET /ws?access_token=***&symbol=SBIN'],
  ['/login?otp=123456', '/login?otp=***'],
  ['order 17 of SBIN at 815.25', 'order 17 of SBIN at 815.25'],
  ['http://host:8000/path@home', 'http://host:8000/path@home'],
])('%s is shown as %s', (text, shown) => {
  expect(hideSecrets(text)).toBe(shown);
});
