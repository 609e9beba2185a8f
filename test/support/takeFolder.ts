// A process that takes a data folder at a given moment, says whether it has it, and holds it until it is told to end.
import { DataDirLock } from '../../engine/runFile.ts';
import { StartError } from '../../engine/startError.ts';

const [folder = '', moment = '0'] = process.argv.slice(2);
while (Date.now() < Number(moment));
try {
  await DataDirLock.take(folder, () => undefined);
  console.log('taken');
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.log('refused');
}
process.stdin.resume();
