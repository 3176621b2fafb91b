// Builds the pages' style and behaviour into portal/static/build, and lays the API browser into portal/static/vendor.
// Both folders are made anew each time and are not in git.
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const built = join(root, 'portal', 'static', 'build')
const vendor = join(root, 'portal', 'static', 'vendor')

function empty (folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

function buildStyles () {
  const { css } = sass.compile(join(root, 'frontend', 'styles', 'sightline.scss'), {
    style: 'compressed',
    loadPaths: [root, join(root, 'node_modules')],
    quietDeps: true,
    silenceDeprecations: ['if-function']
  })
  writeFileSync(join(built, 'sightline.css'), css)
}

async function buildScripts () {
  await esbuild.build({
    entryPoints: { sightline: join(root, 'frontend', 'scripts', 'sightline.js'), api: join(root, 'frontend', 'scripts', 'api.js') },
    outdir: built,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'linked',
    chunkNames: '[name]-[hash]',
    logLevel: 'warning'
  })
}

function layVendor () {
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE', 'NOTICE']) {
    cpSync(join(root, 'node_modules', 'swagger-ui-dist', name), join(vendor, 'swagger-ui', name))
  }
}

/** The version that pages add to a built file's address, so that a browser never mixes two builds. */
function writeManifest () {
  const hash = createHash('sha256')
  for (const name of readdirSync(built).sort()) hash.update(name).update(readFileSync(join(built, name)))
  writeFileSync(join(built, 'manifest.json'), JSON.stringify({ version: hash.digest('hex').slice(0, 12) }) + '\n')
}

empty(built)
empty(vendor)
buildStyles()
await buildScripts()
layVendor()
writeManifest()
console.log('built: portal/static/build, portal/static/vendor')
