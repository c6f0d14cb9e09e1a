import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { aPlatform } from '@argosy/testkit/gateway';
import { expect, test } from 'vitest';

import { readConfig } from '../config/index.ts';
import { EdgeServer } from './edge-server.ts';

test('a node with a certificate speaks HTTPS, and its cookies are for nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-https-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const out = ['-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...out], { stdio: 'ignore' });
  const env = { ARGOSY_DATA: folder, ARGOSY_TLS_CERTIFICATE: certificate, ARGOSY_TLS_KEY: key };
  const read = readConfig({ folder: null, env, base: folder });
  const made = await aPlatform();
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  const node = { ...read.value.config.node, port: 0 };
  const server = await EdgeServer.open(
    { node, keys: null, version: '0', terminal: null } as Parameters<typeof EdgeServer.open>[0],
    { platform: made.platform, spareAudit: { keep: () => Promise.resolve() } },
  );
  const { address, firstRun } = await server.listen(node);
  expect(address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/u);
  const { port } = new URL(address);
  expect(firstRun?.split('#')[0]).toBe(`https://localhost:${port}/ui/first-run`);
  expect(firstRun).toMatch(/#[\w-]{43}$/u);
  const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const request = get(`${address}/health/live`, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode, ...answer.headers });
    });
    request.on('error', reject);
  });
  expect(headers).toMatchObject({ status: 200, 'strict-transport-security': 'max-age=31536000' });
  await expect(fetch(address.replace('https', 'http'))).rejects.toThrow('fetch failed');
  await server.stop();
  await made.close();
  rmSync(folder, { recursive: true });
});
