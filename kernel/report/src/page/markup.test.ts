import fc from 'fast-check';
import { expect, test } from 'vitest';

import { html } from './markup.ts';

test('whatever is put in is text, and never markup', () => {
  const hostile = `<img src=x onerror="alert('1')">&amp;`;
  expect(html`<p title="${hostile}">${hostile}</p>`.markup).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;</p>',
  );
});

test('any text leaves no bracket, quote, control character or half a letter behind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { markup } = html`${text}`;
      expect(markup).not.toMatch(/[<>"']/u);
      expect(markup).not.toMatch(/[\p{Cc}--[\t\n]]/v);
      expect(markup.isWellFormed()).toBe(true);
    }),
  );
});

test('markup that was made is put in as it is, and lists one after the other', () => {
  const items = ['a', 'b'].map((name) => html`<i>${name}</i>`);
  expect(html`<b>${items}</b>`.markup).toBe('<b><i>a</i><i>b</i></b>');
});
