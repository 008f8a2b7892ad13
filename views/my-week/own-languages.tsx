import { facesOfLanguages, participantLanguages } from '../../server/language/text.ts'
import { useLanguage } from '../participant-language.tsx'

/** Each language by its own name in its own letters; the chosen one is pressed, and remembered. */
export function OwnLanguages({ path }: { path: string }) {
  const { t, language } = useLanguage()
  return (
    <form method="post" action={`${path}/language`}>
      <input type="hidden" name="_method" value="PUT" />
      <div class="language own-languages" role="group" aria-label={t('common:language.choose')}>
        {participantLanguages.map((one) => (
          <button
            name="language"
            value={one}
            lang={facesOfLanguages[one].tag}
            dir={facesOfLanguages[one].dir}
            aria-pressed={one === language ? 'true' : 'false'}
          >
            {facesOfLanguages[one].name}
          </button>
        ))}
      </div>
    </form>
  )
}
