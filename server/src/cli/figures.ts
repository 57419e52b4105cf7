import type { Command } from 'commander'
import { modules } from '../app.ts'
import { recountFigures } from '../modules/dossiers/index.ts'
import { SYSTEM } from '../platform/actor.ts'
import { inTx } from '../platform/ctx.ts'
import { newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

/** `motcua figures recount`: mends the counters when `motcua doctor` finds that they drifted; acts go on meanwhile. */
export function figuresCommand(): Command {
  const recount = newCommand('recount', 'Đếm lại số liệu từ hồ sơ và sửa những số bị lệch').action(
    async (_own: unknown, command: Command) => {
      const mended = await withRoot(modules, (root) =>
        inTx(root, SYSTEM, 'figures.recount', async (ctx) => {
          const n = await recountFigures(ctx)
          ctx.about('figures', { mended: n })
          return n
        }),
      )
      print(command.optsWithGlobals(), { mended }, () =>
        mended === 0 ? 'Số liệu khớp với hồ sơ.' : `Đã sửa ${mended} số bị lệch.`,
      )
    },
  )
  return newCommand('figures', 'Số liệu tiếp nhận và giải quyết').addCommand(recount)
}
