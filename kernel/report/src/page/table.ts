import { html, nothing, type Markup } from './markup.ts';

/** A cell: its text, and how it looks. */
export type Cell = {
  readonly text: string | Markup;
  readonly kind?: string;
  readonly style?: string;
};
/** A column: its head, and whether it holds words; numbers stand to the right. */
export type Column = { readonly head: string; readonly isWords?: boolean };

/** A table with a caption; the first cell of each row is its head. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Cell | string)[])[],
): Markup {
  if (rows.length === 0) return nothing;
  const head = columns.map(
    ({ head: text, isWords = false }) =>
      html`<th scope="col" ${kindOf(isWords ? 'words' : '')}>${text}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((cell, at) => cellOf(cell, at, columns[at]?.isWords ?? false));
    return html`<tr>
      ${cells}
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

function cellOf(cell: Cell | string, at: number, isWords: boolean): Markup {
  const { text, kind = '', style = '' } = typeof cell === 'string' ? { text: cell } : cell;
  const kinds = [kind, isWords ? 'words' : ''].filter((one) => one !== '').join(' ');
  const look = style === '' ? nothing : html` style="${style}"`;
  if (at === 0) return html`<th scope="row" ${kindOf(kinds)}${look}>${text}</th>`;
  return html`<td${kindOf(kinds)}${look}>${text}</td>`;
}

function kindOf(kind: string): Markup {
  return kind === '' ? nothing : html` class="${kind}"`;
}
