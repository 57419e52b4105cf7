import { STANDARD_CALENDAR } from '../../modules/deadlines/index.ts'
import { countByStatus } from '../../modules/dossiers/index.ts'
import { accountByUsername } from '../../modules/identity/index.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { movableClock } from '../../platform/clock.ts'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { releaseJobs } from '../../platform/release-jobs.ts'
import { demoHistory } from './history.ts'
import { readPackages } from './packages.ts'
import { demoPeople, type Person } from './people.ts'
import { playStories } from './play.ts'
import { loadProvince, type Province } from './province.ts'
import { openStage } from './stage.ts'
import { firstWorkingDay, momentOf } from './working-days.ts'

export { loadProvince } from './province.ts'

export type DemoReport = {
  /** False when the province was there already and nothing was changed. */
  loaded: boolean
  accounts: Province['accounts'] | null
  procedures: number
  dossiers: number
  /** Dossiers by national status code. */
  byStatus: Record<string, number>
  /** Keys of units not linked to their administrative area, which has not been imported. */
  unlinked: string[]
  seconds: number
}

/** Working days before today on which the province is set up; the stories begin after it. */
const SET_UP = '-239 07:30'

/**
 * Loads the demo province: units, people, procedures, and the history of its dossiers, played through the real
 * commands under a clock that moves from a year ago to the end of the last working day. A second call changes
 * nothing.
 * @param say called with a line of progress
 */
export async function loadDemo(root: Root, say: (line: string) => void = () => {}): Promise<DemoReport> {
  const began = performance.now()
  const stories = demoHistory()
  const ctx = readCtx(root, SYSTEM)
  const report = async (province: Province | null): Promise<DemoReport> => {
    const byStatus = await countByStatus(ctx)
    return {
      loaded: province !== null,
      accounts: province?.accounts ?? null,
      procedures: province?.procedures ?? 0,
      dossiers: Object.values(byStatus).reduce((a, b) => a + b, 0),
      byStatus,
      unlinked: province?.unlinked ?? [],
      seconds: Math.round(performance.now() - began) / 1000,
    }
  }
  if (await accountByUsername(ctx, 'quantri')) {
    const there = await report(null)
    if (there.dossiers < stories.length) await mendInterrupted(root, there, say)
    else say('Tỉnh trình diễn đã có sẵn, không thay đổi gì.')
    return there
  }
  const now = root.clock.now()
  const today = firstWorkingDay(STANDARD_CALENDAR, now)
  const clock = movableClock(momentOf(STANDARD_CALENDAR, today, SET_UP))
  const past = { ...root, clock }
  const province = await loadProvince(past)
  say(`Đã tạo đơn vị, ${province.procedures} thủ tục và tài khoản của tỉnh trình diễn.`)
  if (province.unlinked.length > 0) {
    say('Chưa nối đơn vị với địa bàn vì chưa nhập danh mục; chạy motcua units import trước nếu cần.')
  }
  const until = momentOf(STANDARD_CALENDAR, today, '0 00:00')
  const acts = await playStories(openStage(past), stories, await readCast(), { today, until })
  await drainJobs(past, now)
  await releaseJobs(past)
  const done = await report(province)
  say(`Đã diễn lại ${done.dossiers} hồ sơ qua ${acts} việc trong ${done.seconds.toFixed(1)} giây.`)
  return done
}

/** A load that was killed half-way cannot go on: its clock is lost. What is there works all the same. */
async function mendInterrupted(root: Root, there: DemoReport, say: (line: string) => void): Promise<void> {
  await releaseJobs({ ...root, clock: movableClock(root.clock.now()) })
  say(
    `Lần nạp trước bị ngắt giữa chừng, chỉ có ${there.dossiers} hồ sơ; muốn đủ thì xoá thư mục dữ liệu rồi nạp lại.`,
  )
}

async function readCast() {
  const { citizens, businesses } = demoPeople()
  const people = new Map<string, Person>([...citizens, ...businesses].map((p) => [p.username, p]))
  return { packages: await readPackages(), people }
}
