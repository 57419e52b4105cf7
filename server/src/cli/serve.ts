import type { Command } from 'commander'
import { ConfigError, readConfig } from '../config.ts'
import { startServer } from '../main.ts'
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts'
import { KeyError } from '../platform/keys/index.ts'
import { DatabaseAwayError } from '../platform/leader.ts'
import { MigrationError } from '../platform/migrate.ts'
import { CliError, newCommand } from './command.ts'

import { loadDemo } from './demo/load.ts'
import { startDemoPartners } from './demo/partners.ts'
import { settlePort } from './settle-port.ts'

export function serveCommand(): Command {
  return newCommand(
    'serve',
    'Chạy máy chủ (cấu hình bằng PORT, HOST, MOTCUA_DATA, MOTCUA_ROLE, DATABASE_URL)',
  )
    .option('--demo', 'nạp tỉnh trình diễn nếu cơ sở dữ liệu còn trống')
    .action(async (options: { demo?: boolean; json?: boolean }) => {
      const server = await start(options.demo ?? false)
      const lines = options.json
        ? JSON.stringify({ address: server.address })
        : `Motcua đang chạy: ${server.address}\n` + (options.demo ? DEMO_GUIDE(server.address) : '')
      process.stdout.write(lines + '\n')
      await stopped()
      process.stderr.write('Đang dừng…\n')
      await server.stop()
    })
}

async function start(demo: boolean) {
  try {
    const say = (line: string) => process.stderr.write(line + '\n')
    const config = await settlePort(readConfig())
    const partners = demo ? await startDemoPartners(config, say) : null
    const server = await startServer({ ...config, ...partners?.config }, async (root) => {
      if (demo) await loadDemo(root, say)
    }).catch(async (error) => {
      await partners?.stop()
      throw error
    })
    const stop = async () => {
      await server.stop()
      await partners?.stop()
    }
    return { ...server, stop }
  } catch (error) {
    throw asCliError(error)
  }
}

function asCliError(error: unknown): unknown {
  if (error instanceof ConfigError) return new CliError(error.problems.join(' '))
  if (
    error instanceof EmbeddedPostgresError ||
    error instanceof MigrationError ||
    error instanceof DatabaseAwayError ||
    error instanceof KeyError
  )
    return new CliError(error.message)
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE')
    return new CliError(`Cổng ${port} đang có chương trình khác dùng; hãy đặt PORT khác.`)
  return error
}

const stopped = () =>
  new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

const DEMO_GUIDE = (address: string) => `
  API          ${address}/api/v1
  Tài liệu API ${address}/api/docs

  Tài khoản trình diễn (mật khẩu motcua-demo):
    người dân      nguoidan1 … nguoidan200      doanh nghiệp  doanhnghiep1 …
    tiếp nhận      tiepnhan.songhinh            chuyên viên   chuyenvien.songhinh
    trưởng phòng   truongphong.songhinh         lãnh đạo      lanhdao.songhinh
    văn thư        vanthu.songhinh              quản trị      quantri
    người dân, doanh nghiệp cũng đăng nhập được bằng định danh điện tử mô phỏng: ${address}/api/v1/session/oidc
    đơn vị: trungtam, soxaydung, songhinh, tayhoa, songcau, datdai; hiệu trưởng: lanhdao.thcssonghinh, lanhdao.thcstayhoa

  Dừng: Ctrl-C`
