import { writeFileSync } from 'node:fs';
import { parsePolicyFile, policyFile } from '../../api/timetables/policyFile.ts';
import { complete } from '../../db/repositories/timetables/timetables.ts';
import { readVersion } from '../../db/repositories/timetables/timetableVersions.ts';
import { createDraft } from '../../intake/timetables/life.ts';
import { unknownVersion } from '../../intake/timetables/refused.ts';
import { JOB_USAGE, jobCommands } from './jobs.ts';
import { AT_THE_MACHINE, type Tool, versionIn } from './tool.ts';

export const POLICY_TOOL: Tool = {
  kind: 'policy',
  usage: `Usage: npm run policy -- COMMAND
  export [VERSION] [--out FILE]
  import FILE [--publish --reason TEXT [--force]]
  list
  preview VERSION
  publish VERSION --reason TEXT [--force]
  restore VERSION --reason TEXT
${JOB_USAGE}`,
  importing: (_wish, file) => (db, text) => {
    const content = parsePolicyFile(text);
    const note = `from ${file.split(/[\\/]/).at(-1) ?? file}`;
    return createDraft(db, { kind: 'policy', actor: AT_THE_MACHINE, content, basedOn: null, note });
  },
  more: {
    ...jobCommands('policy'),
    export: (wish) => {
      const version = wish.subject === undefined ? 'in-force' : versionIn(wish);
      const { out } = wish.options;
      return async ({ db, print }) => {
        const found = await readVersion(db, 'policy', version);
        if (found === null) throw unknownVersion();
        const text = policyFile(complete(found.content));
        if (out === undefined) return print(text.trimEnd());
        writeFileSync(out, text);
        print(`policy ${found.version} is in ${out}`);
      };
    },
  },
};
