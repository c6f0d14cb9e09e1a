export { parseYaml, readYaml, type ReadYaml, type YamlDocument } from './yaml-document.ts';
