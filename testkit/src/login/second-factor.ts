import { createHmac } from 'node:crypto';

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MILLIS = 30_000;

/** A secret as the bytes that it stands for: base 32, as people type it. */
export function secretBytes(text: string): Uint8Array {
  const bits = Array.from(text, (sign) => signs.indexOf(sign).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/[01]{8}/gu) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

/** What an app shows for a secret at an instant, in milliseconds: RFC 6238, written a second time. */
export function shownCode(secret: string, millis: number): string {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(millis / STEP_MILLIS)));
  const mac = createHmac('sha1', secretBytes(secret)).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}
