import { Anchor, Badge, Text } from '@mantine/core'
import { formatDay } from '../../lib/format.ts'
import type { Recall } from './requests.ts'

/** Earlier dossiers of the person, and results that wait for him. */
export function EarlierPanel({ recall }: { recall: Recall | null }) {
  if (!recall) return null
  if (recall.dossiers.length === 0) {
    return (
      <section className="intake-part">
        <Text size="sm" className="quiet">
          Người này chưa có hồ sơ nào ở đơn vị.
        </Text>
      </section>
    )
  }
  return (
    <section className="intake-part" aria-labelledby="intake-earlier">
      <h2 id="intake-earlier">Hồ sơ trước đây</h2>
      <ul className="intake-earlier">
        {recall.dossiers.map((d) => (
          <li key={d.id}>
            <Anchor href={`/can-bo/ho-so/${d.id}`} target="_blank" size="sm" tabIndex={-1}>
              {d.code}
            </Anchor>{' '}
            <Text span size="sm">
              {d.procedureName}
            </Text>
            <br />
            <Text span size="xs" className="quiet">
              {d.statusName}, nộp {formatDay(d.submittedAt)}
            </Text>
            {d.toHandOver && (
              <Badge
                component="a"
                href={`/can-bo/tra-ket-qua?hoSo=${d.id}`}
                tabIndex={-1}
                ml={6}
                size="sm"
                color="green.9"
                tt="none"
              >
                Có kết quả chờ trả
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
