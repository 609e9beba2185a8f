import { main } from './common/main.ts';
import { PEOPLE } from './people/commandLine.ts';

await main(PEOPLE);
