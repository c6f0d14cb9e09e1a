import { generateKeyPairSync, sign } from 'node:crypto';

/** What a certificate for tests says. */
export type SelfSignedOptions = {
  readonly name: string;
  readonly validFrom: Date;
  readonly validTo: Date;
};

/** A certificate that signs itself, with its key, both as PEM. */
export type SelfSigned = { readonly certificate: string; readonly key: string };

const ed25519 = Buffer.from('06032b6570', 'hex');
const commonName = Buffer.from('0603550403', 'hex');
const subjectAltName = Buffer.from('0603551d11', 'hex');

/** Makes a certificate for a host's name, of a key of its own (RFC 5280, RFC 8410). */
export function selfSigned({ name, validFrom, validTo }: SelfSignedOptions): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const algorithm = der(0x30, ed25519);
  const who = der(0x30, der(0x31, der(0x30, commonName, der(0x0c, Buffer.from(name)))));
  const names = der(0x30, der(0x82, Buffer.from(name)));
  const extension = der(0x30, subjectAltName, der(0x04, names));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    algorithm,
    who,
    der(0x30, timeOf(validFrom), timeOf(validTo)),
    who,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, extension)),
  );
  const signature = der(0x03, Buffer.of(0), sign(null, body, privateKey));
  const base64 = der(0x30, body, algorithm, signature).toString('base64');
  const lines = base64.match(/.{1,64}/gu)?.join('\n') ?? '';
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function timeOf(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+/u, '').replaceAll(/[-:T]/gu, '');
  return der(0x18, Buffer.from(digits));
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), body]);
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), body]);
}
