import { authErrors, type AuthErrorCode } from '@argosy/contract';
import { ArgosyError, refuse, type Result } from 'argosy/core';

/** What keeps the login from starting, and what it means. */
export const loginFaults = {
  KEYS_BAD: 'the master keys cannot be read',
  KEYS_OPEN: 'the file of the master keys can be read by others',
  KEY_UNKNOWN: 'what is sealed was sealed with a key that is not here',
  SEAL_BROKEN: 'what is sealed was changed, or is of another place',
  CERTIFICATE_BAD: 'the certificate cannot be used',
  PLAIN_HTTP: 'without a certificate only the machine itself is served',
  ROUTE_OPEN: 'a route does not say who may call it',
} as const;

/** The codes of `loginFaults`. */
export type LoginFaultCode = keyof typeof loginFaults;

/** A fault with the particulars of the case. */
export function loginFault(code: LoginFaultCode, detail: string, cause?: unknown): ArgosyError {
  return new ArgosyError(code, `${loginFaults[code]}: ${detail}`, { cause });
}

/** The same as a value, where it is no fault of the environment. */
export function faultOf(code: LoginFaultCode, detail: string): Result<never> {
  return { ok: false, refusal: { code, reason: `${loginFaults[code]}: ${detail}` } };
}

/** A refusal that a caller is answered with. */
export function authRefusal(code: AuthErrorCode, detail?: string): Result<never> {
  const { message } = authErrors[code];
  return refuse(code, detail === undefined ? message : `${message}: ${detail}`);
}
