import { useLanguage } from '../language.tsx'

/** How much there is to look at, in the navigation: a number for those who see, and what it counts for those who listen. */
export function NoticeCount({ count, things }: { count: number; things?: string }) {
  const { t } = useLanguage()
  return (
    <span class="menu-count">
      {count > 99 ? '99+' : count}
      <span class="unseen"> {things ?? t('notices:things', { count })}</span>
    </span>
  )
}
