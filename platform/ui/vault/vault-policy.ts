/** How the built worker's file is called, below `/assets/`. */
export const vaultWorkerFile = /^vault-worker-[\w-]+\.js$/

/**
 * The content policy of the worker that holds the keys. A worker is bound by the policy its own script came with: this one may neither
 * connect to anything nor load another script, and makes no trusted types.
 */
export const vaultWorkerPolicy =
  "default-src 'none'; script-src 'none'; connect-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
