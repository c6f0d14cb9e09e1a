import { isAbsent, type Part, type TearSheet } from '../sheet.ts';
import { html, nothing, type Markup } from './markup.ts';
import { table, type Cell } from './table.ts';

/** What is needed to make the same again, and what else has to be told. */
export function card(sheet: TearSheet): Markup {
  const { card: of, notes } = sheet;
  const rows: readonly (readonly [string, Cell])[] = [
    ['Run file', partCell(of.file, ({ path, sha256 }) => `${path} · SHA-256 ${sha256}`)],
    ['Argosy, Node', { text: `${plain(of.argosy)}, ${plain(of.node)}`, kind: 'wrap' }],
    ['Commit', partCell(of.commit, String)],
    ['Seed', partCell(of.seed, (seed) => JSON.stringify(seed))],
    ['Events', partCell(of.events, String)],
    [
      'Data',
      partCell(of.data, (all) => all.map(({ name, hash }) => `${name} ${hash}`).join(' · ')),
    ],
    [
      'Strategies',
      partCell(of.strategies, (all) =>
        all.map((one) => `${one.id}: ${one.name} ${JSON.stringify(one.parameters)}`).join(' · '),
      ),
    ],
    ['Models', partCell(of.models, (models) => JSON.stringify(models))],
  ];
  const command = isAbsent(of.command)
    ? html`<p class="absent">${of.command.absent}.</p>`
    : html`<pre><code>${of.command}</code></pre>`;
  const told = notes.map((note) => html`<li>${note}</li>`);
  const list =
    notes.length === 0
      ? nothing
      : html`<h2>Notes</h2>
          <ul>
            ${told}
          </ul>`;
  return html`${list}
    <section>
      <h2>To make it again</h2>
      ${command}${table('Reproducibility card', [{ head: 'What' }, { head: 'Value', isWords: true }], rows)}
    </section>`;
}

function partCell<Value>(part: Part<Value>, textOf: (value: Value) => string): Cell {
  if (isAbsent(part)) return { text: part.absent, kind: 'wrap quiet' };
  return { text: html`<code>${textOf(part)}</code>`, kind: 'wrap' };
}

function plain(part: Part<string>): string {
  return isAbsent(part) ? 'unknown' : part;
}
