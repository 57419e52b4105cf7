import { Button, Group, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { receiptBooksQuery } from '../../../lib/fee-receipts.ts'
import { formatNumber } from '../../../lib/format.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { UnitDetail } from '../../../lib/types.ts'
import { Failed, Loading } from '../../../ui/states.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { typed, useSave } from '../save.ts'

const MOST = 9_999_999

/** The books of fee receipts of a unit: what stands on its receipts, and how many numbers are left. */
export function ReceiptBooks({ unit }: { unit: UnitDetail }) {
  const { data, error, refetch } = useQuery(receiptBooksQuery(unit.ref))
  const [dialog, setDialog] = useState<{ close: Book } | 'open' | null>(null)
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const onClose = () => setDialog(null)
  return (
    <section aria-labelledby="receipt-books">
      <Group justify="space-between" mb={4}>
        <Title order={3} size="h6" id="receipt-books">
          Quyển biên lai phí, lệ phí
        </Title>
        {data.can.includes('open') && (
          <Button size="xs" variant="default" onClick={() => setDialog('open')}>
            Mở quyển mới
          </Button>
        )}
      </Group>
      {data.items.length === 0 && (
        <Text size="sm" className="quiet">
          Chưa có quyển nào: khi thu phí, quầy phải ghi số biên lai giấy.
        </Text>
      )}
      <ul className="admin-list">
        {data.items.map((book) => (
          <li key={book.id}>
            <div>
              <strong>{book.series}</strong>, mẫu số {book.form}
              <div className="quiet">
                Mã số thuế {book.taxCode}; số {padded(book.firstNumber)} đến {padded(book.lastNumber)}
              </div>
              <div className={book.state === 'open' && book.left > LOW ? 'quiet' : 'warn'}>
                {stateOf(book)}
              </div>
            </div>
            {book.can.includes('close') && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Đóng quyển ${book.series}`}
                onClick={() => setDialog({ close: book })}
              >
                Đóng quyển
              </Button>
            )}
          </li>
        ))}
      </ul>
      <OpenBook unit={unit} opened={dialog === 'open'} onClose={onClose} />
      {dialog !== null && dialog !== 'open' && <CloseBook book={dialog.close} onClose={onClose} />}
    </section>
  )
}

type Book = Awaited<ReturnType<NonNullable<ReturnType<typeof receiptBooksQuery>['queryFn']>>>['items'][number]

/** With fewer numbers left it is time to open the next one. */
const LOW = 50

const padded = (n: number): string => String(n).padStart(7, '0')

function stateOf({ state, left, nextNumber }: Book): string {
  if (state === 'closed') return 'Đã đóng'
  if (state === 'usedUp') return 'Đã dùng hết'
  return `Số tiếp theo ${padded(nextNumber)}, còn ${formatNumber(left)} số`
}

function OpenBook({ unit, opened, onClose }: { unit: UnitDetail; opened: boolean; onClose: () => void }) {
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/receipt-books', {
          body: {
            unit: unit.ref,
            form: typed(form, 'form') ?? '',
            series: typed(form, 'series') ?? '',
            taxCode: typed(form, 'taxCode') ?? '',
            firstNumber: Number(typed(form, 'firstNumber')),
            lastNumber: Number(typed(form, 'lastNumber')),
          },
        }),
      ),
    'Đã mở quyển biên lai.',
    onClose,
  )
  return (
    <FormDialog title={`Quyển biên lai của ${unit.name}`} submit="Mở quyển" {...{ opened, onClose, save }}>
      <TextInput name="form" label="Mẫu số" placeholder="01BLP2-001" required maxLength={20} data-autofocus />
      <TextInput name="series" label="Ký hiệu" placeholder="AA-26T" required maxLength={20} />
      <TextInput name="taxCode" label="Mã số thuế của đơn vị thu" required maxLength={20} />
      <Group grow>
        <Count name="firstNumber" label="Từ số" initial={1} />
        <Count name="lastNumber" label="Đến số" initial={MOST} />
      </Group>
      <Text size="sm" className="quiet">
        Mỗi lần thu lấy một số, liền nhau từ số đầu. Quyển mở trước dùng hết rồi mới đến quyển mở sau.
      </Text>
    </FormDialog>
  )
}

const Count = ({ name, label, initial }: { name: string; label: string; initial: number }) => (
  <TextInput name={name} label={label} type="number" min={1} max={MOST} defaultValue={initial} required />
)

function CloseBook({ book, onClose }: { book: Book; onClose: () => void }) {
  const save = useSave(
    (_: FormData) =>
      answerOf(api.POST('/api/v1/receipt-books/{id}/closure', { params: { path: { id: book.id } } })),
    'Đã đóng quyển biên lai.',
    onClose,
  )
  return (
    <FormDialog title={`Đóng quyển ${book.series}`} submit="Đóng quyển" isGrave opened {...{ onClose, save }}>
      <Text size="sm">
        {formatNumber(book.left)} số còn lại, từ số {padded(book.nextNumber)}, không cấp cho lần thu nào nữa.
        Biên lai đã cấp giữ nguyên. Quyển đã đóng không mở lại được.
      </Text>
    </FormDialog>
  )
}
