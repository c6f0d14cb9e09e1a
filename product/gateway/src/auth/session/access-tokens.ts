import { randomBytes } from 'node:crypto';

import { ok, toTimestamp, type Result, type Timestamp } from 'argosy/core';
import {
  decodeJwt,
  errors,
  jwtVerify,
  SignJWT,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';

import { authRefusal } from '../errors.ts';
import type { KeyRing, PurposeKey } from '../keys/key-ring.ts';
import type { AccessClaims } from './access-claims.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** The longest that an access token holds. */
export const ACCESS_SECONDS = 300;
/** The one algorithm. A token does not choose. */
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const ISSUER = 'argosy';
const AUDIENCE = 'argosy-api';
const TOKEN_LENGTH_MAX = 1_024;
/** Base 64 without padding, and a signature of 32 bytes. */
const tokenPattern = /^[\w-]+\.[\w-]+\.[\w-]{43}$/u;
/** Machines that share keys have clocks that differ. */
const CLOCK_SKEW_SECONDS = 5;
const headerNames: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);

/** Makes and reads access tokens: JWT signed with a key that never leaves the node. */
export class AccessTokens {
  readonly #keys: KeyRing;
  readonly #verified = new VerifiedTokens();

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  /** A token that holds from an instant on, and when it ends. */
  async sign(
    { user, session, provedAt }: Omit<AccessClaims, 'expiresAt'>,
    now: Timestamp,
  ): Promise<{ readonly token: string; readonly expiresAt: Timestamp }> {
    const issued = Math.floor(now / 1_000_000);
    const expires = issued + ACCESS_SECONDS;
    const { id, key } = this.#keys.current('access tokens');
    const token = await new SignJWT({ sid: session, auth_time: Math.floor(provedAt / 1_000_000) })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(user)
      .setIssuedAt(issued)
      .setExpirationTime(expires)
      .setJti(randomBytes(9).toString('base64url'))
      .sign(key);
    return { token, expiresAt: toTimestamp(expires * 1_000_000) };
  }

  /** Reads a token; refuses, without saying why, whatever is not exactly one of ours that holds now. */
  async verify(token: string, now: Timestamp): Promise<Result<AccessClaims>> {
    const isToken = token.length <= TOKEN_LENGTH_MAX && tokenPattern.test(token);
    if (!isToken) return authRefusal('TOKEN_INVALID');
    const known = this.#verified.find(token, now);
    if (known !== undefined) return ok(known);
    const claims = await this.#verify(token, now);
    if (claims.ok) {
      const { expiresAt } = claims.value;
      this.#verified.keep(token, claims.value, { from: now, until: expiresAt });
    }
    return claims;
  }

  async #verify(token: string, now: Timestamp): Promise<Result<AccessClaims>> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.#keyOf(header).key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: new Date(now / 1_000),
        clockTolerance: CLOCK_SKEW_SECONDS,
        maxTokenAge: ACCESS_SECONDS + CLOCK_SKEW_SECONDS,
        requiredClaims: ['sub', 'sid', 'auth_time', 'iat', 'exp', 'jti'],
      });
      return parseClaims(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof UnknownKey) {
        return authRefusal('TOKEN_INVALID');
      }
      throw error;
    }
  }

  /** Only keys of the ring count, by their ids: no key and no address of one is taken from a token. */
  #keyOf(header: JWTHeaderParameters): PurposeKey {
    const isOurs = Object.keys(header).every((name) => headerNames.has(name));
    const found = isOurs ? this.#keys.find('access tokens', header.kid ?? '') : undefined;
    if (found === undefined) throw new UnknownKey();
    return found;
  }
}

/** The session that a token says it is of, whoever has made it: only `verify` tells whether that is so. */
export function sessionOf(token: string): string | null {
  if (token.length > TOKEN_LENGTH_MAX || !tokenPattern.test(token)) return null;
  try {
    const { sid } = decodeJwt(token);
    return typeof sid === 'string' ? sid : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

class UnknownKey extends Error {}

function parseClaims({ sub, sid, auth_time, iat, exp }: JWTPayload): Result<AccessClaims> {
  const isWhole =
    typeof sub === 'string' &&
    typeof sid === 'string' &&
    typeof auth_time === 'number' &&
    Number.isSafeInteger(auth_time) &&
    Number.isSafeInteger(exp);
  if (!isWhole || iat === undefined || exp === undefined) return authRefusal('TOKEN_INVALID');
  if (exp - iat > ACCESS_SECONDS) return authRefusal('TOKEN_INVALID');
  const [provedAt, expiresAt] = [auth_time, exp].map((seconds) => toTimestamp(seconds * 1_000_000));
  if (provedAt === undefined || expiresAt === undefined) return authRefusal('TOKEN_INVALID');
  return ok({ user: sub, session: sid, provedAt, expiresAt });
}
