import { useLanguage } from '../participant-language.tsx'
import { LanguageButtons } from '../kiosk/language-buttons.tsx'

/** What is chosen here is remembered. */
export function OwnLanguages({ path }: { path: string }) {
  const { t } = useLanguage()
  return (
    <form method="post" action={`${path}/language`}>
      <input type="hidden" name="_method" value="PUT" />
      <div class="language own-languages" role="group" aria-label={t('common:language.choose')}>
        <LanguageButtons />
      </div>
    </form>
  )
}
