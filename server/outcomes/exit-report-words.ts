import { textsIn } from '../language/catalogue.ts'
import type { Language, Translate } from '../language/text.ts'
import type { ExitFigures, ExitReport } from './exit-report.ts'

/** The exit report as a table of plain text, for a terminal or to paste: one line a year, and all. */
export function exitReportInWords(report: ExitReport, language: Language): string {
  const t = textsIn(language)
  if (report.all.exits === 0) return `${t('outcomes:exitReport.none')}\n`
  const rows = [
    `| ${t('outcomes:exitReport.years')} | ${t('outcomes:exitReport.exits')} | |`,
    '|---|---|---|',
    ...report.years.map(
      (year) => `| ${year.reportingYear} | ${year.exits} | ${yearInWords(year, language)} |`,
    ),
    `| ${t('outcomes:exitReport.all')} | ${report.all.exits} | ${totalsInWords(report.all, t)} |`,
  ]
  return rows.map((row) => `${row}\n`).join('')
}

/** 'arbetsträning 4 · åter till remittent 6 (15 avslutsanledningar: en person gick till …)' */
export function yearInWords(year: ExitFigures, language: Language): string {
  const t = textsIn(language)
  const counted = year.destinations.map(
    ({ destination, count }) => `${t(`outcomes:destination.${destination}`)} ${count}`,
  )
  if (year.notRecorded > 0) counted.push(`${t('outcomes:exitReport.notRecorded')} ${year.notRecorded}`)
  const note = year.several.length === 0 ? '' : ` (${severalInWords(year, language)})`
  return counted.join(' · ') + note
}

/** 'positiva 20 · oklart steg 32 · övriga 5 · direkt till arbete, arbetssökande eller studier 8' */
export function totalsInWords(all: ExitFigures, t: Translate): string {
  return [
    `${t('outcomes:exitReport.positive')} ${all.positive}`,
    `${t('outcomes:exitReport.lessClear')} ${all.lessClear}`,
    `${t('outcomes:exitReport.other')} ${all.other}`,
    ...(all.notRecorded > 0 ? [`${t('outcomes:exitReport.notRecorded')} ${all.notRecorded}`] : []),
    `${t('outcomes:exitReport.straightToWork')} ${all.straightToWork}`,
  ].join(' · ')
}

/** Why there are more destinations than exits. */
function severalInWords(year: ExitFigures, language: Language): string {
  const t = textsIn(language)
  const count = year.destinations.reduce((sum, one) => sum + one.count, 0)
  const who = year.several.map(({ destinations, exits }) => {
    const places = destinations.map((destination) => t(`outcomes:wentTo.${destination}`))
    return t('outcomes:exitReport.went', { count: exits, places: lists[language].format(places) })
  })
  return t('outcomes:exitReport.several', { destinations: count, who: who.join('; ') })
}

const lists: Record<Language, Intl.ListFormat> = {
  sv: new Intl.ListFormat('sv-SE', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
}
