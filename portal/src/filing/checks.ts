import { cleanLine, parseCitizenNumber, parsePhone, parseTaxCode } from '@motcua/rules'
import type { FilingWords } from '../i18n/filing.ts'
import type { DraftBody } from './draft.ts'
import {
  type Assessment,
  isCompanyIn,
  mustChooseCase,
  needsAuthorisation,
  receivingFor,
  type WizardProps,
} from './procedure.ts'

/** Something to mend on a page of the wizard; `id` is that of the input. */
export type PageFault = { id: string; message: string }

/** What the page about case, applicant and office still misses. */
export function startFaults(t: FilingWords, props: WizardProps, body: DraftBody): PageFault[] {
  const { applicant = {}, who } = body
  const isCompany = isCompanyIn(props, body)
  const nameLabel = nameLabelOf(t, isCompany, who)
  const name = cleanLine(applicant.name ?? '')
  const id = cleanLine(applicant.idNumber ?? '')
  const phone = cleanLine(applicant.phone ?? '')
  const isIdRight = isCompany ? parseTaxCode(id) !== undefined : parseCitizenNumber(id) !== undefined
  const receiving = receivingFor(props, body.competentUnit)
  return [
    mustChooseCase(props.procedure) && !body.caseKey && { id: 'caseKey', message: t.mustChoose(t.caseLabel) },
    !who && { id: 'who', message: t.mustChoose(t.whoLabel) },
    name === '' && { id: 'name', message: t.mustEnter(nameLabel) },
    name.length > 300 && { id: 'name', message: t.tooLong(nameLabel, 300) },
    !isIdRight && { id: 'idNumber', message: isCompany ? t.badTax : t.badId },
    phone === '' && { id: 'phone', message: t.mustEnter(t.phone) },
    phone !== '' && !parsePhone(phone) && { id: 'phone', message: t.badPhone },
    needsAuthorisation(props, body) &&
      !body.authorisation?.file && { id: 'authorisation', message: t.mustAttach(t.authorisationFile) },
    !body.competentUnit && { id: 'competentUnit', message: t.mustChoose(t.office) },
    body.competentUnit !== undefined &&
      !receiving.some(({ key }) => key === body.receivingUnit) && {
        id: 'receivingUnit',
        message: t.mustChoose(t.receiving),
      },
  ].filter((fault) => fault !== false)
}

/** The papers that must be there and are not. */
export function paperFaults(
  t: FilingWords,
  lang: 'vi' | 'en',
  body: DraftBody,
  assessment: Assessment,
): PageFault[] {
  return assessment.papers
    .filter((paper) => paper.mandatory && !paper.presentOnly && !body.papers?.[paper.key])
    .map(({ key, name }) => ({ id: `paper-${key}`, message: t.mustAttach(name[lang] ?? name.vi) }))
}

/** What the page about the result still misses. */
export function deliveryFaults(t: FilingWords, { delivery }: DraftBody): PageFault[] {
  const address = cleanLine(delivery?.address ?? '')
  return [
    !delivery?.method && { id: 'method', message: t.mustChoose(t.deliveryLabel) },
    delivery?.method === 'post' &&
      address === '' && { id: 'address', message: t.mustEnter(t.deliveryAddress) },
    address.length > 500 && { id: 'address', message: t.tooLong(t.deliveryAddress, 500) },
  ].filter((fault) => fault !== false)
}

/** What the name of the applicant is called: of oneself, of another person, of a company. */
export function nameLabelOf(t: FilingWords, isCompany: boolean, who: DraftBody['who']): string {
  if (isCompany) return t.companyName
  return who === 'self' ? t.ownName : t.ownerName
}
