import type { ErrorEntry } from 'argosy/core';

import type { OpenApi, Operation } from './open-api.ts';

/** Where the page's style is. */
export const STYLE_PATH = '/api/docs/style.css';

/** The style of the page of the API: nothing from elsewhere. */
export const docsStyle = `:root { color-scheme: light dark; --line: #8884; --dim: light-dark(#595959, #a6a6a6); }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { margin-top: 2.5rem; font-size: 1.1rem; }
details { border-top: 1px solid var(--line); } summary { padding: .45rem 0; cursor: pointer; }
code, pre { font: 13px/1.45 ui-monospace, monospace; } pre { overflow: auto; padding: .75rem; border: 1px solid var(--line); }
.method { display: inline-block; width: 4.5rem; font-weight: 600; } .what, .policy { color: var(--dim); }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .6rem .25rem 0; border-top: 1px solid var(--line); vertical-align: top; }
:target { outline: 2px solid #4c9aff; }
`;

/** The API for people: a page of plain HTML, without scripts, made of the document and the table of codes. */
export function docsPage(
  { info, tags, paths, components }: OpenApi,
  errors: ReadonlyMap<string, ErrorEntry>,
): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name }) => {
    const tag = String(name);
    const ours = operations.filter(({ operation }) => operation.tags.includes(tag));
    const lines = ours.map(({ path, method, operation }) => operationHtml(path, method, operation));
    return `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>\n${lines.join('\n')}`;
  });
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>${jsonHtml(schema)}</details>`,
  );
  const version = String(info['version']);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Argosy API ${escapeHtml(version)}</title><link rel="stylesheet" href="${STYLE_PATH}"></head><body>
<h1>Argosy API ${escapeHtml(version)}</h1>
<p>${escapeHtml(String(info['description']))} The document for programs:
<a href="/api/v1/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}
<h2 id="schemas">schemas</h2>
${schemas.join('\n')}
<h2 id="errors">codes of problems</h2>
${errorsHtml(errors)}
</body></html>
`;
}

function operationHtml(path: string, method: string, operation: Operation): string {
  const { operationId, summary, description, parameters, requestBody } = operation;
  const rows = parameters.map((parameter) => {
    const { name, in: place, required, schema } = parameter;
    const mark = required === true ? ' (needed)' : '';
    const text = escapeHtml(JSON.stringify(schema));
    return `<tr><td><code>${escapeHtml(String(name))}</code>${mark}</td><td>${escapeHtml(String(place))}</td><td><code>${text}</code></td></tr>`;
  });
  const table = rows.length === 0 ? '' : `<table>${rows.join('')}</table>`;
  const body = requestBody === undefined ? '' : `<p>Body</p>${jsonHtml(requestBody)}`;
  return `<details id="${escapeHtml(operationId)}"><summary><span class="method">${method.toUpperCase()}</span><code>${escapeHtml(path)}</code> <span class="what">${escapeHtml(summary)}</span></summary>
<p class="policy">${escapeHtml(description)}</p>${table}${body}<p>Answers</p>${jsonHtml(operation.responses)}</details>`;
}

function errorsHtml(errors: ReadonlyMap<string, ErrorEntry>): string {
  const rows = [...errors]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([code, { httpStatus, message, isRetryable }]) =>
        `<tr id="${escapeHtml(code)}"><td><code>${escapeHtml(code)}</code></td><td>${httpStatus}</td><td>${escapeHtml(message)}</td><td>${isRetryable ? 'try again' : ''}</td></tr>`,
    );
  return `<table><tr><th>code</th><th>status</th><th>meaning</th><th></th></tr>${rows.join('\n')}</table>`;
}

/** JSON to be read, with references that lead to what they name. */
function jsonHtml(json: unknown): string {
  const text = escapeHtml(JSON.stringify(json, null, 2));
  const linked = text.replaceAll(
    /&quot;#\/components\/schemas\/(\w+)&quot;/gu,
    (_, name: string) => `<a href="#schema-${name}">${name}</a>`,
  );
  return `<pre>${linked}</pre>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
