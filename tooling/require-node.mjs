// Loaded before anything else by the npm scripts. Plain JavaScript on purpose: it has to run on the
// old Node that it complains about. On Linux and Windows npm has put Node 24 first in the path.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24 || (major === 24 && minor < 7)) {
  console.error(
    `Argosy needs Node 24.7 or newer, this is ${process.versions.node}: run "npm ci" (Linux, Windows) or install it from https://nodejs.org (macOS).`,
  );
  process.exit(1);
}
