import type { Result } from 'argosy/core';
import {
  acceptedSchema,
  dataCatalogueSchema,
  dataCoverageSchema,
  dataPreviewSchema,
  dataTaskSchema,
  dataTasksSchema,
  dataUploadSchema,
  exportRequestSchema,
  importRequestSchema,
  reportRequestSchema,
  seriesQuerySchema,
  UPLOAD_BYTES_MAX,
  type DataTask,
} from '@argosy/contract';
import { z } from 'zod';

import { defineRoute, reply, type Reply, type Route } from '../http/route.ts';

const [STATUS_CREATED, STATUS_ACCEPTED] = [201, 202] as const;
const params = z.strictObject({
  task: z.string().regex(/^[\w-]{1,64}$/u, 'expected the id of a task'),
});
const mediaTypes: Readonly<Record<string, string>> = { csv: 'text/csv; charset=utf-8' };
/** Quotes, backslashes and newlines are two signs in JSON; the rest of a body is small. */
const UPLOAD_BODY_BYTES = UPLOAD_BYTES_MAX * 2 + (1 << 16);

/** History: what there is, how good it is, and the ways in and out. */
export const dataRoutes: readonly Route[] = [
  defineRoute({
    name: 'listData',
    method: 'GET',
    path: '/data/series',
    tag: 'data',
    summary: 'What history has, by name.',
    guard: { policy: 'viewer' },
    answer: dataCatalogueSchema,
    handle: async (_, { platform }) => reply(await platform.data.list()),
  }),
  defineRoute({
    name: 'readDataCoverage',
    method: 'GET',
    path: '/data/coverage',
    tag: 'data',
    summary: 'What a series has of each day.',
    guard: { policy: 'viewer' },
    query: seriesQuerySchema,
    answer: dataCoverageSchema,
    handle: async ({ query: { series } }, { platform }) => {
      const coverage = await platform.data.coverage(series);
      return coverage.ok ? reply(coverage.value) : coverage;
    },
  }),
  defineRoute({
    name: 'queueDataReport',
    method: 'POST',
    path: '/data/reports',
    tag: 'data',
    summary: 'Look a series through: gaps, outliers, crossed quotes and the like.',
    guard: { policy: 'owner', audit: 'data.report' },
    body: reportRequestSchema,
    answer: dataTaskSchema,
    status: STATUS_CREATED,
    handle: async ({ body, caller }, { platform }) =>
      created(await platform.data.report(body, caller.user)),
  }),
  defineRoute({
    name: 'queueDataExport',
    method: 'POST',
    path: '/data/exports',
    tag: 'data',
    summary: 'Make a file of a series.',
    guard: { policy: 'owner', audit: 'data.export' },
    body: exportRequestSchema,
    answer: dataTaskSchema,
    status: STATUS_CREATED,
    handle: async ({ body, caller }, { platform }) =>
      created(await platform.data.export(body, caller.user)),
  }),
  defineRoute({
    name: 'uploadData',
    method: 'POST',
    path: '/data/uploads',
    tag: 'data',
    summary: 'Bring a file of CSV, and hear what it would be taken in as; nothing is, yet.',
    guard: { policy: 'owner', audit: 'data.upload' },
    body: dataUploadSchema,
    bodyBytes: UPLOAD_BODY_BYTES,
    answer: dataPreviewSchema,
    status: STATUS_CREATED,
    handle: async ({ body }, { platform }) => {
      const preview = await platform.data.upload(body);
      return preview.ok ? reply(preview.value, { subject: preview.value.upload }) : preview;
    },
  }),
  defineRoute({
    name: 'queueDataImport',
    method: 'POST',
    path: '/data/imports',
    tag: 'data',
    summary: 'Take a file in that was uploaded.',
    guard: { policy: 'owner', audit: 'data.import' },
    body: importRequestSchema,
    answer: dataTaskSchema,
    status: STATUS_CREATED,
    handle: async ({ body, caller }, { platform }) =>
      created(await platform.data.import(body, caller.user)),
  }),
  defineRoute({
    name: 'listDataTasks',
    method: 'GET',
    path: '/data/tasks',
    tag: 'data',
    summary: 'What is being done with history, and was of late; the newest first.',
    guard: { policy: 'viewer' },
    answer: dataTasksSchema,
    handle: async (_, { platform }) => reply({ tasks: await platform.data.tasks() }),
  }),
  defineRoute({
    name: 'findDataTask',
    method: 'GET',
    path: '/data/tasks/:task',
    tag: 'data',
    summary: 'What is being done, or what it came to.',
    guard: { policy: 'viewer' },
    params,
    answer: dataTaskSchema,
    handle: async ({ params: { task } }, { platform }) => {
      const found = await platform.data.task(task);
      return found.ok ? reply(found.value) : found;
    },
  }),
  defineRoute({
    name: 'cancelDataTask',
    method: 'DELETE',
    path: '/data/tasks/:task',
    tag: 'data',
    summary: 'End it before it is done.',
    guard: { policy: 'owner', audit: 'data.cancel' },
    params,
    answer: acceptedSchema,
    status: STATUS_ACCEPTED,
    handle: async ({ params: { task } }, { platform }) => {
      const ended = await platform.data.cancel(task);
      return ended.ok ? reply({ accepted: task }) : ended;
    },
  }),
  defineRoute({
    name: 'readDataFile',
    method: 'GET',
    path: '/data/tasks/:task/file',
    tag: 'data',
    summary: 'The file that an export has made.',
    guard: { policy: 'viewer' },
    params,
    answer: null,
    handle: async ({ params: { task } }, { platform }) => {
      const file = await platform.data.file(task);
      if (!file.ok) return file;
      const { name, bytes } = file.value;
      const type = mediaTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const disposition = `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '-')}"`;
      const headers = { 'content-type': type, 'content-disposition': disposition };
      return reply(Buffer.from(bytes), { headers });
    },
  }),
];

function created(task: Result<DataTask>): Result<Reply<DataTask>> {
  return task.ok ? reply(task.value, { subject: task.value.id }) : task;
}
