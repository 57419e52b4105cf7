import { Command, CommanderError } from 'commander'

/** A mistake of the person at the keyboard: one line on standard error and exit code 2, nothing changed. */
export class CliError extends Error {
  override readonly name = 'CliError'
}

/** A command with `--help` and `--json`, that throws instead of exiting so that tests can run it in-process. */
export function newCommand(name: string, summary: string): Command {
  return new Command(name)
    .description(summary)
    .option('--json', 'chỉ in một tài liệu JSON')
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
}

/**
 * Prints a result: one JSON document with `--json`, otherwise the lines of `human`.
 * @param options the parsed options of the command, of which only `json` is read
 */
export function print(options: { json?: boolean }, value: unknown, human: () => string): void {
  process.stdout.write((options.json ? JSON.stringify(value, null, 2) : human()) + '\n')
}

/** Exit code of an error thrown by a command: 0 for `--help`, 2 for bad input, 1 for a fault of ours. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  return error instanceof CliError ? 2 : 1
}
