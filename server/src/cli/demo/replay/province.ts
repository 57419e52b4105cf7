import { publishProcedure } from '../../../modules/catalogue/index.ts'
import { createAccount, hashPassword } from '../../../modules/identity/index.ts'
import { appoint, createUnit } from '../../../modules/organisations/index.ts'
import { publishProcess } from '../../../modules/process/index.ts'
import { SYSTEM } from '../../../platform/actor.ts'
import { type Ctx, inTx, type Root } from '../../../platform/ctx.ts'
import { PASSWORD } from '../province.ts'
import type { LogCase } from './cases.ts'
import type { DerivedProvince } from './derive.ts'

/** Code of the procedure that a log becomes; the national catalogue has none that begins with 9. */
export const REPLAY_PROCEDURE = '9.000001'

/** User name of who files the n-th case online. */
export const applicantName = (index: number): string => `nguoinop${index + 1}`

/** Who the n-th case is for, with a personal number that is never given (domain.md 9.3). */
export const applicantOf = (one: LogCase, index: number) => ({
  name: `Người nộp hồ sơ ${one.name}`.slice(0, 300),
  idNumber: `066090${String(index + 1).padStart(6, '0')}`,
})

/** Creates units, officers, applicants and the procedure of a log, as they were on its first day. */
export async function createProvince(
  root: Root,
  province: DerivedProvince,
  cases: readonly LogCase[],
  name: string,
): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD)
  await inTx(root, SYSTEM, 'demo.replay_province', async (ctx) => {
    await createUnits(ctx, province, name)
    for (const { username, name: title, departments } of province.officers) {
      const account = { username, kind: 'officer', name: title, password: null } as const
      const accountId = await createAccount(ctx, account, passwordHash)
      for (const unit of departments) {
        // A log does not tell reception from handling: whoever worked on a case may do both.
        for (const role of ['tiepnhan', 'chuyenvien'] as const) await appoint(ctx, { accountId, unit, role })
      }
    }
    for (const [index, one] of cases.entries()) {
      if (one.channel !== 'online') continue
      const account = { kind: 'citizen', password: null, ...applicantOf(one, index) } as const
      await createAccount(ctx, { ...account, username: applicantName(index) }, passwordHash)
    }
    const process = await publishProcess(ctx, { key: REPLAY_PROCEDURE, xml: province.process.xml })
    const versions = { formVersionId: null, processVersionId: process.id }
    await publishProcedure(ctx, procedureOf(cases, name), versions)
    ctx.about('replay', { cases: cases.length })
  })
}

async function createUnits(ctx: Ctx, { departments }: DerivedProvince, name: string): Promise<void> {
  await createUnit(ctx, {
    key: 'nhatky',
    name: `Cơ quan trong nhật ký ${name}`,
    kind: 'province',
    codes: [{ scheme: 'QD20', value: 'H99' }],
  })
  for (const { key, name: title, code } of departments) {
    await createUnit(ctx, {
      key,
      name: title,
      kind: 'department',
      parent: 'nhatky',
      codes: [{ scheme: 'QD20', value: code }],
      isReceptionPoint: true,
      canDecide: true,
    })
  }
}

function procedureOf(cases: readonly LogCase[], name: string) {
  const first = new Date(Math.min(...cases.map((c) => c.startAt.getTime())))
  return {
    code: REPLAY_PROCEDURE,
    name: { vi: `Thủ tục suy ra từ nhật ký ${name}` },
    sector: 'Diễn lại nhật ký',
    levels: ['province'],
    online: 'full',
    validFrom: first.toISOString().slice(0, 10),
    channels: [{ channel: 'online' }, { channel: 'desk' }, { channel: 'post' }],
    cases: [{ key: 'chung', name: { vi: 'Chung' }, limit: { value: usualDays(cases), unit: 'days' } }],
    papers: [],
    fees: [],
    results: [{ code: '', name: 'Kết quả theo nhật ký' }],
    competence: { level: 'province' },
    crossBoundary: false,
    clock: { mode: 'RESUME' },
  }
}

/** The median time promised, in days; a dossier's own date is carried over from the log. */
function usualDays(cases: readonly LogCase[]): number {
  const days = cases
    .flatMap(({ dueAt, startAt }) =>
      dueAt ? [Math.round((dueAt.getTime() - startAt.getTime()) / 86_400_000)] : [],
    )
    .sort((a, b) => a - b)
  return Math.min(1000, Math.max(1, days[Math.floor(days.length / 2)] ?? 30))
}
