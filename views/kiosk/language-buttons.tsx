import { facesOfLanguages, participantLanguages } from '../../server/language/text.ts'
import { useLanguage } from '../participant-language.tsx'

/** Each of the participants' languages by its own name in its own letters; the one that is read is pressed. */
export function LanguageButtons() {
  const { language } = useLanguage()
  return (
    <>
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
    </>
  )
}
