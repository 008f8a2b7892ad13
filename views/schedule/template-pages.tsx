import type { Problem } from '../../server/problem.ts'
import type { Outlook } from '../../server/schedule/bulk-form.tsx'
import type { TemplateFacts, TemplateSessionFacts } from '../../server/schedule/template-queries.ts'
import type { LaidOver } from '../../server/schedule/week-copy-queries.ts'
import type { LocalTime, Weekday } from '../../server/time/dates.ts'
import { timesInWords, weekdayInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field, Select, type Option } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Tile } from '../parts/pill.tsx'
import { BulkPreviewPage } from './bulk-preview.tsx'
import { categoryLook } from './category.ts'
import { leftOut, WeekSpanFields } from './week-copy-pages.tsx'

type Typed = { values: FormValues; problems?: readonly Problem[] }

export function TemplatesPage(
  props: { templates: readonly TemplateFacts[]; weeks: readonly Option[] } & Typed,
) {
  const { templates, weeks, values, problems } = props
  const { t } = useLanguage()
  const labels = { name: t('weeks:template.name'), week: t('weeks:template.week') }
  return (
    <Layout title={t('weeks:template.title')}>
      <PageHeader
        title={t('weeks:template.title')}
        lead={t('weeks:template.lead')}
        back={{ href: '/schedule-tools', label: t('weeks:tools.title') }}
      />
      <div class="columns">
        <Card title={t('weeks:template.all')}>
          {templates.length === 0 ? (
            <EmptyState icon="layers" title={t('weeks:template.none')} text={t('weeks:template.noneText')} />
          ) : (
            <ul class="list">
              {templates.map(({ id, name, sessions }) => (
                <li class="list-row">
                  <p>
                    <a href={`/week-templates/${id}`}>
                      <strong>{name}</strong>
                    </a>
                    <br />
                    <span class="soft">{t('weeks:template.sessions', { count: sessions })}</span>
                  </p>
                  <LinkButton kind="quiet" small icon="arrow-right" href={`/week-templates/${id}`}>
                    {t('weeks:template.open')}
                    <span class="unseen"> {name}</span>
                  </LinkButton>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('weeks:template.keep')}>
          <Form action="/week-templates" {...{ values, problems, labels }}>
            <Select name="week" label={labels.week} options={weeks} />
            <Field name="name" label={labels.name} hint={t('weeks:template.nameHint')} maxlength={60} />
            <FormActions>
              <Button kind="primary" icon="check">
                {t('weeks:template.keep')}
              </Button>
            </FormActions>
          </Form>
        </Card>
      </div>
    </Layout>
  )
}

type TemplateDay = {
  weekday: Weekday
  sessions: readonly (TemplateSessionFacts & { endTime: LocalTime })[]
}

export function TemplatePage(props: {
  template: TemplateFacts
  days: readonly TemplateDay[]
  targets: readonly Option[]
  renaming: Typed
  laying: Typed
}) {
  const { template, days, targets, renaming, laying } = props
  const { t, language } = useLanguage()
  const labels = { onto_first: t('weeks:template.onto'), onto_last: t('weeks:template.ontoLast') }
  return (
    <Layout title={template.name}>
      <PageHeader
        title={template.name}
        lead={t('weeks:template.sessions', { count: template.sessions })}
        back={{ href: '/week-templates', label: t('weeks:template.title') }}
      />
      <div class="columns">
        <Card title={t('weeks:template.looks')}>
          {days.map(({ weekday, sessions }) => (
            <section class="template-day" aria-labelledby={`weekday-${weekday}`}>
              <h3 id={`weekday-${weekday}`}>{weekdayInWords(weekday, language)}</h3>
              <ul class="template-sessions">
                {sessions.map((session) => (
                  <li>
                    <TemplateRow session={session} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </Card>
        <div class="stack">
          <Card title={t('weeks:template.lay')}>
            <Form action={`/week-templates/${template.id}/weeks`} {...laying} labels={labels} prefix="lay">
              <p class="hint">{t('weeks:template.layHint')}</p>
              <WeekSpanFields labels={labels} options={targets} />
              <FormActions>
                <Button kind="primary" icon="arrow-right">
                  {t('weeks:preview.show')}
                </Button>
              </FormActions>
            </Form>
          </Card>
          <Card title={t('weeks:template.rename')}>
            <Form
              action={`/week-templates/${template.id}`}
              method="patch"
              {...renaming}
              labels={{ name: t('weeks:template.name') }}
              prefix="rename"
            >
              <input type="hidden" name="version" value={String(template.version)} />
              <Field name="name" label={t('weeks:template.name')} maxlength={60} />
              <FormActions>
                <Button icon="check">{t('common:save')}</Button>
              </FormActions>
            </Form>
          </Card>
          <Card title={t('weeks:template.remove')}>
            <p>{t('weeks:template.removeHint')}</p>
            <Form action={`/week-templates/${template.id}`} method="delete">
              <Button kind="danger" icon="trash-2">
                {t('weeks:template.remove')}
              </Button>
            </Form>
          </Card>
        </div>
      </div>
    </Layout>
  )
}

function TemplateRow({ session }: { session: TemplateDay['sessions'][number] }) {
  const { t, language } = useLanguage()
  const look = categoryLook[session.category]
  return (
    <div class="template-row">
      <Tile tone={look.tone} icon={look.icon} />
      <div>
        <p>
          <strong>{session.activityName}</strong> {timesInWords(session.startTime, session.endTime, language)}
        </p>
        <p class="soft">
          {[t(look.word), session.locationName, session.leaderName].filter(Boolean).join(' · ')}
        </p>
        {session.notOffered && (
          <p class="with-icon soft">
            <Icon name="info" />
            {t('weeks:template.notOffered')}
          </p>
        )}
      </div>
    </div>
  )
}

export function TemplatePreview(props: {
  template: TemplateFacts
  outlook: Outlook<LaidOver>
  onto: string
}) {
  const { template, outlook, onto } = props
  const { t } = useLanguage()
  return (
    <BulkPreviewPage
      title={t('weeks:template.layTitle', { name: template.name })}
      lead={t('weeks:template.layOnto', { onto })}
      action={`/week-templates/${template.id}/weeks`}
      yes={t('weeks:template.doLay')}
      closed={outlook.plan.closed}
      stays={leftOut(t, outlook.plan)}
      outlook={outlook}
    />
  )
}
