import { API_PREFIX, PROBLEM_MEDIA_TYPE, problemSchema } from '@argosy/contract';
import { z } from 'zod';

import type { RoutePolicy } from '../auth/policy.ts';
import type { Route } from '../http/route.ts';

/** What of a route is told to people and to programs that make programs. */
export type DocumentedRoute = Pick<Route, 'name' | 'method' | 'path' | 'summary' | 'guard'> & {
  readonly tag: string;
  readonly schemas: Route['schemas'];
  readonly status?: number;
  readonly hasCsv?: boolean;
  readonly keptBy?: Route['keptBy'];
};

type Json = { readonly [key: string]: unknown };

/** An OpenAPI document, 3.1. */
export type OpenApi = {
  readonly openapi: string;
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
};

/** One of its operations. */
export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Json[];
  readonly parameters: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Json;
};

const policies: Readonly<Record<RoutePolicy, string>> = {
  public: 'Anybody may call it.',
  login: 'Anybody may call it, a few times a minute.',
  cookie: 'Wants the refresh cookie, and the proof that a page of ours sends it.',
  viewer: 'Wants a login.',
  proved: 'Wants a login, and a password or code typed within the last minutes.',
  owner: 'Wants an owner.',
  stepUp: 'Wants an owner who has proved who they are within the last minutes.',
};
const STATUS_OK = 200;
const STATUS_NO_CONTENT = 204;

/** The whole API as an OpenAPI document, made of the same table that serves it. */
export function openApiOf(routes: readonly DocumentedRoute[], version: string): OpenApi {
  const schemas = new SchemaShelf();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = API_PREFIX + route.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  schemas.refer(problemSchema, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Argosy',
      version,
      description:
        'Amounts are decimals as text, instants ISO 8601 in UTC, every no a problem (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operationOf(route: DocumentedRoute, schemas: SchemaShelf): Operation {
  const { name, summary, tag, guard } = route;
  const { body } = route.schemas;
  const isOpen = guard.policy === 'public' || guard.policy === 'login';
  return {
    operationId: name,
    summary,
    description: policies[guard.policy],
    tags: [tag],
    security: isOpen ? [] : [{ token: [] }],
    parameters: parametersOf(route, schemas),
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemas.refer(body, 'input') } },
          },
        }),
    responses: {
      [route.status ?? (hasAnswer(route) ? STATUS_OK : STATUS_NO_CONTENT)]: answerOf(
        route,
        schemas,
      ),
      default: {
        description: 'A problem: its code is one of the table.',
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: `${COMPONENTS}Problem` } } },
      },
    },
  };
}

/** Routes of ours without a schema answer with bytes; those of the login with nothing. */
function hasAnswer({ schemas, tag }: DocumentedRoute): boolean {
  return schemas.answer !== null || tag !== 'login';
}

function answerOf(route: DocumentedRoute, schemas: SchemaShelf): Json {
  if (!hasAnswer(route)) return { description: 'Done.' };
  const { answer } = route.schemas;
  if (answer === null) {
    return { description: 'The file.', content: { 'application/octet-stream': {} } };
  }
  const csv = route.hasCsv === true ? { 'text/csv': { schema: { type: 'string' } } } : {};
  const json = { 'application/json': { schema: schemas.refer(answer, 'output') } };
  return { description: 'As asked.', content: { ...json, ...csv } };
}

function parametersOf(route: DocumentedRoute, schemas: SchemaShelf): readonly Json[] {
  const { params, query } = route.schemas;
  const inPath = Array.from(route.path.matchAll(/:(\w+)/gu), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: membersOf(params, schemas)[name] ?? { type: 'string' },
  }));
  const wanted = requiredOf(query, schemas);
  const inQuery = Object.entries(membersOf(query, schemas)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: wanted.includes(name),
    schema,
  }));
  const format = {
    name: 'format',
    in: 'query',
    required: false,
    schema: { enum: ['json', 'csv'] },
  };
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key with the same request does it once, and answers as before.',
    schema: { type: 'string', minLength: 1, maxLength: 120 },
  };
  return [
    ...inPath,
    ...inQuery,
    ...(route.hasCsv === true ? [format] : []),
    ...(route.keptBy === undefined ? [] : [key]),
  ];
}

function membersOf(schema: z.ZodType | null, schemas: SchemaShelf): Readonly<Record<string, Json>> {
  const found = schema === null ? undefined : schemas.inline(schema)['properties'];
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(isJson(found) ? found : {})) {
    if (isJson(member)) members[name] = member;
  }
  return members;
}

function requiredOf(schema: z.ZodType | null, schemas: SchemaShelf): readonly unknown[] {
  const found = schema === null ? undefined : schemas.inline(schema)['required'];
  return Array.isArray(found) ? found : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const COMPONENTS = '#/components/schemas/';
const DEFS = '#/$defs/';

/** The schemas that have a name, each once; others stand where they are used. */
class SchemaShelf {
  readonly #named = new Map<string, unknown>();

  /** A schema to be put where it is used: a reference where it has a name. */
  refer(schema: z.ZodType, io: 'input' | 'output'): Json {
    const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
    const { $schema: _, $defs = {}, ...rest } = json;
    for (const [name, named] of Object.entries($defs)) this.#named.set(name, moved(named));
    return moved(rest);
  }

  /** A schema itself, whether it has a name or not; one that only parameters are made of is not kept. */
  inline(schema: z.ZodType): Json {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    const { $ref, $defs = {} } = json;
    const own = $ref === undefined ? json : ($defs[$ref.slice(DEFS.length)] ?? {});
    return moved(own);
  }

  /** All that have a name, by name. */
  all(): Json {
    return Object.fromEntries(
      [...this.#named].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
  }
}

/** References lead to the components of the document. */
function moved(json: unknown): Json {
  const text = JSON.stringify(json).replaceAll(`"${DEFS}`, `"${COMPONENTS}`);
  const parsed: unknown = JSON.parse(text);
  return isJson(parsed) ? parsed : {};
}
