// Bundles the scripts into the Python package, under names that never change: src/maillage/web/.
// Pages load maillage.js; it loads carte.js and carte.css only where a map comes into view,
// and trouver.js loads trouver-carte.js and trouver-carte.css when its map is opened.
// What is in hors-ligne/ is not published as it is: the build of a site writes its edition at the head of the worker.
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build } from "esbuild";

const outdir = process.argv[2] ?? "../src/maillage/web";

const { outputFiles } = await build({
  entryPoints: {
    maillage: "src/fiche.ts",
    carte: "src/carte.ts",
    trouver: "src/trouver/start.ts",
    "trouver-carte": "src/trouver/map/plan.ts",
    orienter: "src/orienter/start.ts",
    semaine: "src/semaine.ts",
    integrer: "src/integrer/partner.ts",
    integre: "src/integrer/frame.ts",
    "hors-ligne/worker": "src/hors-ligne/worker.ts",
    "hors-ligne/removal": "src/hors-ligne/removal.ts",
    explorer: "src/explorer/start.ts",
  },
  outdir,
  bundle: true,
  format: "iife",
  target: "es2020",
  minify: true,
  charset: "utf8",
  legalComments: "eof",
  loader: { ".png": "file" },
  assetNames: "carte-[name]",
  logLevel: "warning",
  write: false,
});
// Only a build that succeeded replaces the one before.
await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
for (const { path, contents } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}
// The overview maps, pages of their own, load Leaflet as it is published.
for (const name of ["leaflet.js", "leaflet.css"]) {
  await copyFile(`node_modules/leaflet/dist/${name}`, `${outdir}/${name}`);
}
