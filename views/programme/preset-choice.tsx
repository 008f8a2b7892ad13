import { presetKeys, presets } from '../../server/programme/presets.ts'
import { useLanguage } from '../language.tsx'
import { RadioGroup } from '../parts/field.tsx'

/** The five templates, with a line on each. */
export function PresetChoice({ label, hint }: { label: string; hint?: string }) {
  const { t } = useLanguage()
  return (
    <div class="choice-cards">
      <RadioGroup
        name="preset"
        label={label}
        hint={hint}
        options={presetKeys.map((key) => ({
          value: key,
          label: presets[key].name,
          hint: t(`programme:preset.${key}`),
        }))}
      />
    </div>
  )
}
