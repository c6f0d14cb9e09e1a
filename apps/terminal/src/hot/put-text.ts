/** Writes into an element only where it says something else: what is the same costs no layout. */
export function putText(element: Element | undefined, text: string): void {
  if (element !== undefined && element.textContent !== text) element.textContent = text;
}
