/** Who may import whom (docs/explanation/architecture.md). Run by `npm run check` and by the architecture tests. */
const MODULES = '^src/modules/([^/]+)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/kernel/|^node_modules/uuid' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|demo)/' },
    },
    {
      name: 'engine-is-pure',
      severity: 'error',
      from: { path: '^src/modules/scoring/engine/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { pathNot: '^src/modules/scoring/engine/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/modules/[^/]+/domain/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { path: '^src/(platform|modules/[^/]+/(persistence|http|jobs))/' },
    },
    {
      name: 'modules-meet-in-public',
      severity: 'error',
      from: { path: MODULES },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '\\.public\\.ts$'] },
    },
    {
      name: 'the-demonstration-meets-modules-in-public',
      severity: 'error',
      from: { path: '^src/demo/' },
      to: { path: '^src/modules/', pathNot: '\\.public\\.ts$' },
    },
    {
      name: 'inventory-stands-alone',
      severity: 'error',
      from: { path: '^src/modules/inventory/' },
      to: { path: '^src/modules/(?!inventory/)' },
    },
    {
      name: 'reading-a-document-is-pure',
      severity: 'error',
      from: { path: '^src/modules/interchange/cyclonedx/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/kernel/',
          '^src/modules/interchange/cyclonedx/',
          '^src/modules/inventory/package-format\\.public\\.ts$',
          '^src/platform/http/plain-text\\.ts$',
        ],
      },
    },
    {
      name: 'entities-stay-in-persistence',
      severity: 'error',
      from: { path: '/http/' },
      to: { path: '\\.entity\\.ts$' },
    },
    {
      name: 'one-place-for-the-queue',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/jobs/' },
      to: { path: '^node_modules/bullmq/' },
    },
    {
      name: 'product-needs-no-development-package',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'] },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
