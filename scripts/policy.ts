import { main } from './timetables/main.ts';
import { POLICY_TOOL } from './timetables/policyTool.ts';

await main(POLICY_TOOL);
