// Bundles the scripts and styles of the pages. Same input, same bytes: no dates, no paths, no source maps.
//   node build.mjs [output folder]
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../main/resources/static/assets'));
process.chdir(here);

await mkdir(out, { recursive: true });

const { metafile } = await build({
  entryPoints: ['src/editor.ts', 'src/models.ts', 'src/madoguchi.ts', 'src/madoguchi.css'],
  outdir: out,
  entryNames: '[name]',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2021',
  charset: 'utf8',
  // fonts of the libraries' signs are part of the style; the oldest formats of them are not
  loader: { '.eot': 'empty', '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl' },
  // The licences of what is bundled stand in THIRD-PARTY.md, all of them and in full.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

await copyFile('node_modules/@digital-go-jp/design-tokens/dist/tokens.css', join(out, 'tokens.css'));
await copyFile('src/mark.svg', join(out, 'mark.svg'));
await writeFile(join(out, 'THIRD-PARTY.md'), await thirdParty(Object.keys(metafile.inputs)));
await writeFile(join(out, 'SHA256SUMS'), await sums());

async function thirdParty(inputs) {
  // The innermost node_modules counts: two versions of one package may be bundled.
  const folders = new Set(['node_modules/@digital-go-jp/design-tokens']);
  for (const input of inputs) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
    if (folder) folders.add(folder);
  }
  const parts = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).sort().find(it => /^(licen[sc]e|copying)/i.test(it));
    if (!license && !file) throw new Error(`${name} names no licence`);
    const terms = /^SEE LICENSE/.test(license) ? 'bpmn.io licence (MIT text; the watermark stays visible)' : license;
    const text = file ? await readFile(join(folder, file), 'utf8') : `Licence: ${license}. The package carries no text.`;
    const indented = text.replace(/\r/g, '').trim().split('\n').map(line => `    ${line}`.trimEnd());
    parts.set(`${name} ${version}`, { row: `| ${name} | ${version} | ${terms} |`, text: indented.join('\n') });
  }
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Third-party software in these files',
    '',
    'Written by `src/frontend/build.mjs` from what the bundle really contains.',
    '',
    '| Package | Version | Licence |',
    '|---|---|---|',
    ...sorted.map(([, { row }]) => row),
    '',
    ...sorted.map(([title, { text }]) => `## ${title}\n\n${text}\n`),
  ].join('\n');
}

async function sums() {
  const lines = [];
  for (const name of (await readdir(out)).filter(it => it !== 'SHA256SUMS').sort())
    lines.push(`${createHash('sha256').update(await readFile(join(out, name))).digest('hex')}  ${name}\n`);
  return lines.join('');
}
