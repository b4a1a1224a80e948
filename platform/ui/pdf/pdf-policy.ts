/** How the built worker's file is called, below `/assets/`. */
export const pdfWorkerFile = /^pdf-worker-[\w-]+\.js$/

/**
 * The content policy of the worker that typesets. A worker is bound by the policy its own script came with: this one may compile
 * WebAssembly and neither connect to anything nor load or make another script, so what is typeset stays in the browser. The page around it
 * needs no `wasm-unsafe-eval`.
 */
export const pdfWorkerPolicy =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
