import { expect, test } from 'vitest';
import { checkArchitecture } from './architecture-doc.ts';

const page = `
\`\`\`mermaid
flowchart TD
  subgraph kernel
    core[core]
    domain[domain]
  end
\`\`\`

| room | what it is |
|---|---|
| \`kernel/core\` | numbers |
| \`kernel/domain\` | words |
`;

function messages(rooms: readonly string[]): readonly string[] {
  return checkArchitecture(page, rooms).map((problem) => problem.message);
}

test('accepts a page that names exactly the rooms that exist', () => {
  expect(messages(['kernel/core', 'kernel/domain'])).toEqual([]);
});

test('reports a room that the page does not name', () => {
  expect(messages(['kernel/core', 'kernel/domain', 'kernel/orders'])).toEqual([
    'no table row for kernel/orders',
    'the picture lacks orders',
  ]);
});

test('reports a room that does not exist', () => {
  expect(messages(['kernel/core'])).toEqual([
    'the table names kernel/domain: no such room',
    'the picture shows domain: no such room',
  ]);
});
