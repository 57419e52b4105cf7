import { Command } from 'commander'
import { catalogueCommand } from './catalogue.ts'
import { CliError, exitCodeOf } from './command.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { dueCommand } from './due.ts'
import { formCommand } from './form.ts'
import { migrateCommand } from './migrate.ts'
import { processCommand } from './process.ts'
import { serveCommand } from './serve.ts'
import { unitsCommand } from './units.ts'
import { userCommand } from './user.ts'

const program = new Command('motcua')
  .description('Motcua: hệ thống thông tin giải quyết thủ tục hành chính')
  .exitOverride()
  .configureOutput({ outputError: () => {} })

for (const command of [
  serveCommand(),
  migrateCommand(),
  demoCommand(),
  unitsCommand(),
  catalogueCommand(),
  dueCommand(),
  processCommand(),
  formCommand(),
  userCommand(),
  doctorCommand(),
]) {
  program.addCommand(command)
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
  if (process.exitCode === 2) process.stderr.write(lineOf(error) + '\n')
  if (process.exitCode === 1)
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

/** One line that says what is wrong with the command, and where help is. */
function lineOf(error: unknown): string {
  if (error instanceof CliError) return error.message
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error)
  return `Lệnh chưa đúng: ${message.split('\n')[0]} (xem motcua --help)`
}
