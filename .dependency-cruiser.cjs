/** The table of docs/architecture.md as rules: what a folder may import, and why not more. */
const FOLDERS = [
  'contracts',
  'domain',
  'workflows',
  'activities',
  'db',
  'channels',
  'intake',
  'api',
  'worker',
  'engine',
  'config',
];
const OTHERS = ['test', 'bench', 'scripts', 'scenarios'];

/** What of a ticket stands above its commands: it takes in whatever comes, and gives each to its rule. */
const ABOVE_COMMANDS = '^domain/ticket/(decide|errands|judging|messageArrived|moments|open|reviewEnded)\\.ts$';

function only(from, allowed, comment, to = {}) {
  const forbidden = [...FOLDERS, ...OTHERS].filter((folder) => folder !== from && !allowed.includes(folder));
  return {
    name: `${from}-imports-only-${allowed.join('-') || 'itself'}`,
    severity: 'error',
    comment,
    from: { path: `^${from}/` },
    to: { path: `^(${forbidden.join('|')})/`, ...to },
  };
}

module.exports = {
  forbidden: [
    only('contracts', [], 'The vocabulary stands on nothing, so everybody can share it.'),
    only('domain', ['contracts'], 'The rules are pure: no I/O, no clock, no framework.'),
    only(
      'workflows',
      ['contracts', 'domain'],
      'Replay sees nothing but the recorded history; the types of activities vanish.',
      {
        dependencyTypesNot: ['type-only'],
      },
    ),
    only('db', ['contracts', 'domain'], 'Rows know the vocabulary and the shape of a decision, not who asks.'),
    only('channels', ['contracts', 'domain'], 'A channel turns words into commands and back; it decides nothing.'),
    {
      name: 'channels-know-names-not-rules',
      severity: 'error',
      comment: 'A notice calls things by the names of the catalogue; what is to be told is decided before.',
      from: { path: '^channels/' },
      to: { path: '^domain/', pathNot: '^domain/catalog/' },
    },
    only('activities', ['contracts', 'domain', 'db', 'channels'], 'Activities do what was decided and never decide.'),
    only(
      'intake',
      ['contracts', 'domain', 'db', 'channels', 'workflows'],
      'What comes in: one transaction, then the workflow.',
    ),
    only(
      'api',
      ['contracts', 'domain', 'db', 'intake', 'channels', 'config'],
      'The border: parse, one call, map the outcome.',
    ),
    only(
      'worker',
      ['contracts', 'domain', 'workflows', 'activities', 'db', 'channels', 'intake', 'config'],
      'The composition root of the worker.',
    ),
    only('config', [], 'Read once in main files; nothing else belongs here.'),
    only(
      'engine',
      ['contracts', 'config', 'db', 'intake'],
      'Starts what the product stands on; of the product it needs the vocabulary, the configuration, the schema and the demo data.',
    ),
    only(
      'scenarios',
      FOLDERS.filter((folder) => folder !== 'api'),
      'A story meets the rules as production does, and no test or page of ours.',
    ),
    {
      name: 'engine-needs-only-schema-and-seed',
      severity: 'error',
      comment: 'The supervisor must start even when the rest of the product is broken.',
      from: { path: '^engine/' },
      to: { path: '^(db|intake)/', pathNot: '^(db/connect|db/migrate|intake/seed)\\.ts$' },
    },
    {
      name: 'only-workflow-messages-from-outside',
      severity: 'error',
      comment: 'Workflow code runs in the sandbox; others know its messages only.',
      from: { path: '^intake/' },
      to: { path: '^workflows/', pathNot: '/(messages|searchAttributes)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-and-workflows-without-schemas',
      severity: 'error',
      comment: 'zod would be bundled into every workflow; bodies are checked at the border.',
      from: { path: '^(domain|workflows|activities|db|channels|intake|worker)/' },
      to: { path: '^contracts/schemas/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-without-packages',
      severity: 'error',
      comment: 'Rules that need a library cannot be read beside the norm they come from.',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'ticket-below-its-commands',
      severity: 'error',
      comment: 'What several parts of a ticket need is no part of one command.',
      from: { path: '^domain/ticket/', pathNot: ['^domain/ticket/commands/', ABOVE_COMMANDS] },
      to: { path: '^domain/ticket/commands/' },
    },
    {
      name: 'commands-below-what-takes-them-in',
      severity: 'error',
      comment: 'A command is carried out by its rule alone, and takes in nothing itself.',
      from: { path: '^domain/ticket/commands/' },
      to: { path: ABOVE_COMMANDS, reachable: true },
    },
    {
      name: 'workflows-only-temporal-packages',
      severity: 'error',
      comment: 'Whatever else is bundled runs in the sandbox and takes part in replay.',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '@temporalio/(workflow|common)/' },
    },
    {
      name: 'product-without-tests-and-tools',
      severity: 'error',
      comment: 'What runs in production is installed in production.',
      from: {
        path: `^(${FOLDERS.filter((folder) => folder !== 'engine').join('|')})/`,
        pathNot: '^db/(dump|schema/generate)\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '@types/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea in two places.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere fails only when it runs.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
