import { formatTimestamp, toTimestamp } from 'argosy/core';
import {
  acceptedSchema,
  auditPageSchema,
  auditQuerySchema,
  auditVerdictSchema,
  idSchema,
  jobsSchema,
  pipelineSchema,
  timeSchema,
  versionSchema,
  type AuditQuery,
  type AuditRow,
  type Page,
} from '@argosy/contract';
import type { AuditFilter, AuditRow as StoredRow } from '@argosy/storage';
import { z } from 'zod';

import { csvTable } from '../http/csv.ts';
import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route } from '../http/route.ts';
import { jobShape } from '../shape/job.ts';
import { mapPage, pageOf, spanOf } from './lists.ts';

const STATUS_ACCEPTED = 202;
const MICROS_PER_MILLI = 1_000;

/** Jobs, the audit, and what the node says of itself. */
export const nodeRoutes: readonly Route[] = [
  defineRoute({
    name: 'listJobs',
    method: 'GET',
    path: '/jobs',
    tag: 'jobs',
    summary: 'What runs again and again, with its last and its next run.',
    guard: { policy: 'viewer' },
    answer: jobsSchema,
    handle: async (_, { platform }) => {
      const jobs = await platform.jobs.list();
      return reply({ jobs: jobs.map(jobShape) });
    },
  }),
  defineRoute({
    name: 'runJob',
    method: 'POST',
    path: '/jobs/:job/run',
    tag: 'jobs',
    summary: 'Begin a run now, unless one is under way.',
    guard: { policy: 'owner', audit: 'job.run' },
    params: z.strictObject({ job: idSchema }),
    answer: acceptedSchema,
    status: STATUS_ACCEPTED,
    keptBy: 'records',
    handle: async ({ params: { job }, caller }, { platform }) => {
      const jobs = await platform.jobs.list();
      if (!jobs.some(({ name }) => name === job)) return refuseRequest('THING_UNKNOWN', job);
      const begun = await platform.jobs.runNow(job, caller.user);
      return begun.ok ? reply({ accepted: job }) : begun;
    },
  }),
  defineRoute({
    name: 'listAudit',
    method: 'GET',
    path: '/audit',
    tag: 'audit',
    summary: 'Who did what, the newest first.',
    guard: { policy: 'owner' },
    query: auditQuerySchema,
    answer: auditPageSchema,
    csv: csvTable<Page<AuditRow>, AuditRow>(
      ({ items }) => items,
      [
        ['sequence', ({ sequence }) => sequence],
        ['at', ({ at }) => at],
        ['actor', ({ actor }) => actor],
        ['action', ({ action }) => action],
        ['subject', ({ subject }) => subject],
        ['outcome', ({ outcome }) => outcome],
        ['address', ({ address }) => address],
        ['request', ({ request }) => request],
        ['cause', ({ cause }) => cause],
        ['detail', ({ detail }) => detail],
        ['hash', ({ hash }) => hash],
      ],
    ),
    handle: async ({ query }, { platform }) => {
      const page = await platform.records.listAudit(auditFilterOf(query), pageOf(query));
      return page.ok ? reply(mapPage(page.value, auditShape)) : page;
    },
  }),
  defineRoute({
    name: 'verifyAudit',
    method: 'GET',
    path: '/audit/verify',
    tag: 'audit',
    summary: 'Read the whole chain again: whether each entry is as it was written.',
    guard: { policy: 'owner' },
    answer: auditVerdictSchema,
    handle: async (_, { platform }) => {
      const { rows, head, fault } = await platform.records.verifyAudit();
      return reply({ rows, head: { sequence: head.sequence, hash: hex(head.hash) }, fault });
    },
  }),
  defineRoute({
    name: 'readVersion',
    method: 'GET',
    path: '/system/version',
    tag: 'system',
    summary: 'What runs here.',
    guard: { policy: 'viewer' },
    answer: versionSchema,
    isSteady: true,
    handle: (_, { version }) => Promise.resolve(reply({ version, node: process.version })),
  }),
  defineRoute({
    name: 'readTime',
    method: 'GET',
    path: '/system/time',
    tag: 'system',
    summary: 'What time it is for the machines: a demo runs faster than the wall.',
    guard: { policy: 'viewer' },
    answer: timeSchema,
    handle: (_, { platform }) =>
      Promise.resolve(
        reply({
          now: formatTimestamp(toTimestamp(platform.system.now())),
          wall: formatTimestamp(toTimestamp(Date.now() * MICROS_PER_MILLI)),
        }),
      ),
  }),
  defineRoute({
    name: 'readPipeline',
    method: 'GET',
    path: '/system/pipeline',
    tag: 'system',
    summary: 'How fast things go through the platform, stage by stage.',
    guard: { policy: 'viewer' },
    answer: pipelineSchema,
    handle: async (_, { platform }) => {
      const stages = await platform.system.pipeline();
      return reply({ stages });
    },
  }),
];

function auditShape({ at, hash, ...row }: StoredRow): AuditRow {
  return { ...row, at: formatTimestamp(at), hash: hex(hash) };
}

function auditFilterOf(query: AuditQuery): AuditFilter {
  const { actor, action, subject, outcome } = query;
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(outcome === undefined ? {} : { outcome }),
    ...spanOf(query),
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
