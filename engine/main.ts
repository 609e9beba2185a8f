import { Progress } from './progress.ts';
import { explained } from './startError.ts';
import { Supervisor } from './supervisor.ts';
import { watchSources } from './watch.ts';

/** npm passes a Ctrl-C on to us that the terminal has sent us already: only a later one is a second Ctrl-C. */
const SAME_SIGNAL_MS = 700;

/** Starts everything and serves until Ctrl-C or SIGTERM. */
export async function main(args: readonly string[]): Promise<void> {
  const progress = new Progress();
  const watched = args.includes('--watch');
  const supervisor = new Supervisor(progress, { fromSources: watched });
  let firstSignalAt: number | null = null;
  const onSignal = (): void => {
    if (firstSignalAt === null) {
      firstSignalAt = performance.now();
      progress.say('stopping (Ctrl-C again: at once)');
      void supervisor.stop().then(() => process.exit(0));
    } else if (performance.now() - firstSignalAt > SAME_SIGNAL_MS) {
      supervisor.killAll();
      process.exit(130);
    }
  };
  const onFault = (error: unknown): void => {
    console.error(`\nkefu: ${explained(error)}`);
    void supervisor.stop().then(() => process.exit(1));
  };
  // A closed terminal or pipe must not take the service's parent away from its children.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.on('uncaughtException', onFault);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  try {
    await supervisor.start();
    if (watched) watchSources(progress.say, () => supervisor.restartOurs());
  } catch (error) {
    if (firstSignalAt === null) onFault(error);
  }
}
