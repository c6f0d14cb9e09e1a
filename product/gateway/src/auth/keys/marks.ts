import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

import type { KeyRing } from './key-ring.ts';

const MARK_LENGTH_MAX = 128;

/** Signs what a browser brings back, so that nobody else can have made it. */
export class Marks {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  /** What a page has to show beside a refresh cookie: made of the cookie, so that no other cookie's will do. */
  formMark(refreshToken: string): string {
    return macOf(this.#keys.current('forms').key, refreshToken);
  }

  /** Whether a mark was made of this refresh token, with any key of the ring. */
  isFormMark(mark: string, refreshToken: string): boolean {
    return this.#keys.all('forms').some(({ key }) => isSame(mark, macOf(key, refreshToken)));
  }

  /**
   * The refresh token that follows one, for who brings it: the same for the same, and nobody else can have made it. So an
   * answer that was lost is given once more, and nothing of it has to be kept.
   */
  successor(refreshToken: string, browser: string): string {
    return macOf(this.#keys.current('successors').key, `${refreshToken}\n${browser}`);
  }

  /** What a browser is known again by: nobody gets one but by logging in. */
  deviceMark(user: string, device: string): string {
    return `${device}.${macOf(this.#keys.current('devices').key, `${user}\n${device}`)}`;
  }

  /** The device that a mark is of, where this user has logged in from it; else null. */
  deviceOf(mark: string | null, user: string): string | null {
    if (mark === null || mark.length > MARK_LENGTH_MAX) return null;
    const [device = '', mac = ''] = mark.split('.');
    const keys = this.#keys.all('devices');
    const isOurs = keys.some(({ key }) => isSame(mac, macOf(key, `${user}\n${device}`)));
    return isOurs ? device : null;
  }
}

function macOf(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
