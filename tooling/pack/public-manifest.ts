/**
 * The manifest as strangers get it: without the `source` condition, which only makes sense inside
 * this repository. Other monorepos use the same name, and their tools would follow it to files that
 * were written for our compiler settings.
 */
export function toPublicManifest(text: string): string {
  const manifest: unknown = JSON.parse(text, (key, value: unknown) =>
    key === 'source' ? undefined : value,
  );
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
