import { problemSchema } from '@argosy/contract';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { boundAnswers } from './bound-answers.ts';
import { errorTable } from './error-table.ts';

let server: FastifyInstance;
let answer: (text: string) => void;
let late: string[];

beforeEach(async () => {
  server = Fastify();
  late = [];
  boundAnswers(server, errorTable(), 20);
  server.get('/never', () => new Promise((resolve) => (answer = resolve)));
  server.get('/at-once', () => Promise.resolve('here'));
  server.get('/begun', (_, reply) => void reply.raw.writeHead(200).write('half'));
  server.addHook('onResponse', async (_, reply) => void late.push(`${reply.statusCode}`));
  await server.ready();
});
afterEach(async () => {
  await server.close();
});

test('who gets no answer in time is told so, and what comes later changes nothing', async () => {
  const told = await server.inject({ url: '/never' });
  answer('too late');
  expect([told.statusCode, problemSchema.parse(told.json()).code]).toEqual([
    504,
    'ANSWER_TIMED_OUT',
  ]);
  expect((await server.inject({ url: '/at-once' })).body).toBe('here');
  expect(late).toEqual(['504', '200']);
});

test('an answer that came in time stands', async () => {
  const patient = Fastify();
  boundAnswers(patient, errorTable(), 60_000);
  patient.get('/soon', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return 'in time';
  });
  expect((await patient.inject({ url: '/soon' })).body).toBe('in time');
  await patient.close();
});

test('an answer that has begun and does not end is cut off', async () => {
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const begun = await fetch(`${address}/begun`);
  await expect(begun.text()).rejects.toThrow('terminated');
});
