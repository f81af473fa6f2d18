#!/usr/bin/env node
// Fails when a package of the page, or one that builds or tests it, has no license or one that a GPL
// binary could not carry. Reads the lock file only.
import { readFileSync } from 'node:fs'

const allowed = new Set([
  'MIT', 'MIT-0', 'ISC', '0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0',
  '(MIT OR CC0-1.0)', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'Unicode-3.0',
])

const lock = new URL('../web/package-lock.json', import.meta.url)
const packages = Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages).filter(([name]) => name !== '')
const refused = packages.filter(([, entry]) => !allowed.has(entry.license))
for (const [name, entry] of refused) console.error(`${name}: ${entry.license ?? 'no license'}`)
console.log(`licenses of npm packages: ${packages.length} looked at, ${refused.length} refused`)
process.exit(refused.length === 0 && packages.length > 0 ? 0 : 1)
