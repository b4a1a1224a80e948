/** How the built worker's file is called, below `/assets/`. */
export const sealWorkerFile = /^seal-worker-[\w-]+\.js$/

/**
 * The content policy of the worker that reads files. A worker is bound by the policy its own script came with: this one
 * may compile WebAssembly and connect to nothing, so what reads the files cannot send them. The page around it needs
 * no `wasm-unsafe-eval`.
 */
export const sealWorkerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; base-uri 'none'; require-trusted-types-for 'script'"
