/** How the built worker's file is called, below `/assets/`. */
export const evidenceWorkerFile = /^evidence-worker-[\w-]+\.js$/

/**
 * The content policy of the worker that digests files, verifies evidence and makes packs: it may compile the digests' WebAssembly and neither connect to
 * anything nor load another script. The page around it needs no `wasm-unsafe-eval`.
 */
export const evidenceWorkerPolicy =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
