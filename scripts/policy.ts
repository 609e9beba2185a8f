import { main } from './common/main.ts';
import { POLICY_TOOL } from './timetables/policyTool.ts';
import { commandLineOf } from './timetables/tool.ts';

await main(commandLineOf(POLICY_TOOL));
