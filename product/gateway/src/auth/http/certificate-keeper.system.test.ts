import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';

import { toTimestamp } from 'argosy/core';
import { Log } from '@argosy/telemetry';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { CertificateKeeper, readCertificate } from './certificate-keeper.ts';

let folder = '';
const nowMillis = (): number => Date.now();
const log = new Log({ now: () => toTimestamp(1) }).logger();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-certificate-'));
  for (const name of ['one', 'two']) {
    const out = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const about = ['-days', '30', '-subj', `/CN=${name}`];
    execFileSync('openssl', ['req', '-x509', ...kind, ...about, ...out], { stdio: 'ignore' });
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const files = { certificate: '', key: '' };
const use = (certificate: string, key: string): void => {
  files.certificate = join(folder, 'live.pem');
  files.key = join(folder, 'live.key');
  copyFileSync(join(folder, certificate), files.certificate);
  copyFileSync(join(folder, key), files.key);
};

async function nameServed(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ port, rejectUnauthorized: false, agent: false }, (answer) => {
      const socket = answer.socket as TLSSocket;
      const { CN } = socket.getPeerCertificate().subject;
      answer.resume();
      resolve(String(CN));
    });
    request.on('error', reject);
  });
}

test('a certificate that is renewed is served to the next connection, one that does not fit is not', async () => {
  use('one.pem', 'one.key');
  const first = await readCertificate(files, nowMillis());
  const server = createServer(first, (_, answer) => answer.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const keeper = new CertificateKeeper(first, { files, server, log, nowMillis });
  expect(await nameServed(port)).toBe('one');
  expect(await keeper.look()).toBe(false);
  use('two.pem', 'one.key');
  expect([await keeper.look(), await nameServed(port)]).toEqual([false, 'one']);
  use('two.pem', 'two.key');
  expect([await keeper.look(), await nameServed(port)]).toEqual([true, 'two']);
  writeFileSync(files.certificate, 'rubbish');
  expect([await keeper.look(), await nameServed(port)]).toEqual([false, 'two']);
  keeper.start();
  keeper.stop();
  server.close();
});

test('a certificate that cannot be used is told with its file, and nothing of the key', async () => {
  use('one.pem', 'one.key');
  const inAYear = Date.now() + 365 * 86_400_000;
  await expect(readCertificate(files, inAYear)).rejects.toThrow('live.pem ended ');
  use('one.pem', 'two.key');
  const mismatch = readCertificate(files, nowMillis());
  await expect(mismatch).rejects.toMatchObject({ code: 'CERTIFICATE_BAD' });
  const key = readFileSync(files.key, 'utf8').slice(40, 80);
  await expect(mismatch).rejects.not.toThrow(key);
  const missing = readCertificate({ ...files, key: join(folder, 'none.key') }, nowMillis());
  await expect(missing).rejects.toThrow('none.key cannot be read');
});
