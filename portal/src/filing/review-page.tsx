/** @jsxImportSource react */
import { FormView } from '@motcua/form-ui'
import { formatMoney } from '../format.ts'
import { FILING } from '../i18n/filing.ts'
import { limitWords } from '../words.ts'
import { nameLabelOf } from './checks.ts'
import { Name, Vietnamese } from './parts.tsx'
import { browserPlaces } from './places.ts'
import { type Assessment, isCompanyIn } from './procedure.ts'
import type { Filing, StepKey } from './wizard.tsx'

/** Everything once more, with a link to change each part. */
export function ReviewPage({
  filing,
  assessment,
  goTo,
}: {
  filing: Filing
  assessment: Assessment | null
  goTo: (step: StepKey) => void
}) {
  const { props, body, sections } = filing
  const { lang, procedure, today } = props
  const t = FILING[lang]
  const office = props.deciding.find(({ key }) => key === body.competentUnit)
  const isCompany = isCompanyIn(props, body)
  const deliveryUnit = props.receiving.find(({ key }) => key === (body.delivery?.unit ?? body.receivingUnit))
  const deliveredTo =
    body.delivery?.method === 'counter'
      ? deliveryUnit?.name
      : body.delivery?.method === 'post' && body.delivery.address
  const chosen = procedure.cases.find(({ key }) => key === (body.caseKey ?? assessment?.case?.key))
  return (
    <div className="stack">
      <Part title={t.startTitle} edit={() => goTo('ban-dau')} t={t}>
        <dl className="facts">
          {chosen && (
            <Fact label={t.caseLabel}>
              <Name lang={lang} name={chosen.name} />
            </Fact>
          )}
          <Fact label={nameLabelOf(t, isCompany, body.who)}>
            <Vietnamese lang={lang}>{body.applicant?.name}</Vietnamese>
          </Fact>
          <Fact label={isCompany ? t.taxCode : t.idNumber}>{body.applicant?.idNumber}</Fact>
          <Fact label={t.phone}>{body.applicant?.phone}</Fact>
          <Fact label={t.office}>
            <Vietnamese lang={lang}>{office?.name}</Vietnamese>
          </Fact>
        </dl>
      </Part>
      {procedure.form &&
        sections.map(({ key, title }) => (
          <Part key={key} title={title} edit={() => goTo(`to-khai.${key}`)} t={t}>
            <FormView
              form={procedure.form!}
              answers={body.answers ?? {}}
              today={today}
              lang={lang}
              section={key}
              places={browserPlaces}
              sources={filing.sources}
              marks={body.marks}
            />
          </Part>
        ))}
      {assessment && assessment.papers.length > 0 && (
        <Part title={t.papersTitle} edit={() => goTo('giay-to')} t={t}>
          <dl className="facts">
            {assessment.papers.map((paper) => (
              <Fact key={paper.key} label={<Name lang={lang} name={paper.name} />}>
                {body.papers?.[paper.key]
                  ? `${t.attached}: ${body.papers[paper.key]?.name ?? ''}`
                  : paper.presentOnly
                    ? t.showOnly
                    : t.missingPaper}
              </Fact>
            ))}
          </dl>
        </Part>
      )}
      <Part title={t.deliveryTitle} edit={() => goTo('ket-qua')} t={t}>
        <p>
          {body.delivery?.method && t.delivery[body.delivery.method]}
          {deliveredTo && (
            <>
              {': '}
              <Vietnamese lang={lang}>{deliveredTo}</Vietnamese>
            </>
          )}
        </p>
      </Part>
      {assessment && (
        <section className="card">
          <h3>{t.costTitle}</h3>
          <dl className="facts">
            {assessment.limit && <Fact label={t.limit}>{limitWords(assessment.limit, lang)}</Fact>}
            {assessment.fees.map((fee) => (
              <Fact key={fee.key} label={<Name lang={lang} name={fee.name} />}>
                {fee.amount === null ? t.askOffice : formatMoney(fee.amount, lang)}
                {fee.reason && (
                  <span className="soft small filing-reason">
                    <Vietnamese lang={lang}>{fee.reason}</Vietnamese>
                  </span>
                )}
              </Fact>
            ))}
            <Fact label={t.total}>
              {assessment.total === null
                ? t.askOffice
                : assessment.total === 0
                  ? t.free
                  : formatMoney(assessment.total, lang)}
            </Fact>
          </dl>
        </section>
      )}
      <p>{t.declare}</p>
    </div>
  )
}

function Part({
  title,
  edit,
  t,
  children,
}: {
  title: string
  edit: () => void
  t: (typeof FILING)['vi']
  children: React.ReactNode
}) {
  return (
    <section className="card">
      <div className="row apart">
        <h3>{title}</h3>
        <button type="button" className="mf-link" aria-label={t.editWhat(title)} onClick={edit}>
          {t.edit}
        </button>
      </div>
      {children}
    </section>
  )
}

function Fact({ label, children }: { label: React.ReactNode; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
