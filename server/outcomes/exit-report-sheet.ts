import { textsIn } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'
import { destinations } from './destinations.ts'
import type { ExitFigures, ExitReport } from './exit-report.ts'

/** The exit report as rows for a spreadsheet: a line a year and all together, with every destination in a column. */
export function exitReportSheet(report: ExitReport, language: Language): (string | number)[][] {
  const t = textsIn(language)
  const named = destinations.filter((one) => report.all.destinations.some((all) => all.destination === one))
  const line = (figures: ExitFigures) => [
    figures.exits,
    figures.positive,
    figures.lessClear,
    figures.other,
    figures.notRecorded,
    figures.straightToWork,
    ...named.map((one) => figures.destinations.find(({ destination }) => destination === one)?.count ?? 0),
  ]
  return [
    [
      t('outcomes:exitReport.years'),
      t('outcomes:exitReport.exits'),
      t('outcomes:exitReport.positive'),
      t('outcomes:exitReport.lessClear'),
      t('outcomes:exitReport.other'),
      t('outcomes:exitReport.notRecorded'),
      t('outcomes:exitReport.straightToWork'),
      ...named.map((one) => t(`outcomes:destination.${one}`)),
    ],
    ...report.years.map((year) => [year.reportingYear, ...line(year)]),
    [t('outcomes:exitReport.all'), ...line(report.all)],
  ]
}
