import { Command } from 'commander'
import { CliError, exitCodeOf } from './command.ts'

// Loaded when asked for: `motcua due` needs no web server.
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  demo: async () => (await import('./demo.ts')).demoCommand(),
  units: async () => (await import('./units.ts')).unitsCommand(),
  catalogue: async () => (await import('./catalogue.ts')).catalogueCommand(),
  due: async () => (await import('./due.ts')).dueCommand(),
  process: async () => (await import('./process.ts')).processCommand(),
  form: async () => (await import('./form.ts')).formCommand(),
  user: async () => (await import('./user.ts')).userCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  restore: async () => (await import('./restore.ts')).restoreCommand(),
  keys: async () => (await import('./keys.ts')).keysCommand(),
  figures: async () => (await import('./figures.ts')).figuresCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
}

const program = new Command('motcua')
  .description('Motcua: hệ thống thông tin giải quyết thủ tục hành chính')
  .exitOverride()
  .configureOutput({ outputError: () => {} })

const asked = COMMANDS[process.argv[2] ?? '']
for (const load of asked ? [asked] : Object.values(COMMANDS)) program.addCommand(await load())

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = exitCodeOf(error)
  if (process.exitCode === 2) process.stderr.write(`${lineOf(error)}\n`)
  if (process.exitCode === 1)
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
}

/** One line that says what is wrong with the command, and where help is. */
function lineOf(error: unknown): string {
  if (error instanceof CliError) return error.message
  const message = error instanceof Error ? error.message.replace(/^error: /, '') : String(error)
  return `Lệnh chưa đúng: ${message.split('\n')[0]} (xem motcua --help)`
}
