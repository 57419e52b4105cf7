import { Group, Text, Textarea, TextInput } from '@mantine/core'
import { vietnamDate } from '@motcua/rules'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { typed, useSave } from '../save.ts'
import type { ManagedAnnouncement } from './announcements-page.tsx'

type Props = { announcement: ManagedAnnouncement | null; onClose: () => void }

/** A new announcement, or the words and days of one put right. */
export function AnnouncementDialog({ announcement, onClose }: Props) {
  const save = useSave(
    (form: FormData) => {
      const body = {
        title: typed(form, 'title') ?? '',
        text: typed(form, 'text') ?? '',
        titleEn: typed(form, 'titleEn') ?? null,
        textEn: typed(form, 'textEn') ?? null,
        from: typed(form, 'from') ?? '',
        to: typed(form, 'to') ?? null,
      }
      return announcement
        ? answerOf(
            api.PATCH('/api/v1/announcements/{id}', { params: { path: { id: announcement.id } }, body }),
          )
        : answerOf(api.POST('/api/v1/announcements', { body }))
    },
    announcement ? 'Đã sửa thông báo.' : 'Đã đăng thông báo.',
    onClose,
  )
  return (
    <FormDialog
      title={announcement ? 'Sửa thông báo' : 'Đăng thông báo'}
      submit={announcement ? 'Lưu' : 'Đăng'}
      size="lg"
      opened
      {...{ onClose, save }}
    >
      <Text size="sm" c="var(--quiet)">
        Mọi người đều đọc được trên trang chủ của cổng. Không ghi tên, số định danh, hồ sơ của ai.
      </Text>
      <TextInput
        name="title"
        label="Tiêu đề"
        required
        maxLength={200}
        defaultValue={announcement?.title}
        data-autofocus
      />
      <Textarea
        name="text"
        label="Nội dung"
        description="Các đoạn cách nhau bằng một dòng trống"
        required
        autosize
        minRows={4}
        maxRows={14}
        maxLength={10_000}
        defaultValue={announcement?.text}
      />
      <Group grow align="start">
        <DateField
          name="from"
          label="Hiện từ ngày"
          required
          defaultValue={announcement?.from ?? vietnamDate(new Date())}
        />
        <DateField
          name="to"
          label="Đến hết ngày"
          description="Để trống: đến khi gỡ"
          defaultValue={announcement?.to ?? ''}
        />
      </Group>
      <TextInput
        name="titleEn"
        label="Tiêu đề tiếng Anh"
        description="Để trống: trang tiếng Anh hiện lời tiếng Việt"
        maxLength={200}
        defaultValue={announcement?.titleEn ?? ''}
      />
      <Textarea
        name="textEn"
        label="Nội dung tiếng Anh"
        autosize
        minRows={2}
        maxRows={14}
        maxLength={10_000}
        defaultValue={announcement?.textEn ?? ''}
      />
    </FormDialog>
  )
}
