import { randomBytes } from 'node:crypto'
import { type Command, Option } from 'commander'
import { modules } from '../app.ts'
import {
  type AccountKind,
  accountByUsername,
  createAccount,
  createSystemToken,
} from '../modules/identity/index.ts'
import { appoint, ROLES, type Role } from '../modules/organisations/index.ts'
import { SYSTEM } from '../platform/actor.ts'
import { inTx } from '../platform/ctx.ts'
import { AppError } from '../platform/errors.ts'
import { CliError, newCommand, print } from './command.ts'
import { withRoot } from './with-root.ts'

type Options = {
  json?: boolean
  name: string
  kind: AccountKind
  password?: string
  idNumber?: string
  unit?: string
  role: string[]
  tokenDays?: string
}

export function userCommand(): Command {
  const add = newCommand('add', 'Mở một tài khoản')
    .argument('<username>', 'tên đăng nhập')
    .requiredOption('--name <name>', 'họ tên hoặc tên tổ chức')
    .addOption(
      new Option('--kind <kind>', 'loại tài khoản')
        .choices(['citizen', 'business', 'officer', 'partner'])
        .default('officer'),
    )
    .option('--password <password>', 'mật khẩu; bỏ trống thì máy đặt và in ra một lần')
    .option('--id-number <number>', 'số định danh cá nhân hoặc mã số doanh nghiệp')
    .option('--unit <ref>', 'đơn vị của cán bộ (id, mã hoặc tên ngắn)')
    .option('--role <role...>', 'vai trò của cán bộ tại đơn vị', [])
    .option('--token-days <days>', 'cấp mã truy cập cho hệ thống (kind partner), số ngày hiệu lực')
    .action(async (username: string, options: Options) => {
      const made = await withRoot(modules, (root) =>
        inTx(root, SYSTEM, 'user.add', (ctx) => addUser(ctx, username, options)),
      )
      print(options, made, () =>
        [
          `Đã mở tài khoản ${made.username} (${made.id}).`,
          made.password ? `Mật khẩu: ${made.password}` : '',
          made.token ? `Mã truy cập (chỉ hiện lần này): ${made.token}` : '',
        ]
          .filter(Boolean)
          .join('\n'),
      )
    })
  return newCommand('user', 'Tài khoản').addCommand(add)
}

async function addUser(ctx: Parameters<Parameters<typeof inTx>[3]>[0], username: string, options: Options) {
  try {
    const { kind, name, unit, role } = options
    if (role.length > 0 !== Boolean(unit))
      throw new CliError('Hãy cho cả --unit và --role, hoặc không cho cái nào.')
    const generated = kind === 'partner' || options.password ? null : randomBytes(12).toString('base64url')
    const password = options.password ?? generated
    const id = await createAccount(ctx, {
      username,
      kind,
      name,
      password,
      idNumber: options.idNumber ?? null,
    })
    if (unit) {
      for (const r of role) await appoint(ctx, { accountId: id, unit, role: readRole(r) })
    }
    const token = options.tokenDays ? await makeToken(ctx, username, options.tokenDays) : null
    return { id, username, password: generated, token }
  } catch (error) {
    if (error instanceof AppError) throw new CliError(error.message)
    throw error
  }
}

function readRole(text: string): Role {
  const role = ROLES.find((r) => r === text)
  if (!role) throw new CliError(`Không có vai trò “${text}”; các vai trò: ${ROLES.join(', ')}.`)
  return role
}

async function makeToken(ctx: Parameters<typeof createSystemToken>[0], username: string, text: string) {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 730) throw new CliError('--token-days phải từ 1 đến 730.')
  const account = await accountByUsername(ctx, username)
  const { token } = await createSystemToken(ctx, account!, 'motcua user add', days)
  return token
}
