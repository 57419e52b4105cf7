import { isUnderWay } from '@motcua/rules'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay, formatDong, formatTime } from '../../lib/format.ts'
import type { Dossier } from '../../lib/types.ts'
import { Due } from '../../ui/due.tsx'
import { Status } from '../../ui/status.tsx'

const CHANNELS: Record<string, string> = { online: 'Trực tuyến', desk: 'Tại quầy', post: 'Qua bưu chính' }
const DELIVERIES: Record<string, string> = {
  counter: 'Nhận tại quầy',
  post: 'Qua bưu chính',
  electronic: 'Bản điện tử',
}
const OUTCOMES: Record<string, string> = { granted: 'Đồng ý', refused: 'Không đồng ý' }

/** Who, where, how much, and the dossiers it hangs together with. */
export function FactsPanel({ dossier: d }: { dossier: Dossier }) {
  return (
    <>
      <dl className="facts">
        <Fact name="Trích yếu">{d.abstract}</Fact>
        <Fact name="Thủ tục">
          {d.procedureName} <span className="quiet">({d.procedureCode})</span>
        </Fact>
        <Fact name="Người nộp">{d.applicant.name}</Fact>
        <Fact name="Số giấy tờ">{d.applicant.idNumber}</Fact>
        <Fact name="Điện thoại">{d.applicant.phone}</Fact>
        <Fact name="Thư điện tử">{d.applicant.email}</Fact>
        <Fact name="Địa chỉ">{d.applicant.address}</Fact>
        {d.authorisation && <Fact name="Nộp thay">{d.authorisation.relation}</Fact>}
        <Fact name="Kênh nộp">{CHANNELS[d.channel] ?? d.channel}</Fact>
        <Fact name="Nộp lúc">{formatTime(d.submittedAt)}</Fact>
        <Fact name="Tiếp nhận lúc">{formatTime(d.receivedAt)}</Fact>
        <Fact name="Nơi tiếp nhận">{d.units.receiving.name}</Fact>
        <Fact name="Cơ quan giải quyết">{d.units.competent.name}</Fact>
        <Fact name="Nơi trả kết quả">{d.units.return.name}</Fact>
        <Fact name="Cách nhận kết quả">
          {[DELIVERIES[d.delivery.method] ?? d.delivery.method, d.delivery.address]
            .filter(Boolean)
            .join(': ')}
        </Fact>
        <Fact name="Phí, lệ phí">
          {d.fees.length === 0
            ? 'Không thu'
            : d.fees.map((fee) => (
                <div key={fee.key}>
                  {fee.name}: {fee.amount === null ? 'cán bộ xác định' : formatDong(fee.amount)}
                </div>
              ))}
        </Fact>
        {d.results.map((result) => (
          <Fact key={result.id} name="Kết quả">
            {OUTCOMES[result.outcome] ?? result.outcome}: {result.name}
            {result.number && `, số ${result.number}`}
            {result.signedOn && `, ký ngày ${formatDay(result.signedOn)}`}
            {result.fileId && (
              <>
                {' '}
                <a href={`/api/v1/files/${result.fileId}`} target="_blank" rel="noreferrer">
                  xem tệp
                </a>
              </>
            )}
          </Fact>
        ))}
      </dl>
      {d.parent && <Relatives title="Hồ sơ gốc" dossiers={[d.parent]} />}
      {d.children.length > 0 && <Relatives title="Hồ sơ con ở đơn vị khác" dossiers={d.children} />}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '' || children === '–') return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Relatives({ title, dossiers }: { title: string; dossiers: readonly Dossier['children'][number][] }) {
  return (
    <section>
      <h3 className="small-head">{title}</h3>
      <ul className="relatives">
        {dossiers.map((child) => (
          <li key={child.id}>
            <div>
              <Link to="/can-bo/ho-so/$id" params={{ id: child.id }} className="code">
                {child.code ?? child.name}
              </Link>{' '}
              <Status status={child.status} name={child.statusName} />
              <div className="quiet">
                {child.name} · {child.unitName}
              </div>
            </div>
            <Due at={child.dueAt} isOver={!isUnderWay(child.status)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
