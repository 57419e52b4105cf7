import type { Command } from 'commander'
import { modules } from '../app.ts'
import { STATUS_NAMES, type Status } from '../modules/dossiers/index.ts'
import { newCommand, print } from './command.ts'
import { type DemoReport, loadDemo } from './demo/load.ts'
import { replayCommand } from './demo/replay/command.ts'
import { playCommand } from './demo/simulation/command.ts'
import { withRoot } from './with-root.ts'

/** `motcua demo load`: the demo province with the history of its dossiers. */
export function demoCommand(): Command {
  const load = newCommand('load', 'Nạp tỉnh trình diễn; nạp lại không thay đổi gì').action(
    async (_own: unknown, command: Command) => {
      const say = (line: string) => process.stderr.write(`${line}\n`)
      const report = await withRoot(modules, (root) => loadDemo(root, say))
      print(command.optsWithGlobals<{ json?: boolean }>(), report, () => describeReport(report))
    },
  )
  return newCommand('demo', 'Tỉnh trình diễn')
    .addCommand(load)
    .addCommand(playCommand())
    .addCommand(replayCommand())
}

function describeReport({ accounts, procedures, dossiers, byStatus, seconds }: DemoReport): string {
  const lines = Object.entries(byStatus).map(
    ([status, n]) => `  ${String(n).padStart(3)}  ${STATUS_NAMES[Number(status) as Status].vi}`,
  )
  const made = accounts
    ? [
        `Tài khoản: ${accounts.officers} cán bộ, ${accounts.citizens} người dân, ${accounts.businesses} doanh nghiệp (mật khẩu motcua-demo)`,
        `Thủ tục: ${procedures}`,
      ]
    : []
  return [...made, `Hồ sơ: ${dossiers}`, ...lines, `Thời gian: ${seconds.toFixed(1)} giây`].join('\n')
}
