import { isAbsent, type Part } from '../sheet.ts';
import { html, type Markup } from './markup.ts';

/** A section of the page; what is not there says why in its place. */
export function section<Value>(
  title: string,
  part: Part<Value>,
  draw: (value: Value) => Markup,
): Markup {
  const inner = isAbsent(part) ? html`<p class="absent">None: ${part.absent}.</p>` : draw(part);
  return html`<section>
    <h2>${title}</h2>
    ${inner}
  </section>`;
}

/** A gain in green and a loss in red, always with its sign as well. */
export function kindOfSign(sign: number): string {
  if (sign === 0) return '';
  return sign > 0 ? 'up' : 'down';
}
