import { SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { Rows } from '../rows.tsx'
import type { EditorProps } from './procedure-editor.tsx'
import { SampleEditor } from './sample-editor.tsx'
import type { LegalBasis, Result } from './types.ts'

/** What the applicant gets, and the law it rests on. */
export function ResultsEditor({ pkg, put, faultAt }: EditorProps) {
  return (
    <Stack gap="md">
      <Stack gap="xs">
        <Text fw={600}>Kết quả</Text>
        {faultAt('/results') && (
          <Text size="sm" c="red.8">
            Cần ít nhất một kết quả.
          </Text>
        )}
        <Rows<Result>
          items={pkg.results ?? []}
          onChange={(results) => put({ results })}
          make={() => ({ code: '', name: '' })}
          what="kết quả"
          nameOf={(item) => item.name}
          empty="Chưa có kết quả nào."
        >
          {(item, set, i) => (
            <Stack gap="xs">
              <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
                <TextInput
                  label="Tên kết quả"
                  value={item.name}
                  onChange={(event) => set({ name: event.currentTarget.value })}
                  error={faultAt(`/results/${i}/name`)}
                />
                <TextInput
                  label="Mã kết quả"
                  placeholder="KQ.G15.000021"
                  value={item.code}
                  onChange={(event) => set({ code: event.currentTarget.value })}
                  error={faultAt(`/results/${i}/code`)}
                />
                <TextInput
                  label="Thời hạn của kết quả"
                  placeholder="6 tháng"
                  value={item.validity ?? ''}
                  onChange={(event) => set({ validity: event.currentTarget.value || undefined })}
                />
              </SimpleGrid>
              <SampleEditor
                sample={item.sample}
                onChange={(sample) => set({ sample })}
                faultAt={(part) => faultAt(`/results/${i}/sample${part}`)}
              />
            </Stack>
          )}
        </Rows>
      </Stack>
      <Stack gap="xs">
        <Text fw={600}>Căn cứ pháp lý</Text>
        <Rows<LegalBasis>
          items={pkg.legalBases ?? []}
          onChange={(legalBases) => put({ legalBases: legalBases.length > 0 ? legalBases : undefined })}
          make={() => ({ number: '', name: '' })}
          what="căn cứ"
          nameOf={(item) => item.number}
          empty="Chưa có căn cứ nào."
        >
          {(item, set, i) => (
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
              <TextInput
                label="Số, ký hiệu"
                value={item.number}
                onChange={(event) => set({ number: event.currentTarget.value })}
                error={faultAt(`/legalBases/${i}/number`)}
              />
              <TextInput
                label="Tên văn bản"
                value={item.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
            </SimpleGrid>
          )}
        </Rows>
      </Stack>
    </Stack>
  )
}
