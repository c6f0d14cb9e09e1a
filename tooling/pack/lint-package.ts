import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readJson } from '../manifest.ts';
import { join } from 'node:path';

/** What publint has to say about the installed package; empty where it is clean. */
export async function lintManifest(packageFolder: string): Promise<readonly string[]> {
  const { messages } = await publint({ pkgDir: packageFolder, pack: false, strict: true });
  const manifest = readJson(join(packageFolder, 'package.json'));
  if (typeof manifest !== 'object' || manifest === null) return ['package.json holds no object'];
  return messages.map((it) => formatMessage(it, { ...manifest }, { color: false }) ?? it.code);
}

/** Wrong types as arethetypeswrong sees them. ESM only: how CommonJS resolves us is no concern. */
export async function lintTypes(tarball: string): Promise<readonly string[]> {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (result.types === false) return ['the package has no types'];
  return result.problems
    .filter((it) => !('resolutionKind' in it) || isEsm(it.resolutionKind))
    .filter((it) => it.kind !== 'CJSResolvesToESM')
    .map((it) => `${it.kind} ${'entrypoint' in it ? it.entrypoint : ''}`.trim());
}

function isEsm(resolutionKind: string): boolean {
  return resolutionKind === 'node16-esm' || resolutionKind === 'bundler';
}
