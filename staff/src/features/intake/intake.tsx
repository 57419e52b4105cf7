import '@motcua/form-ui/form.css'
import './intake.css'
import { Alert, Button, Group, Select, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { FormView } from '@motcua/form-ui'
import { readScan } from '@motcua/rules'
import { useEffect, useRef, useState } from 'react'
import { showProblem } from '../../lib/act.ts'
import { Page } from '../../ui/page.tsx'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { CameraDialog } from './camera.tsx'
import { isEmptyDraft } from './draft.ts'
import { EarlierPanel } from './earlier-panel.tsx'
import type { FormSources } from './form-sources.ts'
import { chooseByDigit, focusField, focusNextOpen } from './next-field.ts'
import { NO_PAPER } from './paper-list.tsx'
import { PersonPanel } from './person-panel.tsx'
import { ProcedurePicker } from './procedure-picker.tsx'
import { QuickFillBar } from './quick-fill-bar.tsx'
import { ReceivedBanner } from './received-banner.tsx'
import { places, uploadFile } from './requests.ts'
import { Settlement } from './settlement.tsx'
import { useDesks } from './use-desks.ts'
import { openIds, useIntake } from './use-intake.ts'
import { useScanner } from './use-scanner.ts'

/** Receiving at the desk, on one page and by keyboard alone. */
export function IntakePage() {
  const desks = useDesks()
  const [chosen, setChosen] = useState(desks[0]?.value ?? null)
  if (!chosen) {
    return (
      <Page title="Tiếp nhận hồ sơ">
        <Empty>Bạn chưa được phân công tiếp nhận ở đơn vị nào.</Empty>
      </Page>
    )
  }
  return <Desk key={chosen} unit={chosen} desks={desks} onDesk={setChosen} />
}

type DeskProps = { unit: string; desks: { value: string; label: string }[]; onDesk: (unit: string) => void }

function Desk({ unit, desks, onDesk }: DeskProps) {
  const intake = useIntake(unit)
  const { draft, change, form, procedures } = intake
  const [camera, setCamera] = useState<{ paper: string | null; title: string } | null>(null)
  const page = useRef<HTMLDivElement>(null)
  const { online } = useNetwork()

  // Whether it is to be received as soon as it is known what the procedure asks.
  const isAwaited = useRef(false)
  const toFirst = () => focusSoon(() => document.getElementById('person-idNumber'))
  const dismiss = () => {
    isAwaited.current = false
    intake.startAnew()
    toFirst()
  }
  const toAccept = () => focusSoon(() => document.getElementById('accept'))
  const goOn = () => focusSoon(() => (page.current ? openAfter(page.current, intake) : null))
  // What a procedure asks comes a moment after it was chosen.
  const chosen = useRef<string | null>(null)
  useEffect(() => {
    if (!intake.isFormReady || chosen.current !== draft.procedureCode) return
    chosen.current = null
    goOn()
  })
  const isReady = procedures.isSuccess
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the fields are there
  useEffect(() => {
    if (isReady) goOn()
  }, [isReady])
  const accept = async () => {
    isAwaited.current = draft.procedureCode !== null && intake.procedure.isPending
    if (isAwaited.current) return
    if (await intake.accept()) toFirst()
    else if (draft.idNumber === '' || draft.name === '' || draft.procedureCode === null) goOn()
  }
  useEffect(() => {
    if (isAwaited.current && !intake.procedure.isPending) void accept()
  })
  useShortcuts([
    { keys: 'F2', label: 'Về ô quét thẻ', run: toFirst },
    { keys: 'ctrl+Enter', label: 'Tiếp nhận và in giấy', run: () => void accept(), everywhere: true },
    {
      keys: 'ctrl+Delete',
      label: 'Bỏ, đón người khác',
      run: dismiss,
    },
  ])
  useScanner({
    ...intake.scanner,
    onScan: (scan, target) => {
      const settled = intake.applyScan(scan, target)
      void settled?.then(goOn)
      return settled !== null
    },
  })
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return
    const target = event.target as HTMLElement
    if (event.key === 'Enter' && !/^(BUTTON|TEXTAREA|A|SUMMARY)$/.test(target.tagName)) {
      event.preventDefault()
      // Leaving the field first: what it tidies belongs to what is missing.
      target.blur()
      target.focus({ preventScroll: true })
      goOn()
    } else if (chooseByDigit(event)) {
      event.preventDefault()
      goOn()
    }
  }
  if (procedures.isPending) return <Loading />
  if (procedures.isError) return <Failed error={procedures.error} retry={() => void procedures.refetch()} />
  return (
    <Page
      title="Tiếp nhận hồ sơ"
      note={
        desks.length > 1 ? (
          <Select
            aria-label="Quầy"
            size="xs"
            data={desks}
            value={unit}
            allowDeselect={false}
            onChange={(next) => next && onDesk(next)}
          />
        ) : (
          <Text size="sm" className="quiet">
            {desks[0]?.label}
          </Text>
        )
      }
      actions={
        !isEmptyDraft(draft) && (
          <Button variant="default" size="xs" onClick={dismiss}>
            Bỏ, đón người khác
          </Button>
        )
      }
    >
      {!online && (
        <Alert color="orange" role="alert">
          Đang mất mạng. Những gì đã nhập vẫn còn; khi có mạng hãy bấm Tiếp nhận.
        </Alert>
      )}
      {intake.received && <ReceivedBanner received={intake.received} onClose={intake.closeReceived} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter goes on from every field in it */}
      <div className="intake" ref={page} onKeyDown={onKeyDown}>
        <div className="intake-main">
          <PersonPanel
            draft={draft}
            change={change}
            errors={intake.personErrors}
            registers={intake.registers}
            onNumber={(idNumber) => {
              if (draft.sources.idNumber === 'typed') void intake.askEarlier(idNumber)
            }}
            onCamera={() => setCamera({ paper: null, title: 'Quét thẻ căn cước' })}
            onLeave={intake.syncApplicant}
          />
          <ProcedurePicker
            procedures={procedures.data}
            chosen={draft.procedureCode}
            isMissing={intake.attempt > 0}
            onChoose={(code) => {
              intake.choose(code)
              if (code === null) focusSoon(() => document.getElementById('procedure-search'))
              else chosen.current = code
            }}
          />
          {draft.procedureCode !== null && (
            <section className="intake-part" aria-labelledby="intake-form-title">
              <h2 id="intake-form-title">3. Tờ khai</h2>
              <QuickFillBar
                fills={intake.fills}
                onFill={(fill) => {
                  intake.fillQuickly(fill)
                  goOn()
                }}
                onSkip={() => {
                  intake.fillQuickly(null)
                  goOn()
                }}
                onSave={intake.keepQuickFill}
              />
              {intake.procedure.isPending && <Loading />}
              {intake.procedure.isError && (
                <Failed error={intake.procedure.error} retry={() => void intake.procedure.refetch()} />
              )}
              {form && (
                <div className="intake-form">
                  <FormView
                    form={form}
                    answers={draft.answers}
                    today={intake.today}
                    attempt={intake.attempt}
                    errors={intake.refusals}
                    onChange={(answers, { pointer }) => intake.answer(answers, pointer)}
                    sources={sourcesOf(draft.formSources)}
                    places={places}
                    headingLevel={3}
                  />
                </div>
              )}
              {intake.procedure.data && !form && (
                <Text size="sm" className="quiet">
                  Thủ tục này không có tờ khai điện tử.
                </Text>
              )}
            </section>
          )}
        </div>
        <div className="intake-side">
          <Settlement
            intake={intake}
            unit={unit}
            onAccept={() => void accept()}
            onPapers={() => {
              intake.tickAllPapers().then(toAccept, showProblem)
            }}
            onCamera={(paper, title) => setCamera({ paper, title: `Chụp: ${title}` })}
          />
          <EarlierPanel recall={intake.earlier} />
          <Group gap="xs" className="quiet intake-keys">
            <Keys keys="Enter" /> ô sau <Keys keys="F2" /> quét thẻ <Keys keys="ctrl+Enter" /> tiếp nhận, in{' '}
            <Keys keys="ctrl+Delete" /> bỏ
          </Group>
        </div>
      </div>
      {camera && (
        <CameraDialog
          title={camera.title}
          mode={camera.paper === null ? 'code' : 'picture'}
          onClose={() => setCamera(null)}
          onCode={(text) => {
            setCamera(null)
            const scan = readScan(text)
            if (scan) void intake.applyScan(scan, null)?.then(goOn)
          }}
          onPicture={async (picture) => {
            const key = camera.paper!
            try {
              const file = await uploadFile(picture, `${key}.jpg`)
              const check = draft.papers[key] ?? NO_PAPER
              change({
                papers: { ...draft.papers, [key]: { ...check, fileId: file.id, fileName: file.name } },
              })
              setCamera(null)
            } catch (error) {
              showProblem(error)
            }
          }}
        />
      )}
    </Page>
  )
}

const sourcesOf = (sources: FormSources) =>
  Object.fromEntries(Object.entries(sources).map(([pointer, { source }]) => [pointer, source]))

/** After what was changed has been drawn. */
function focusSoon(find: () => HTMLElement | null | undefined): void {
  // Two frames: one draws the change, another what came of it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = find()
      if (field) focusField(field)
    }),
  )
}

/** Moves to the next field that waits; the button that receives when none does. */
function openAfter(page: HTMLElement, intake: ReturnType<typeof useIntake>): HTMLElement | null {
  const required = openIds(intake.latestErrors())
  const isEmpty = (field: HTMLElement): boolean =>
    field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)
      ? !isAnswered(field)
      : (field as HTMLInputElement).value === ''
  const moved = focusNextOpen(page, (field, isAfter) => {
    if (!isEmpty(field)) return false
    if (field.id === 'person-phone') return isAfter
    if (field.id === 'quick-fill') return !intake.hasFilledNow()
    if (/^(person-idNumber|person-name|procedure-search)$/.test(field.id)) return true
    const id = field.id || field.closest<HTMLElement>('[id^="mf-"]')?.id || ''
    return required.some((open) => id === open || id.startsWith(`${open}-`))
  })
  if (moved) return null
  return document.getElementById('papers-all') ?? document.getElementById('accept')
}

const isAnswered = (field: HTMLInputElement): boolean =>
  field.type === 'checkbox'
    ? field.checked
    : document.querySelector(`input[name="${CSS.escape(field.name)}"]:checked`) !== null
