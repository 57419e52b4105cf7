import { Button, Menu, Popover, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import { useActions } from '../../ui/actions.tsx'
import { filtersQuery } from './queries.ts'

const SCREEN = 'queues'

/** Filters kept under a name: a queue and the words it was narrowed by. */
export function SavedFilters({ queue, text }: { queue: string; text: string }) {
  const navigate = useNavigate()
  const { data } = useQuery(filtersQuery)
  const filters = (data?.items ?? []).filter(({ screen }) => screen === SCREEN)
  const drop = useAct(
    (id: string) => answerOf(api.DELETE('/api/v1/saved-filters/{id}', { params: { path: { id } } })),
    'Đã xoá bộ lọc.',
  )
  useActions(
    filters.map(({ id, name, query }) => ({
      id: `filter ${id}`,
      label: `Bộ lọc: ${name}`,
      group: 'Bộ lọc đã lưu',
      run: () => navigate({ to: '/can-bo', search: query }),
    })),
  )
  return (
    <>
      {text && <SaveFilter query={{ hang: queue, loc: text }} />}
      {filters.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="subtle" leftSection={<IconBookmark size={14} aria-hidden />}>
              Bộ lọc đã lưu
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {filters.map(({ id, name, query }) => (
              <Menu.Item key={id} onClick={() => void navigate({ to: '/can-bo', search: query })}>
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Label>Xoá</Menu.Label>
            {filters.map(({ id, name }) => (
              <Menu.Item key={id} leftSection={<IconTrash size={14} />} onClick={() => drop.mutate(id)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

function SaveFilter({ query }: { query: Record<string, string> }) {
  const [isOpen, setOpen] = useState(false)
  const save = useAct(
    (name: string) => answerOf(api.POST('/api/v1/saved-filters', { body: { name, screen: SCREEN, query } })),
    ({ name }) => `Đã lưu bộ lọc “${name}”.`,
  )
  const submit = (form: FormData) =>
    save.mutate(String(form.get('name')), { onSuccess: () => setOpen(false) })
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus position="bottom-start">
      <Popover.Target>
        <Button size="xs" variant="subtle" onClick={() => setOpen(true)}>
          Lưu bộ lọc
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form action={submit} className="tool-row">
          <TextInput
            size="xs"
            name="name"
            aria-label="Tên bộ lọc"
            placeholder="Tên bộ lọc"
            required
            maxLength={80}
          />
          <Button size="xs" type="submit" loading={save.isPending}>
            Lưu
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
