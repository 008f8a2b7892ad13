import type { PropsWithChildren } from 'hono/jsx'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { useLanguage } from '../language.tsx'

/** What a session is called: struck through when cancelled, and of somebody else's talk only that the time is taken. */
export function SessionName({
  session,
}: {
  session: Pick<SessionFacts, 'activityName' | 'cancelledAt' | 'busy'>
}) {
  const { t } = useLanguage()
  const name = session.busy ? t('schedule:talk.busy') : session.activityName
  return session.cancelledAt === null ? <>{name}</> : <s>{name}</s>
}

/** Leads to the session; somebody else's talk leads nowhere. */
export function SessionLink({
  session,
  class: className,
  children,
}: PropsWithChildren<{ session: Pick<SessionFacts, 'id' | 'busy'>; class?: string }>) {
  if (session.busy) return <span class={className}>{children}</span>
  return (
    <a class={className} href={`/sessions/${session.id}`}>
      {children}
    </a>
  )
}
