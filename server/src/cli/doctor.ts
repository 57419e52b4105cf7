import type { Command } from 'commander'
import { modules } from '../app.ts'
import { examineRoot } from '../platform/examine.ts'
import { newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

/** Looks at what an operator would look at first, and says it in one table. */
export function doctorCommand(): Command {
  return newCommand('doctor', 'Kiểm tra tình trạng của hệ thống').action(
    async (options: { json?: boolean }) => {
      const findings = await withRoot(modules, examineRoot)
      const ok = findings.every((f) => f.ok)
      print(options, { ok, findings }, () =>
        findings.map((f) => `${f.ok ? 'tốt' : 'XẤU'}  ${f.name.padEnd(20)} ${f.detail}`).join('\n'),
      )
      if (!ok) process.exitCode = 1
    },
  )
}
