import { ActionIcon, Button, Group, Menu, Text, UnstyledButton } from '@mantine/core'
import type { FormSource } from '@motcua/rules'
import {
  IconAlertCircle,
  IconChevronDown,
  IconChevronUp,
  IconGripVertical,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { useDesk } from '../draft/desk.tsx'
import {
  childrenOf,
  freeKey,
  insertAt,
  move,
  nodeAt,
  nudge,
  type Place,
  pointerOf,
  removeAt,
  type SourceField,
  type SourceNode,
  walk,
} from './edit.ts'
import { KINDS, kindLabel, newField } from './field-kinds.ts'
import type { Fault } from './form-builder.tsx'

type Props = {
  form: FormSource
  faults: readonly Fault[]
  chosen: Place | null
  choose: (place: Place | null) => void
  change: (form: FormSource) => void
}

/** Sections and fields in their order; moved by buttons, by Alt with the arrows, or by dragging. */
export function FormTree({ form, faults, chosen, choose, change }: Props) {
  const { isEditable } = useDesk()
  const [dragged, setDragged] = useState<Place | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const rows = walk(form)

  const nudgeTo = (place: Place, by: -1 | 1) => {
    const moved = nudge(form, place, by)
    if (!moved) return
    change(moved.form)
    choose(moved.place)
  }
  const drop = (to: Place) => {
    setOver(null)
    setDragged(null)
    if (!dragged) return
    // A field dropped on a section goes to the end of it.
    const isInto = dragged.length > 1 && to.length === 1
    const target = isInto ? [...to, childrenOf(nodeAt(form, to)!)!.length] : to
    const moved = move(form, dragged, target)
    if (!moved) return
    change(moved.form)
    choose(moved.place)
  }
  const remove = (place: Place) => {
    change(removeAt(form, place))
    choose(null)
  }
  const add = (type: SourceField['type']) => {
    const place = placeForNew(form, chosen)
    change(insertAt(form, place, newField(type, freeKey(form, 'truong'))))
    choose(place)
  }
  const addSection = () => {
    const key = freeKey(form, 'phan')
    change(
      insertAt(form, [form.sections.length], {
        key,
        title: { vi: 'Phần mới', en: 'New section' },
        fields: [],
      }),
    )
    choose([form.sections.length])
  }
  return (
    <>
      {isEditable && (
        <Group gap="xs" mb="xs">
          <Menu position="bottom-start" shadow="md">
            <Menu.Target>
              <Button
                size="xs"
                leftSection={<IconPlus size={16} aria-hidden />}
                disabled={form.sections.length === 0}
              >
                Thêm trường
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
              {KINDS.map(({ type, label }) => (
                <Menu.Item key={type} onClick={() => add(type)}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={addSection}
          >
            Thêm phần
          </Button>
        </Group>
      )}
      {rows.length === 0 && (
        <Text size="sm" c="var(--quiet)">
          Biểu mẫu chưa có phần nào.
        </Text>
      )}
      <ul className="form-tree">
        {rows.map(({ node, place }) => {
          const pointer = pointerOf(place)
          const fault = faults.some((one) => isOwn(one.pointer, pointer))
          return (
            <li
              key={pointer}
              data-level={place.length - 1}
              data-chosen={same(place, chosen) || undefined}
              data-over={over === pointer || undefined}
              style={{ paddingLeft: `${(place.length - 1) * 18}px` }}
              draggable={isEditable}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                event.dataTransfer.setData('text/plain', pointer)
                setDragged(place)
              }}
              onDragEnd={() => {
                setDragged(null)
                setOver(null)
              }}
              onDragOver={(event: DragEvent) => {
                if (!dragged) return
                event.preventDefault()
                setOver(pointer)
              }}
              onDrop={(event) => {
                event.preventDefault()
                drop(place)
              }}
            >
              {isEditable && <IconGripVertical size={16} className="grip" aria-hidden />}
              <UnstyledButton
                className="tree-name"
                aria-current={same(place, chosen) || undefined}
                onClick={() => choose(place)}
                onKeyDown={(event: KeyboardEvent) => {
                  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
                  if (!isEditable || !event.altKey || by === null) return
                  event.preventDefault()
                  nudgeTo(place, by)
                }}
              >
                <Row node={node} />
                {fault && <IconAlertCircle size={16} className="bad" aria-label="Có chỗ phải sửa" />}
              </UnstyledButton>
              {isEditable && (
                <span className="tree-acts">
                  <Act
                    label={`Đưa “${nameOf(node)}” lên`}
                    run={() => nudgeTo(place, -1)}
                    icon={IconChevronUp}
                  />
                  <Act
                    label={`Đưa “${nameOf(node)}” xuống`}
                    run={() => nudgeTo(place, 1)}
                    icon={IconChevronDown}
                  />
                  <Act
                    label={`Xoá “${nameOf(node)}”`}
                    run={() => remove(place)}
                    icon={IconTrash}
                    color="red"
                  />
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

type ActProps = { label: string; run: () => void; icon: typeof IconTrash; color?: string }

function Act({ label, run, icon: Icon, color }: ActProps) {
  return (
    <ActionIcon variant="subtle" size={26} aria-label={label} onClick={run} {...(color && { color })}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  )
}

function Row({ node }: { node: SourceNode }) {
  const isField = 'type' in node
  const required = isField && 'required' in node && node.required === true
  return (
    <span>
      <Text component="span" size="sm" fw={isField ? 400 : 600}>
        {nameOf(node) || 'Chưa có tên'}
        {required && ' *'}
      </Text>{' '}
      <Text component="span" size="xs" c="var(--quiet)">
        {isField ? kindLabel(node.type) : 'Phần'}
      </Text>
    </span>
  )
}

const nameOf = (node: SourceNode): string => ('type' in node ? node.label?.vi : node.title?.vi) ?? ''

const same = (a: Place, b: Place | null): boolean => b !== null && a.join() === b.join()

/** A fault of the node itself, not of a field inside it. */
const isOwn = (fault: string, pointer: string): boolean =>
  (fault === pointer || fault.startsWith(`${pointer}/`)) && !/^\/fields\/\d/.test(fault.slice(pointer.length))

/** Behind the chosen field, inside the chosen section or group, else at the end. */
function placeForNew(form: FormSource, chosen: Place | null): Place {
  if (!chosen) return [form.sections.length - 1, form.sections.at(-1)!.fields.length]
  const inside = childrenOf(nodeAt(form, chosen)!)
  if (inside) return [...chosen, inside.length]
  return chosen.with(-1, chosen.at(-1)! + 1)
}
