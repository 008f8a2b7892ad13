import { useLanguage } from '../language.tsx'
import { Tabs } from '../parts/tabs.tsx'

type Place = '/activities' | '/wishes' | '/locations' | '/closed-periods'

/** What a week is made of: activities, what people wish for, places, and the days without either. */
export function WeekTabs({ current }: { current: Place }) {
  const { t } = useLanguage()
  const items = [
    { href: '/activities', label: t('schedule:activities.title'), icon: 'sprout' },
    { href: '/wishes', label: t('schedule:wish.title'), icon: 'lightbulb' },
    { href: '/locations', label: t('schedule:locations.title'), icon: 'map-pin' },
    { href: '/closed-periods', label: t('organisation:closed.title'), icon: 'door-closed' },
  ] as const
  return (
    <Tabs
      label={t('schedule:activities.views')}
      items={items.map((item) => ({ ...item, current: item.href === current }))}
    />
  )
}
