// Builds the page into dist/, which is committed and embedded in the program.
//   node build.mjs            writes dist/
//   node build.mjs --check    fails when dist/ is not what the sources give
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

async function bundle(entry) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "eof", // uPlot's copyright stays with it
  });
  return result.outputFiles[0].text;
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The page as one file: its own policy allows this script, this style and files beside it. */
function reportPage(script, style) {
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; ` +
    "img-src 'self' file:; base-uri 'none'; form-action 'none'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>rankplot</title>
<style>${style}</style>
</head>
<body><noscript>This page needs JavaScript.</noscript>
<script type="application/json" id="data">@RANKPLOT_DATA@</script>
<script>${script}</script>
</body>
</html>
`;
}

const script = await bundle("src/main.ts");
const style = await bundle("src/page.css");
if (/<\/script/i.test(script)) throw new Error("the script would end its own element");

const files = {
  "page.html.gz": readFileSync(join(here, "page.html")),
  "page.js.gz": Buffer.from(script),
  "page.css.gz": Buffer.from(style),
  "page.icon.gz": readFileSync(join(here, "icon.svg")),
  "page.report.html": Buffer.from(reportPage(script, style)),
};

const packed = (name) => name.endsWith(".gz");
if (process.argv.includes("--check")) {
  // Of gzipped files what they hold: zlibs pack the same bytes differently.
  const stale = Object.entries(files).filter(([name, bytes]) => {
    const kept = readFileSync(join(dist, name));
    return !bytes.equals(packed(name) ? gunzipSync(kept) : kept);
  });
  for (const [name] of stale) console.error(`dist/${name} is not what the sources give: run npm run build`);
  process.exit(stale.length === 0 ? 0 : 1);
}
mkdirSync(dist, { recursive: true });
for (const [name, bytes] of Object.entries(files))
  writeFileSync(join(dist, name), packed(name) ? gzipSync(bytes, { level: 9 }) : bytes);
