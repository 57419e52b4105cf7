import type { Procedure } from '../../case-questions.ts'
import { openingHours } from '../../hours.ts'
import { to } from '../../links.ts'
import type { Reply } from '../../read.ts'
import type { Thing } from '../../ui/data-of-page.tsx'
import type { Visit } from '../../visit.ts'
import type { Faq } from './questions.tsx'
import type { Office } from './where.tsx'

/**
 * The procedure for machines: GovernmentService and FAQPage of schema.org for search engines, and the Core Public
 * Service Vocabulary (CPSV-AP 3.2) for catalogues of services.
 */
export function procedureData(
  visit: Visit,
  procedure: Procedure,
  name: string,
  { faq, centre, calendar }: { faq: Faq; centre: Office | null; calendar: Reply<'getCalendar'> | null },
): Thing[] {
  const url = visit.origin + to(visit, `/thu-tuc/${procedure.code}`)
  const provider = visit.place && { '@type': 'GovernmentOrganization', name: visit.place }
  const service: Thing = {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    '@id': url,
    url,
    name,
    identifier: procedure.code,
    serviceType: procedure.sector,
    inLanguage: visit.lang,
    ...(provider ? { provider, areaServed: { '@type': 'AdministrativeArea', name: visit.place } } : {}),
    audience: procedure.targetGroups.map((audienceType) => ({ '@type': 'Audience', audienceType })),
    serviceOutput: procedure.results.map((result) => ({ '@type': 'Thing', name: result.name })),
    availableChannel: procedure.channels.map(({ channel }) => ({
      '@type': 'ServiceChannel',
      ...(channel === 'online' && procedure.configured
        ? { serviceUrl: `${visit.origin}/nop-ho-so/${procedure.code}` }
        : {}),
      ...(channel === 'desk' && centre
        ? {
            serviceLocation: {
              '@type': 'GovernmentOffice',
              name: centre.name,
              address: centre.address,
              telephone: centre.phone,
              openingHours: openingHours(calendar?.weeks[0]?.days ?? []),
            },
          }
        : {}),
    })),
  }
  const questions: Thing = {
    '@context': 'https://schema.org',
    '@type': 'FAQPage',
    mainEntity: faq.map(({ question, answer }) => ({
      '@type': 'Question',
      name: question,
      acceptedAnswer: { '@type': 'Answer', text: answer },
    })),
  }
  return [service, ...(faq.length > 0 ? [questions] : []), publicService(visit, procedure, url)]
}

const CPSV = {
  cv: 'http://data.europa.eu/m8g/',
  cpsv: 'http://purl.org/vocab/cpsv#',
  dct: 'http://purl.org/dc/terms/',
  eli: 'http://data.europa.eu/eli/ontology#',
}

const DURATION: Record<string, (value: number) => string> = {
  workingDays: (value) => `P${value}D`,
  days: (value) => `P${value}D`,
  workingHours: (value) => `PT${value}H`,
  months: (value) => `P${value}M`,
}

function publicService(visit: Visit, procedure: Procedure, url: string): Thing {
  const [limit] = procedure.cases.map((c) => c.limit)
  return {
    '@context': CPSV,
    '@type': 'cpsv:PublicService',
    '@id': url,
    'dct:identifier': procedure.code,
    'dct:title': [
      { '@value': procedure.name, '@language': 'vi' },
      ...(procedure.nameEn ? [{ '@value': procedure.nameEn, '@language': 'en' }] : []),
    ],
    'dct:subject': procedure.sector,
    ...(visit.place
      ? { 'cv:hasCompetentAuthority': { '@type': 'cv:PublicOrganisation', 'dct:title': visit.place } }
      : {}),
    ...(limit ? { 'cv:processingTime': DURATION[limit.unit]?.(limit.value) } : {}),
    'cpsv:produces': procedure.results.map((result) => ({
      '@type': 'cpsv:Output',
      'dct:identifier': result.code,
      'dct:title': result.name,
    })),
    'cv:hasInput': procedure.papers.map((paper) => ({ '@type': 'cv:Evidence', 'dct:title': paper.name.vi })),
    'cv:hasCost': procedure.fees.map((fee) => ({
      '@type': 'cv:Cost',
      'dct:description': fee.text || fee.name.vi,
      ...(fee.amount === null ? {} : { 'cv:value': fee.amount, 'cv:currency': 'VND' }),
    })),
    'cv:hasChannel': procedure.channels.map(({ channel }) => ({
      '@type': 'cv:Channel',
      'dct:type': channel,
    })),
    'cv:hasLegalResource': procedure.legalBases.map((law) => ({
      '@type': 'eli:LegalResource',
      'dct:identifier': law.number,
      'dct:title': law.name,
    })),
  }
}
