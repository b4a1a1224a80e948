const pure = '(^core/|^evidence/|\\.(schema|rules|contract|words)\\.ts$)'
const tests = '\\.(test|bench)\\.tsx?$'
const forbid = (name, from, to, more) => ({ name, severity: 'error', from, to, ...more })

module.exports = {
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
  forbidden: [
    forbid('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('pure-stays-pure', { path: pure, pathNot: tests }, { pathNot: [pure, '^node_modules/(zod|@noble)/'] }),
    forbid(
      'evidence-stands-alone',
      { path: '^evidence/', pathNot: tests },
      { pathNot: ['^evidence/', '^node_modules/@noble/'] },
    ),
    forbid(
      'vault-stands-alone',
      { path: '^vault/', pathNot: tests },
      {
        pathNot: [
          '^vault/',
          '^evidence/bytes\\.ts$',
          '^node_modules/(@noble|@scure|age-encryption|shamir-secret-sharing)/',
        ],
      },
    ),
    // Pages ask the worker; only its refusals and the types of what it answers are theirs to know.
    forbid(
      'keys-stay-in-the-worker',
      { path: '^(features|platform)/', pathNot: [tests, '^platform/ui/vault/'] },
      { path: '^vault/', pathNot: '^vault/room(-error)?\\.ts$' },
    ),
    forbid('platform-knows-no-feature', { path: '^platform/', pathNot: tests }, { path: '^(features|app)/' }),
    forbid('features-know-no-app', { path: '^features/', pathNot: tests }, { path: '^app/' }),
    forbid(
      'features-meet-at-the-front-door',
      { path: '^features/([^/]+)/', pathNot: tests },
      { path: '^features/(?!$1/)', pathNot: '\\.(schema|rules|contract|words|service|client)\\.ts$|\\.part\\.tsx$' },
    ),
    forbid('pages-see-no-server', { path: '\\.(page|public)\\.tsx$' }, { path: '\\.(store|service|routes)\\.ts$' }),
    forbid(
      'only-stores-speak-sql',
      { path: '^features/', pathNot: '\\.(store|test|bench)\\.ts$' },
      { path: '^node_modules/(kysely|pg)/' },
    ),
  ],
}
