// Exits 78 (EX_CONFIG) with one sentence when the runtime is too old. Plain JavaScript: it must run on any Node.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Standpipe needs Node 24 or newer and this is ${process.version}: run it through npm (npm start, npm test), which brings its own Node, after "npm ci" without --omit=optional.`,
  );
  process.exit(78);
}
