import { main } from './common/main.ts';
import { CALENDAR_TOOL } from './timetables/calendarTool.ts';
import { commandLineOf } from './timetables/tool.ts';

await main(commandLineOf(CALENDAR_TOOL));
