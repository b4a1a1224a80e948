/** What whoever typed the command can put right; told in one line. */
export class CliError extends Error {
  override name = 'CliError'
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

export type Line = { readonly text: string; readonly state?: 'ok' | 'warn' | 'fail'; readonly [more: string]: unknown }
