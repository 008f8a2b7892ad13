/** What five faces say with their mouths alone: 1 is the lowest, 5 the highest. No colour tells one from another. */
type FaceValue = 1 | 2 | 3 | 4 | 5

/** The name under which each has its word. */
export const faceWords = { 1: 'lowest', 2: 'low', 3: 'middle', 4: 'high', 5: 'highest' } as const

const mouths: Record<FaceValue, string> = {
  1: 'M19 46C24 36 40 36 45 46',
  2: 'M20 44C26 39 38 39 44 44',
  3: 'M20 42H44',
  4: 'M20 40C26 45 38 45 44 40',
  5: 'M18 38C24 50 40 50 46 38',
}

export const Face = ({ value }: { value: FaceValue }) => (
  <svg class="face" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <circle class="face-skin" cx="32" cy="32" r="29" />
    <circle class="face-eye" cx="23" cy="26" r="3.2" />
    <circle class="face-eye" cx="41" cy="26" r="3.2" />
    <path class="face-mouth" d={mouths[value]} />
  </svg>
)
