import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Address, type CommandLine, runCommandLine } from './commandLine.ts';

/** The database that DATABASE_URL names, else that of the instance which runs on the data folder. */
function database(env: NodeJS.ProcessEnv): Address {
  const named = env['DATABASE_URL'] ?? '';
  if (named !== '') return { databaseUrl: named };
  const folder = resolve(env['KEFU_DATA_DIR'] || '.kefu');
  const file = join(folder, 'run.json');
  if (!existsSync(file))
    throw new Error(`Nothing runs on ${folder}: start it with \`npm start\`, or set DATABASE_URL.`);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof content === 'object' && content !== null && 'databaseUrl' in content)
    return { databaseUrl: String(content.databaseUrl), namedBy: file };
  throw new Error(`${file} names no databaseUrl.`);
}

/** A command line as a process: its words go to standard output, what went wrong to standard error. */
export async function main(commandLine: CommandLine): Promise<void> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const address = (): Address => database(process.env);
  process.exitCode = await runCommandLine(commandLine, process.argv.slice(2), { address, print });
  const stream = process.exitCode === 0 ? process.stdout : process.stderr;
  stream.write(`${lines.join('\n')}\n`);
}
