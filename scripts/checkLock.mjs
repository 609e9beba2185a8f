// npm leaves optional packages of other platforms out of the lock file without a word; the next `npm ci` then fails there.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const faults = [];

function resolves(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

for (const [path, entry] of Object.entries(packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!resolves(path, name)) faults.push(`${path}: optional package ${name} is missing from package-lock.json`);
  }
  if (entry.resolved !== undefined)
    faults.push(`${path}: has a download address (see .npmrc, omit-lockfile-registry-resolved)`);
}
for (const fault of faults) console.error(fault);
if (Object.keys(packages).length < 2) faults.push('no packages');
process.exit(faults.length === 0 ? 0 : 1);
