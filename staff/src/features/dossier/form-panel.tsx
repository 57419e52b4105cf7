import { FormView } from '@motcua/form-ui'
import { type CompiledForm, vietnamDate } from '@motcua/rules'
import '@motcua/form-ui/form.css'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier } from '../../lib/types.ts'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { formQuery } from './queries.ts'

const places = {
  provinces: () => answerOf(api.GET('/api/v1/areas/provinces')).then(({ items }) => items),
  communes: (code: string) =>
    answerOf(api.GET('/api/v1/areas/provinces/{code}/communes', { params: { path: { code } } })).then(
      ({ items }) => items,
    ),
}
const files = {
  upload: () => Promise.reject(new Error('Tờ khai ở đây chỉ để đọc.')),
  href: (id: string) => `/api/v1/files/${id}`,
}

/** What the applicant declared, read only, with what has changed since it was filed. */
export function FormPanel({ dossier }: { dossier: Dossier }) {
  const { data, error, refetch } = useQuery(formQuery(dossier.id))
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  if (!data.form) return <Empty>Thủ tục này không có biểu mẫu điện tử.</Empty>
  const sources = Object.fromEntries(dossier.sources.map(({ pointer, ...source }) => [pointer, source]))
  const marks = Object.fromEntries(dossier.marks.map(({ pointer, ...mark }) => [pointer, mark]))
  return (
    <div className="form-read">
      <FormView
        form={data.form as CompiledForm}
        answers={dossier.answers}
        before={data.before ?? undefined}
        sources={sources}
        marks={marks}
        places={places}
        files={files}
        today={vietnamDate(new Date(dossier.submittedAt))}
        headingLevel={3}
      />
    </div>
  )
}
