import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, Server } from 'node:tls';

import type { Logger } from '@argosy/telemetry';

import type { Certificate } from '../../http/http-server.ts';
import { loginFault } from '../errors.ts';

/** Where a certificate, with those above it, and its key lie, as PEM. */
export type CertificateFiles = { readonly certificate: string; readonly key: string };

/** How often the files are looked at: whoever renews a certificate does it days before its end. */
const LOOK_MILLIS = 60_000;

/** Reads a certificate with its key; fails where they do not belong together, or it is over. */
export async function readCertificate(
  { certificate, key }: CertificateFiles,
  nowMillis: number,
): Promise<Certificate> {
  const read = async (file: string): Promise<string> => {
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw loginFault('CERTIFICATE_BAD', `${file} cannot be read`, error);
    }
  };
  const pair = { cert: await read(certificate), key: await read(key) };
  const [until, isPair] = [endOf(pair.cert), isUsable(pair)];
  if (until === null || !isPair) {
    throw loginFault('CERTIFICATE_BAD', `${certificate} and ${key} are not PEM that fits together`);
  }
  if (until <= nowMillis) {
    throw loginFault('CERTIFICATE_BAD', `${certificate} ended ${new Date(until).toISOString()}`);
  }
  return pair;
}

/** What a certificate is kept fresh with. */
export type KeeperParts = {
  readonly files: CertificateFiles;
  readonly server: unknown;
  readonly log: Logger;
  readonly nowMillis: () => number;
};

/** Gives a server its certificate anew when the files have changed; one that cannot be used is told, and the old one stays. */
export class CertificateKeeper {
  readonly #parts: KeeperParts;
  readonly #server: Server;
  #inUse: Certificate;
  #timer: NodeJS.Timeout | null = null;

  constructor(inUse: Certificate, parts: KeeperParts) {
    if (!(parts.server instanceof Server)) {
      throw loginFault('CERTIFICATE_BAD', 'the server is none of HTTPS');
    }
    this.#inUse = inUse;
    this.#parts = parts;
    this.#server = parts.server;
  }

  /** Looks from now on. */
  start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_MILLIS);
    this.#timer.unref();
  }

  /** Looks no more. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Looks once; true where the server has another certificate now. */
  async look(): Promise<boolean> {
    const { files, log, nowMillis } = this.#parts;
    try {
      const found = await readCertificate(files, nowMillis());
      if (found.cert === this.#inUse.cert && found.key === this.#inUse.key) return false;
      this.#server.setSecureContext({ ...found, minVersion: 'TLSv1.2' });
      this.#inUse = found;
      log.info('the certificate is renewed', { file: files.certificate });
      return true;
    } catch (error) {
      // The files are written one after the other: between them they do not fit.
      log.warn('the certificate is not renewed', { error });
      return false;
    }
  }
}

function endOf(cert: string): number | null {
  try {
    return Date.parse(new X509Certificate(cert).validTo);
  } catch {
    return null;
  }
}

function isUsable(pair: Certificate): boolean {
  try {
    createSecureContext(pair);
    return true;
  } catch {
    return false;
  }
}
