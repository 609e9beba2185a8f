// Preloaded into api and worker: when the supervisor is gone, nobody would ever stop them.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 8000).unref();
});
