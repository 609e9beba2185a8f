// Preloaded into the worker, and so into the threads in which workflows run: there the SDK notes a stack trace for every
// promise, for the Call Stack tab of the Temporal UI. That is a fifth of a worker's work; KEFU_STACK_TRACES=on has it back.
import v8 from 'node:v8';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread && process.env['KEFU_STACK_TRACES'] !== 'on') {
  // The SDK's own way out where the hooks are not to be had; it goes on without stack traces, and says so. An object of our
  // own, since Node's AsyncLocalStorage stands on the functions of the old one.
  v8.promiseHooks = {
    ...v8.promiseHooks,
    createHook() {
      // The SDK warns of it next, once for each thread, in a line that nobody's log reader knows; here it is meant.
      /* oxlint-disable no-console */
      const { warn } = console;
      console.warn = () => {
        console.warn = warn;
      };
      throw new Error('stack traces are off');
    },
  };
}
