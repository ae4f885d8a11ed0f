/** Import rules of the house (docs/architecture.md): data flows one way. */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'policy-imports-nothing',
      severity: 'error',
      from: { path: '^policy/src' },
      to: { pathNot: '^policy/src' },
    },
    {
      name: 'water-imports-nothing',
      severity: 'error',
      from: { path: '^water/src' },
      to: { pathNot: '^water/src' },
    },
    {
      name: 'contract-imports-policy-only',
      severity: 'error',
      from: { path: '^contract/src' },
      to: { pathNot: '^(contract/src|policy/src|node_modules/typebox)' },
    },
    {
      name: 'exposure-is-made-of-ui-and-api',
      severity: 'error',
      from: { path: '^web/src/exposure/' },
      to: { path: '^web/src/(app|screens)/' },
    },
    {
      name: 'ui-and-api-know-no-exposure-and-no-screen',
      severity: 'error',
      from: { path: '^web/src/(ui|api)/' },
      to: { path: '^web/src/(app|exposure|screens)/' },
    },
    { name: 'web-never-imports-server', severity: 'error', from: { path: '^web' }, to: { path: '^server' } },
    {
      name: 'a-store-is-private-to-its-folder',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: '^server/src/search/' },
      to: {
        path: '^server/src/[^/]+/.+\\.store\\.ts$',
        pathNot: '^server/src/($1|audit|notices)/',
      },
    },
    {
      name: 'routes-do-not-query',
      severity: 'error',
      from: { path: '\\.routes\\.ts$' },
      to: { path: '(\\.store\\.ts$|^node_modules/(kysely|pg)/)' },
    },
    {
      name: 'only-the-named-few-act-as-system',
      severity: 'error',
      from: {
        path: '^server/src',
        pathNot:
          '^server/src/(db|people|imports|agencies|command|live|messaging|notices|cli)/|^server/src/audit/chain/|^server/src/http/(secret|session|public)\\.ts$|\\.test\\.ts$',
      },
      to: { path: '^server/src/db/system\\.ts$' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: {
        path: '^(policy|contract|server|web)/src',
        pathNot: ['[.]test[.]tsx?$', '[.]oracle[.]ts$', '/fixture[.a-z]*[.]ts$'],
      },
      to: { path: '(\\.test\\.tsx?$|^server/test|^policy/test)' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)(dist|generated)/', '^virtual:'] },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
