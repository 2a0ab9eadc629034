// Bundle what the pages take from npm: `node bundle.mjs FOLDER TESTS`, called by hatch_build.py where the packages are installed.
// FOLDER gets a module for each file in bundles/ and the licences of all that is in it; TESTS gets what only the tests read.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

const [folder, tests] = process.argv.slice(2);
const entries = (await readdir("bundles")).sort();

for (const entry of entries) {
  const { metafile } = await build({
    entryPoints: [join("bundles", entry)], outfile: join(folder, entry), bundle: true, format: "esm", minify: true, metafile: true,
    target: "es2022", charset: "utf8", legalComments: "none", logLevel: "warning", define: { "process.env.NODE_ENV": '"production"' },
  });
  const packages = new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean));
  const notices = await Promise.all([...packages].sort().map(notice));
  await writeFile(join(folder, `${basename(entry, ".js")}.LICENSE.txt`), notices.join(`\n\n${"-".repeat(80)}\n\n`));
}
await mkdir(tests, { recursive: true });
await copyFile("node_modules/axe-core/axe.min.js", join(tests, "axe.min.js"));
await writeFile(join(tests, "axe.LICENSE.txt"), await notice("axe-core"));

/** Return the name of the package that a bundled file belongs to. */
function packageOf(path) {
  return path.match(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
}

/** Return a package's name, version, licence and the text of it. */
async function notice(name) {
  const home = join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  const file = (await readdir(home)).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file ? await readFile(join(home, file), "utf8") : `The package names its licence and has no text of it: ${license}.`;
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
