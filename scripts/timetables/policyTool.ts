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
  importFile: (job, text, file) => {
    const content = parsePolicyFile(text);
    const note = `from ${file.split(/[\\/]/).at(-1) ?? file}`;
    return createDraft(job.db, { kind: 'policy', actor: AT_THE_MACHINE, content, basedOn: null, note });
  },
  more: {
    ...jobCommands('policy'),
    export: async (job) => {
      const version = job.subject === undefined ? 'in-force' : versionIn(job);
      const found = await readVersion(job.db, 'policy', version);
      if (found === null) throw unknownVersion();
      const text = policyFile(complete(found.content));
      const { out } = job.options;
      if (out === undefined) return job.print(text.trimEnd());
      writeFileSync(out, text);
      job.print(`policy ${found.version} is in ${out}`);
    },
  },
};
