import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'

/** Where a session is and who leads it, as lines of its list of facts. */
export function WhereAndWhom(props: { place: string | null; outdoors: boolean; leader: string | null }) {
  const { place, outdoors, leader } = props
  const { t } = useLanguage()
  return (
    <>
      {place && (
        <li>
          <Icon name="map-pin" />
          {place}
        </li>
      )}
      {outdoors && (
        <li>
          <Icon name="tree-pine" />
          {t('schedule:session.outdoors')}
        </li>
      )}
      {leader && (
        <li>
          <Icon name="user-round" />
          {leader}
        </li>
      )}
    </>
  )
}
