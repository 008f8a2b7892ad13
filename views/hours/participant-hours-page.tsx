import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { HoursSection, type HoursSectionProps } from './hours-section.tsx'

/** All hours of one participant on a page of their own. */
export function ParticipantHoursPage(props: HoursSectionProps & { participantId: string; name: string }) {
  const { participantId, name, ...section } = props
  const { t } = useLanguage()
  const title = t('hours:person.title', { name })
  return (
    <Layout title={title}>
      <PageHeader
        title={title}
        back={{ href: `/participants/${participantId}`, label: t('hours:person.back') }}
      />
      <HoursSection {...section} />
    </Layout>
  )
}
