import { searchText } from '@motcua/rules'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Unit } from '../../../lib/types.ts'
import { Empty } from '../../../ui/states.tsx'
import { treeOf, type UnitNode } from '../unit-nodes.ts'

type Props = {
  units: readonly Unit[]
  q: string
  chosen: string | undefined
  choose: (ref: string) => void
}

/** The units below one another; while one searches, those found in a flat list with the unit above. */
export function UnitTree({ units, q, chosen, choose }: Props) {
  const roots = useMemo(() => treeOf(units), [units])
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const words = searchText(q)
  if (words) {
    const found = units.filter(
      ({ name, code, ref }) =>
        searchText(name).includes(words) || searchText(`${code} ${ref}`).includes(words),
    )
    if (found.length === 0) return <Empty>Không có đơn vị nào khớp với “{q.trim()}”.</Empty>
    return (
      <ul className="unit-list">
        {found.map((unit) => (
          <li key={unit.id}>
            <Name unit={unit} chosen={chosen} choose={choose} />
          </li>
        ))}
      </ul>
    )
  }
  const toggle = (ref: string) => {
    const next = new Set(closed)
    if (!next.delete(ref)) next.add(ref)
    setClosed(next)
  }
  return (
    <ul className="unit-list">
      {roots.map((node) => (
        <Branch key={node.unit.id} node={node} {...{ closed, toggle, chosen, choose }} />
      ))}
    </ul>
  )
}

type BranchProps = Pick<Props, 'chosen' | 'choose'> & {
  node: UnitNode
  closed: ReadonlySet<string>
  toggle: (ref: string) => void
}

function Branch({ node, closed, toggle, chosen, choose }: BranchProps) {
  const { unit, below } = node
  const isOpen = !closed.has(unit.ref)
  const Arrow = isOpen ? IconChevronDown : IconChevronRight
  return (
    <li>
      <div className="unit-row">
        {below.length > 0 ? (
          <button
            type="button"
            className="unit-arrow"
            aria-expanded={isOpen}
            aria-label={`Đơn vị trực thuộc ${unit.name}`}
            onClick={() => toggle(unit.ref)}
          >
            <Arrow size={16} aria-hidden />
          </button>
        ) : (
          <span className="unit-arrow" />
        )}
        <Name unit={unit} chosen={chosen} choose={choose} />
      </div>
      {isOpen && below.length > 0 && (
        <ul className="unit-list">
          {below.map((child) => (
            <Branch key={child.unit.id} node={child} {...{ closed, toggle, chosen, choose }} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Name({ unit, chosen, choose }: { unit: Unit } & Pick<Props, 'chosen' | 'choose'>) {
  return (
    <button
      type="button"
      className="unit-name"
      aria-current={unit.ref === chosen ? 'true' : undefined}
      onClick={() => choose(unit.ref)}
    >
      {unit.name}
      {unit.code && <span className="quiet"> {unit.code}</span>}
    </button>
  )
}
