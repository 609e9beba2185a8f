import { DefaultLogger, Runtime } from '@temporalio/worker';

// Workers tell their life in six lines each; a test run shows what is wrong only.
Runtime.install({ logger: new DefaultLogger('WARN') });
