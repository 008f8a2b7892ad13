import { languages, type Language } from '../../server/language/text.ts'
import type { Problem } from '../../server/problem.ts'
import { categories } from '../../server/schedule/categories.ts'
import { directions, papers, type Poster, type PosterContent } from '../../server/schedule/poster-layout.ts'
import type { IsoWeek } from '../../server/time/weeks.ts'
import { weekAndYearInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Checkbox, RadioGroup, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { PosterSheet } from './poster-sheet.tsx'

export type PosterPageProps = {
  week: IsoWeek
  weeks: readonly IsoWeek[]
  programmes: readonly { id: string; name: string }[]
  values: FormValues
  problems: readonly Problem[]
  /** Absent while something is wrong with what was chosen. */
  shown?: { poster: Poster; content: PosterContent; language: Language; pdf: string }
}

/** The week as it hangs on the wall, and what can be chosen about it; printed, only the poster itself is left. */
export function PosterPage(props: PosterPageProps) {
  const { week, shown } = props
  const { t, language } = useLanguage()
  const named = weekAndYearInWords(week, language)
  return (
    <Layout title={t('poster:titleOfWeek', { week: named })} width="wide">
      <div class="no-print">
        <PageHeader
          title={t('poster:titleOfWeek', { week: named })}
          lead={t('poster:lead')}
          back={{ href: `/schedule?week=${week}`, label: t('poster:back') }}
        >
          {shown && (
            <>
              <Button kind="primary" icon="printer" type="button" data-print>
                {t('poster:print')}
              </Button>
              <LinkButton icon="download" href={shown.pdf} download>
                {t('poster:pdf')}
              </LinkButton>
            </>
          )}
        </PageHeader>
      </div>
      <div class="poster-and-choices">
        <PosterForm {...props} />
        {shown && (
          <section class="poster-preview" aria-label={t('poster:preview')}>
            {shown.poster.pages.map((page, index) => (
              <PosterSheet
                poster={shown.poster}
                page={page}
                language={shown.language}
                label={t('poster:picture', {
                  week: named,
                  page: index + 1,
                  pages: shown.poster.pages.length,
                })}
              />
            ))}
            <PosterAsText content={shown.content} language={shown.language} />
          </section>
        )}
      </div>
    </Layout>
  )
}

function PosterForm({ weeks, programmes, values, problems }: PosterPageProps) {
  const { t, language } = useLanguage()
  const labels = {
    week: t('poster:week'),
    paper: t('poster:paper'),
    direction: t('poster:direction'),
    language: t('poster:language'),
    programme: t('poster:programme'),
    category: t('poster:category'),
  }
  return (
    <Card title={t('poster:choices')} class="no-print poster-choices">
      <Form action="/posters" method="get" {...{ values, problems, labels }}>
        <Select
          name="week"
          label={labels.week}
          options={weeks.map((week) => ({ value: week, label: weekAndYearInWords(week, language) }))}
        />
        <RadioGroup
          name="paper"
          label={labels.paper}
          inline
          options={papers.map((paper) => ({ value: paper, label: t(`poster:format.${paper}`) }))}
        />
        <RadioGroup
          name="direction"
          label={labels.direction}
          inline
          options={directions.map((direction) => ({
            value: direction,
            label: t(`poster:format.${direction}`),
          }))}
        />
        <RadioGroup
          name="language"
          label={labels.language}
          inline
          options={languages.map((one) => ({ value: one, label: t(`common:language.${one}`) }))}
        />
        <Select
          name="programme"
          label={labels.programme}
          required={false}
          empty={t('poster:allProgrammes')}
          options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          name="category"
          label={labels.category}
          required={false}
          empty={t('poster:allCategories')}
          options={categories.map((one) => ({ value: one, label: t(`schedule:category.${one}`) }))}
        />
        <Checkbox name="leader" label={t('poster:leader')} />
        <FormActions>
          <Button icon="eye">{t('poster:show')}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

/** The same words for those who do not see the picture. */
function PosterAsText({ content, language }: { content: PosterContent; language: Language }) {
  const { t } = useLanguage()
  return (
    <details class="more no-print">
      <summary>{t('poster:asText')}</summary>
      <div class="prose" lang={language}>
        {content.nothing && (
          <p>
            {content.nothing.title}. {content.nothing.text}
          </p>
        )}
        {content.days.map((day) => (
          <section>
            <h2>
              {day.weekday} {day.date}
            </h2>
            {day.closed && <p>{day.closed}</p>}
            {day.sessions.length === 0 && !day.closed && <p>{day.empty}</p>}
            {day.sessions.length > 0 && (
              <ul>
                {day.sessions.map((session) => (
                  <li>
                    {session.cancelled ? (
                      <>
                        {session.cancelled}:{' '}
                        <s>
                          {session.times} {session.name}
                        </s>
                      </>
                    ) : (
                      `${session.times} ${session.name}`
                    )}
                    {session.place && !session.cancelled && `, ${session.place}`}
                    {session.outdoors && !session.cancelled && `, ${session.outdoors}`}
                    {session.leader && !session.cancelled && `, ${session.leader}`} ({session.categoryWord})
                  </li>
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
    </details>
  )
}
