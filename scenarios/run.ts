import { basename, relative } from 'node:path';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { findBinary } from '../engine/binaries.ts';
import { reasonOf } from '../engine/startError.ts';
import { play } from './player.ts';
import { parseScenario, type Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import { createTheatre, ownScenarios, readScenario } from './theatre.ts';

interface Script {
  readonly file: string;
  readonly scenario: Scenario;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Null: told what is wrong with the file. */
function parseFile(path: string): Script | null {
  const file = relative(process.cwd(), path);
  try {
    const parsed = parseScenario(readScenario(path));
    if (parsed.ok) return { file, scenario: parsed.scenario };
    for (const { line, message } of parsed.faults) print(`✗ ${file}:${line}: ${message}`);
  } catch (error) {
    print(`✗ ${file}: ${reasonOf(error)}`);
  }
  return null;
}

/** How many of them went otherwise than written; all, where the stage itself broke down. */
async function playAll(scripts: readonly Script[]): Promise<number> {
  // The stage's own log would stand between the lines of the stories.
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
  const stage = await createTheatre(await findBinary('testServer', print));
  try {
    return await tellAll(stage, scripts);
  } catch (error) {
    print(`  ✗ ${reasonOf(error)}`);
    return scripts.length;
  } finally {
    await stage.stop();
  }
}

async function tellAll(stage: Stage, scripts: readonly Script[]): Promise<number> {
  let failed = 0;
  for (const { file, scenario } of scripts) {
    print(`\n${basename(file)}  ${scenario.title}`);
    const fault = await play(stage, scenario, ({ at, text, ok }) => print(`  ${ok ? '✓' : '✗'} ${at}  ${text}`));
    if (fault === null) continue;
    failed += 1;
    print(`  ${file}:${fault.line}: ${fault.message}`);
  }
  return failed;
}

const USAGE = `Usage: npm run scenario -- FILE …
  FILE …   plays these stories on the time-skipping server
  --all    plays all stories of the folder scenarios
  --help   this; how to write one stands in scenarios/writing.md`;

const given = process.argv.slice(2);
const asksForHelp = given.some((arg) => arg === '--help' || arg === '-h');
const unknown = given.find((arg) => arg.startsWith('-') && arg !== '--all');
if (asksForHelp || given.length === 0 || unknown !== undefined) {
  if (!asksForHelp) print(unknown === undefined ? 'Which story?' : `There is no option ${unknown}.`);
  print(USAGE);
  process.exit(asksForHelp ? 0 : 2);
}
const paths = given.includes('--all') ? ownScenarios() : given;
const scripts = paths.map(parseFile);
const sound = scripts.filter((script) => script !== null);
const broken = scripts.length - sound.length;
const failed = sound.length > 0 ? await playAll(sound) : 0;
print(`\n${sound.length - failed} as written, ${failed} otherwise, ${broken} not understood`);
// At once: a call that was given up may still wait for a server that is gone.
process.exit(failed + broken === 0 ? 0 : 1);
