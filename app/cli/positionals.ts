import { CliError } from './cli-error.ts'
import { printable } from './shown-name.ts'

/** @throws CliError for more than a command takes: whoever typed it meant something by it */
export function noMoreThan(most: number, positionals: readonly string[]): void {
  const [more] = positionals.slice(most)
  if (more !== undefined)
    throw new CliError(
      `多出了 ${printable(more)}，见 --help。 / ${printable(more)} is more than this command takes, see --help.`,
      2,
    )
}
