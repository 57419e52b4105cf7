import { Checkbox, Select, Text, Textarea, TextInput } from '@mantine/core'
import { UNIT_KIND_NAMES, vietnamDate } from '@motcua/rules'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { Unit, UnitDetail } from '../../../lib/types.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { typed, useSave } from '../save.ts'

type Props = { unit: UnitDetail; opened: boolean; onClose: () => void }

const route = getRouteApi('/inside/quan-tri/don-vi')

/** A new unit below this one. */
export function NewUnit({ unit, opened, onClose }: Props) {
  const navigate = route.useNavigate()
  const [kind, setKind] = useState('division')
  const save = useSave(
    (form: FormData) => {
      const code = typed(form, 'code')
      return answerOf(
        api.POST('/api/v1/units', {
          body: {
            name: typed(form, 'name') ?? '',
            kind: kind as 'division',
            parent: unit.ref,
            key: typed(form, 'key'),
            codes: code ? [{ scheme: 'QD20', value: code }] : undefined,
            phone: typed(form, 'phone'),
            address: typed(form, 'address'),
            isReceptionPoint: form.has('isReceptionPoint'),
            canDecide: form.has('canDecide'),
            validFrom: typed(form, 'validFrom'),
            legalBasis: typed(form, 'legalBasis'),
          },
        }),
      )
    },
    'Đã lập đơn vị.',
    ({ ref }) => {
      onClose()
      void navigate({ search: { donVi: ref } })
    },
  )
  return (
    <FormDialog title={`Đơn vị trực thuộc ${unit.name}`} submit="Lập đơn vị" {...{ opened, onClose, save }}>
      <TextInput name="name" label="Tên đơn vị" required maxLength={300} data-autofocus />
      <Select
        label="Loại"
        data={Object.entries(UNIT_KIND_NAMES).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(value) => value && setKind(value)}
        allowDeselect={false}
      />
      <TextInput
        name="code"
        label="Mã định danh"
        description="Theo Quyết định 20/2020/QĐ-TTg; đơn vị không có mã riêng thì để trống"
        maxLength={60}
      />
      <TextInput
        name="key"
        label="Tên ngắn"
        description="Không dấu, dùng trong địa chỉ; có thể để trống"
        maxLength={40}
      />
      <Contact />
      <DateField name="validFrom" label="Hoạt động từ ngày" defaultValue={vietnamDate(new Date())} />
      <LegalBasis />
    </FormDialog>
  )
}

/** What of a unit has no history. */
export function EditUnit({ unit, opened, onClose }: Props) {
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.PATCH('/api/v1/units/{ref}', {
          params: { path: { ref: unit.ref } },
          body: {
            phone: typed(form, 'phone') ?? null,
            address: typed(form, 'address') ?? null,
            isReceptionPoint: form.has('isReceptionPoint'),
            canDecide: form.has('canDecide'),
          },
        }),
      ),
    'Đã lưu thông tin của đơn vị.',
    onClose,
  )
  return (
    <FormDialog title={unit.name} submit="Lưu" {...{ opened, onClose, save }}>
      <Contact unit={unit} />
    </FormDialog>
  )
}

export function RenameUnit({ unit, opened, onClose }: Props) {
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/units/{ref}/names', {
          params: { path: { ref: unit.ref } },
          body: {
            name: typed(form, 'name') ?? '',
            from: typed(form, 'from') ?? '',
            legalBasis: typed(form, 'legalBasis'),
          },
        }),
      ),
    'Đã đổi tên đơn vị.',
    onClose,
  )
  return (
    <FormDialog title="Đổi tên đơn vị" submit="Đổi tên" {...{ opened, onClose, save }}>
      <Text size="sm">Giấy tờ của những ngày trước vẫn mang tên “{unit.name}”.</Text>
      <TextInput
        name="name"
        label="Tên mới"
        defaultValue={unit.name}
        required
        maxLength={300}
        data-autofocus
      />
      <DateField name="from" label="Từ ngày" defaultValue={vietnamDate(new Date())} required />
      <LegalBasis />
    </FormDialog>
  )
}

export function RecodeUnit({ unit, opened, onClose }: Props) {
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/units/{ref}/codes', {
          params: { path: { ref: unit.ref } },
          body: { scheme: 'QD20', value: typed(form, 'value') ?? '', from: typed(form, 'from') ?? '' },
        }),
      ),
    'Đã cấp mã định danh.',
    onClose,
  )
  return (
    <FormDialog title="Cấp mã định danh mới" submit="Cấp mã" {...{ opened, onClose, save }}>
      <Text size="sm">
        Mã của hồ sơ đã tiếp nhận không đổi; hồ sơ tiếp nhận từ ngày dưới đây mang mã mới.
      </Text>
      <TextInput
        name="value"
        label="Mã định danh"
        placeholder="H15.99"
        defaultValue={unit.code ?? ''}
        required
        maxLength={60}
        data-autofocus
      />
      <DateField name="from" label="Từ ngày" defaultValue={vietnamDate(new Date())} required />
    </FormDialog>
  )
}

export function CloseUnit({ unit, units, opened, onClose }: Props & { units: readonly Unit[] }) {
  const [successor, setSuccessor] = useState<string | null>(null)
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/units/{ref}/closure', {
          params: { path: { ref: unit.ref } },
          body: {
            lastDay: typed(form, 'lastDay') ?? '',
            successors: successor
              ? [{ unit: successor, scope: typed(form, 'scope') ?? 'Toàn bộ nhiệm vụ' }]
              : undefined,
            legalBasis: typed(form, 'legalBasis'),
          },
        }),
      ),
    'Đã ghi ngày kết thúc hoạt động của đơn vị.',
    onClose,
  )
  return (
    <FormDialog
      title={`Kết thúc hoạt động: ${unit.name}`}
      submit="Kết thúc hoạt động"
      isGrave
      {...{ opened, onClose, save }}
    >
      <Text size="sm">
        Phân công ở đơn vị này kết thúc cùng ngày; tên và mã vẫn được giữ cho hồ sơ cũ. Việc này không lùi lại
        được.
      </Text>
      <DateField
        name="lastDay"
        label="Ngày cuối cùng hoạt động"
        defaultValue={vietnamDate(new Date())}
        required
        data-autofocus
      />
      <Select
        label="Đơn vị kế thừa"
        data={units
          .filter(({ ref }) => ref !== unit.ref)
          .map(({ ref, name }) => ({ value: ref, label: name }))}
        value={successor}
        onChange={setSuccessor}
        searchable
        clearable
        nothingFoundMessage="Không có đơn vị nào khớp."
      />
      {successor && (
        <TextInput
          name="scope"
          label="Kế thừa phần việc nào"
          defaultValue="Toàn bộ nhiệm vụ"
          maxLength={300}
        />
      )}
      <LegalBasis />
    </FormDialog>
  )
}

function Contact({ unit }: { unit?: UnitDetail }) {
  return (
    <>
      <TextInput name="phone" label="Điện thoại" defaultValue={unit?.phone ?? ''} maxLength={60} />
      <Textarea name="address" label="Địa chỉ" defaultValue={unit?.address ?? ''} maxLength={500} autosize />
      <Checkbox
        name="isReceptionPoint"
        label="Có Bộ phận Một cửa, nhận hồ sơ"
        defaultChecked={unit?.isReceptionPoint ?? false}
      />
      <Checkbox
        name="canDecide"
        label="Có thẩm quyền giải quyết thủ tục"
        defaultChecked={unit?.canDecide ?? false}
      />
    </>
  )
}

function LegalBasis() {
  return (
    <TextInput
      name="legalBasis"
      label="Văn bản quyết định"
      placeholder="Quyết định số 12/QĐ-UBND"
      maxLength={300}
    />
  )
}
