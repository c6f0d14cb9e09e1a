import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, isIP } from 'node:net';

import type { NodeConfig } from '../config/server-config.ts';
import { reasonOf } from './check-data.ts';
import { doubtful, fine, wrong, type Finding } from './finding.ts';

const DAY_MILLIS = 86_400_000;
const DAYS_GOOD = 14;

type Listening = Pick<NodeConfig, 'host' | 'port'>;

/** Whether the node could listen where it should. */
export async function checkPort({ host, port }: Listening): Promise<Finding> {
  const detail = `${host}:${port}`;
  const reason = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(reasonOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (reason === null) return fine('port', `${detail} is free`);
  return wrong('port', reason, adviceOn(reason));
}

/** Why an address cannot be listened at, and what to do. */
export function whyNoPort(error: unknown): string {
  const reason = reasonOf(error);
  return `${reason}: ${adviceOn(reason)}`;
}

function adviceOn(reason: string): string {
  return reason.includes('EADDRINUSE')
    ? 'another process listens there: end it, or set ARGOSY_PORT'
    : 'set ARGOSY_HOST and ARGOSY_PORT to an address of this machine and a port above 1023';
}

/** Whether the certificate is one, is of its key, and is valid now and in two weeks. */
export function checkCertificate(
  { tls, host }: Pick<NodeConfig, 'tls' | 'host'>,
  nowMillis: number,
): Finding {
  if (tls === null) return fine('certificate', 'plain HTTP, on this machine only');
  const { certificate: path, key } = tls;
  try {
    const certificate = new X509Certificate(readFileSync(path));
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(key)))) {
      return wrong(
        'certificate',
        `${key} is another certificate's`,
        `set tls.key to that of ${path}`,
      );
    }
    return checkDates(certificate, { host, nowMillis });
  } catch (error) {
    const advice = 'set tls.certificate and tls.key to PEM files that the node may read';
    return wrong('certificate', reasonOf(error), advice);
  }
}

function checkDates(
  certificate: X509Certificate,
  { host, nowMillis }: { readonly host: string; readonly nowMillis: number },
): Finding {
  const { subject, validFromDate, validToDate } = certificate;
  const name = subject.replaceAll('\n', ', ');
  const days = Math.floor((validToDate.getTime() - nowMillis) / DAY_MILLIS);
  if (validFromDate.getTime() > nowMillis) {
    const detail = `${name} is valid from ${validFromDate.toISOString()}`;
    return wrong('certificate', detail, 'wait, set the clock, or take another');
  }
  if (days < 0) return wrong('certificate', `${name} has ended`, 'renew it');
  const detail = `${name}, ${days} days left`;
  if (days < DAYS_GOOD) return doubtful('certificate', detail, 'renew it');
  const isNamed = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  const isAnyAddress = host === '0.0.0.0' || host === '::';
  if (isNamed !== undefined || isAnyAddress) return fine('certificate', detail);
  return doubtful('certificate', `${detail}, not for ${host}`, `browsers refuse it at ${host}`);
}
