import { Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { unitsQuery } from '../../../lib/choices.ts'
import { formatNumber } from '../../../lib/format.ts'
import { useOfficer } from '../../../lib/officer.ts'
import { Page } from '../../../ui/page.tsx'
import { Failed, Loading } from '../../../ui/states.tsx'
import { ownUnits } from '../unit-nodes.ts'
import { UnitPanel } from './unit-panel.tsx'
import { UnitTree } from './unit-tree.tsx'
import '../administration.css'

const route = getRouteApi('/inside/quan-tri/don-vi')

/** The units of one's administration as a tree, and the chosen one beside it. */
export function UnitsPage() {
  const { grants } = useOfficer()
  const { donVi } = route.useSearch()
  const navigate = route.useNavigate()
  const [q, setQ] = useState('')
  const { data, error, refetch } = useQuery(unitsQuery)
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const own = ownUnits(data, grants)
  const chosen = donVi ?? own[0]?.ref
  return (
    <Page
      title="Đơn vị"
      note={
        <Text size="sm" c="var(--quiet)">
          {formatNumber(own.length)} đơn vị đang hoạt động
        </Text>
      }
    >
      <div className="admin-columns">
        <section className="panel admin-tree" aria-label="Cây đơn vị">
          <TextInput
            aria-label="Tìm đơn vị"
            placeholder="Tìm theo tên, mã (không cần dấu)"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <UnitTree
            units={own}
            q={q}
            chosen={chosen}
            choose={(ref) => void navigate({ search: { donVi: ref } })}
          />
        </section>
        {chosen && <UnitPanel key={chosen} unitRef={chosen} units={own} />}
      </div>
    </Page>
  )
}
