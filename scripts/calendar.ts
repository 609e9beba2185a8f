import { CALENDAR_TOOL } from './timetables/calendarTool.ts';
import { main } from './timetables/main.ts';

await main(CALENDAR_TOOL);
