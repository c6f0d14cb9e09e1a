/** Text that is HTML already: everything else is escaped where it is put in. */
export type Markup = { readonly markup: string };
type Filling = string | number | Markup | readonly Filling[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * HTML from a template: whatever is put in is escaped, but for markup made in the same way.
 *
 * @example
 * html`<p>${'<script>'}</p>`; // { markup: '<p>&lt;script&gt;</p>' }
 */
export function html(parts: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  let markup = parts[0] ?? '';
  for (const [at, filling] of fillings.entries()) {
    markup += textOf(filling) + (parts[at + 1] ?? '');
  }
  return { markup };
}

/** Nothing. */
export const nothing: Markup = { markup: '' };

function textOf(filling: Filling): string {
  if (typeof filling === 'number') return String(filling);
  if (typeof filling === 'string') return escapeText(filling);
  return 'markup' in filling ? filling.markup : filling.map(textOf).join('');
}

/** Control characters have no place in HTML; a lone half of a character would make it no text at all. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"']/gu, (one) => escapes[one] ?? one)
    .replaceAll(/[\p{Cc}--[\t\n]]/gv, '\uFFFD');
}
