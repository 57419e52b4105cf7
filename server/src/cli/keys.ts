import { resolve } from 'node:path'
import type { Command } from 'commander'
import { modules } from '../app.ts'
import { readConfig } from '../config.ts'
import { SYSTEM } from '../platform/actor.ts'
import { inTx } from '../platform/ctx.ts'
import { isId } from '../platform/id.ts'
import { eraseData, KeyError } from '../platform/keys/index.ts'
import { makeRootKeyFile, readRootKey } from '../platform/keys/root-key.ts'
import { type Rotation, rotateKeys, rotateRootKey } from '../platform/keys/rotate.ts'
import { type WrappingKeyStatus, wrappingKeys } from '../platform/keys/status.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

type Json = { json?: boolean }

/** `motcua keys …`: the keys that personal data are sealed with (docs/runbooks/keys.md). */
export function keysCommand(): Command {
  return newCommand('keys', 'Khoá mã hoá dữ liệu cá nhân')
    .addCommand(statusCommand())
    .addCommand(rotateCommand())
    .addCommand(rotateRootCommand())
    .addCommand(newRootCommand())
    .addCommand(eraseCommand())
}

const flags = (command: Command): Json => command.optsWithGlobals<Json>()

const statusCommand = () =>
  newCommand('status', 'Các khoá bọc và số khoá dữ liệu dưới mỗi khoá').action(
    async (_own: unknown, command: Command) => {
      const keys = await withRoot(modules, (root) => wrappingKeys(root.database))
      print(flags(command), keys, () => keys.map(lineOf).join('\n'))
    },
  )

const rotateCommand = () =>
  newCommand('rotate', 'Thay khoá bọc và bọc lại mọi khoá dữ liệu, không cần dừng máy chủ').action(
    async (_own: unknown, command: Command) => {
      const say = (done: number, total: number) =>
        process.stderr.write(`  đã bọc lại ${done} trên ${total} khoá\n`)
      const result = await withRoot(modules, (root) => rotateKeys(root, say))
      print(flags(command), result, () => describe(result))
      if (result.damaged.length > 0) process.exitCode = 1
    },
  )

const rotateRootCommand = () =>
  newCommand('rotate-root', 'Thay khoá gốc: chỉ bọc lại các khoá bọc')
    .requiredOption('--new-file <file>', 'tệp của khoá gốc mới; chưa có thì được tạo')
    .action(async (options: { newFile: string }, command: Command) => {
      const file = resolve(options.newFile)
      const count = await withRoot(modules, (root) => rotateRootKey(root, newRootKey(file)))
      print(flags(command), { file, rewrapped: count }, () =>
        [
          `Đã bọc lại ${count} khoá bằng khoá gốc trong ${file}.`,
          'Từ lần khởi động sau hãy đặt MOTCUA_ROOT_KEY_FILE tới tệp này; cất khoá cũ cùng các bản sao lưu cũ.',
        ].join('\n'),
      )
    })

const newRootCommand = () =>
  newCommand('new-root', 'Tạo tệp khoá gốc mới, chỉ chủ tệp đọc được')
    .argument('<file>', 'tệp chưa có')
    .action((path: string, _own: unknown, command: Command) => {
      const file = resolve(path)
      orCliError(() => makeRootKeyFile(file))
      print(
        flags(command),
        { file },
        () =>
          `Đã tạo khoá gốc ${file}. Hãy cất một bản ở nơi khác máy chủ: mất khoá này là mất dữ liệu cá nhân.`,
      )
    })

const eraseCommand = () =>
  newCommand(
    'erase',
    'Xoá hẳn dữ liệu cá nhân của một hồ sơ, bản nháp, tài khoản hoặc tệp; không lấy lại được',
  )
    .argument('<id>', 'id của hồ sơ, bản nháp, tài khoản hoặc tệp')
    .requiredOption('--yes', 'xác nhận, vì không lấy lại được')
    .action(async (id: string, _own: unknown, command: Command) => {
      if (!isId(id)) throw new CliError(`“${id}” không phải một id; hãy chép đúng id (uuid).`)
      await withRoot(modules, (root) =>
        inTx(root, SYSTEM, 'keys.erase', async (ctx) => {
          ctx.about(id)
          if (!(await eraseData(ctx, id)))
            throw new CliError(`Không có khoá nào của ${id}; chưa có gì bị xoá.`)
        }),
      )
      print(
        flags(command),
        { erased: id },
        () => `Đã xoá khoá của ${id}; dữ liệu của nó không đọc lại được nữa.`,
      )
    })

/** The key in the file; a file that is not there yet is made. */
const newRootKey = (file: string): Buffer =>
  orCliError(() => {
    const current = readRootKey(readConfig().rootKey)
    const next = readRootKey({ file, text: null, mayMake: false }) ?? makeRootKeyFile(file)
    if (current?.equals(next))
      throw new KeyError(`Tệp ${file} chứa đúng khoá gốc đang dùng; hãy chọn tệp khác.`)
    return next
  })

function orCliError<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof KeyError ? new CliError(error.message) : error
  }
}

const day = (at: Date): string => at.toISOString().slice(0, 10)

const lineOf = (k: WrappingKeyStatus): string =>
  `khoá bọc số ${k.id}: tạo ngày ${day(k.madeAt)}, ${k.dataKeys} khoá dữ liệu` +
  (k.retiredAt ? `, thôi dùng ngày ${day(k.retiredAt)}` : '')

const describe = ({ wrappingKey, rewrapped, damaged, seconds }: Rotation): string =>
  [
    `Khoá bọc số ${wrappingKey}: đã bọc lại ${rewrapped} khoá dữ liệu trong ${seconds.toFixed(1)} giây.`,
    ...(damaged.length > 0 ? [`${damaged.length} khoá bị hỏng, để nguyên: ${damaged.join(', ')}`] : []),
  ].join('\n')
