import {
  formatMetrics,
  mergeSnapshots,
  METRICS_MEDIA_TYPE,
  metricTable,
  type HealthDocument,
  type MetricsSnapshot,
  type PartReport,
} from '@argosy/telemetry';
import { compareText } from 'argosy/core';
import type { FastifyInstance, FastifyReply } from 'fastify';

import type { RouteGuard } from '../auth/policy.ts';
import type { Platform } from '../platform/platform.ts';

/** What those who operate a node ask. */
export type OperationOptions = {
  readonly platform: Pick<Platform, 'health' | 'metrics' | 'system' | 'log'>;
  /** Where people begin, and where the alias `/ui/` leads: so does `/`, where it is not that itself. */
  readonly home: string;
};

const [STATUS_OK, STATUS_FOUND, STATUS_DOWN] = [200, 302, 503] as const;
const open: RouteGuard = { policy: 'public' };

/** Adds health, metrics, and the address under which older pages look for the screens. */
export function addOperations(app: FastifyInstance, { platform, home }: OperationOptions): void {
  const { health } = platform;
  const add = (url: string, answer: (reply: FastifyReply) => FastifyReply): void => {
    app.get(url, { config: { ...open } }, async (_, reply) => answer(reply));
  };
  add('/health/live', (reply) => sendHealth(reply, health.live()));
  for (const url of ['/health/ready', '/health']) {
    app.get(url, { config: { ...open } }, async (_, reply) =>
      sendHealth(reply, await readyDocument(platform)),
    );
  }
  for (const path of ['/', '/ui', '/ui/']) {
    if (path !== home) add(path, (reply) => reply.redirect(home, STATUS_FOUND));
  }
  app.get('/metrics', { config: { ...open } }, async (_, reply) => {
    const merged = mergeSnapshots(metricTable, await snapshotsOf(platform));
    return reply
      .header('cache-control', 'no-store')
      .type(METRICS_MEDIA_TYPE)
      .send(formatMetrics(metricTable, merged));
  });
}

function sendHealth(reply: FastifyReply, document: HealthDocument): FastifyReply {
  return reply
    .code(document.state === 'down' ? STATUS_DOWN : STATUS_OK)
    .header('cache-control', 'no-store')
    .send(document);
}

/** The figures of this thread, and of the others where they answer: figures are wanted most when something is not well. */
async function snapshotsOf({
  metrics,
  system,
  log,
}: OperationOptions['platform']): Promise<readonly MetricsSnapshot[]> {
  try {
    return [metrics.snapshot(), ...(await system.figures())];
  } catch (error) {
    log.warn('the figures of other threads are missing', { error });
    return [metrics.snapshot()];
  }
}

/** How the parts of all threads are; that others do not answer is a part that is down. */
async function readyDocument({
  health,
  system,
}: OperationOptions['platform']): Promise<HealthDocument> {
  const own = health.ready();
  const parts = [...own.parts, ...(await partsOf(system, own.at))];
  const needed = parts.filter(({ neededFor }) => neededFor !== 'none').map(({ state }) => state);
  const state = needed.includes('down') ? 'down' : needed.includes('degraded') ? 'degraded' : 'up';
  return { state, at: own.at, parts: parts.sort((a, b) => compareText(a.part, b.part)) };
}

async function partsOf(system: Platform['system'], since: string): Promise<readonly PartReport[]> {
  try {
    return await system.parts();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ part: 'other threads', neededFor: 'ready', state: 'down', reason, since }];
  }
}
