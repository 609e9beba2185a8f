import { DefaultLogger, Runtime } from '@temporalio/worker';

const INSTALLED = Symbol.for('kefu.test.runtime');

// Workers tell their life in six lines each; a test run shows what is wrong only. Once for a process, whose files come one after the other.
if (Reflect.get(globalThis, INSTALLED) === undefined) {
  Reflect.set(globalThis, INSTALLED, Runtime.install({ logger: new DefaultLogger('WARN') }));
}
