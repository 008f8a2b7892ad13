import {
  cardSize,
  sheet,
  type Card,
  type CardSheet,
  type PlacedCard,
} from '../../server/people/card-sheet.ts'
import type { Language } from '../../server/language/text.ts'
import { LanguageContext, useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card as Box } from '../parts/card.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { qrSquares } from '../parts/qr-code.tsx'

type Named = Card & { name: string }
type Props = {
  sheets: readonly CardSheet<Named>[]
  count: number
  /** What is printed is in this language. */
  language: Language
  back: string
}

/** The sheets of cards: the only time that they are seen. */
export function CardSheetPage({ sheets, language, back }: Props) {
  const { t } = useLanguage()
  return (
    <Layout title={t('people:card.sheet.title')}>
      <div class="no-print stack">
        <PageHeader
          title={t('people:card.sheet.title')}
          back={{ href: back, label: t('people:card.sheet.back') }}
        />
        <Notice kind="warning">
          <p>{t('people:card.sheet.once')}</p>
        </Notice>
        <div class="cluster">
          <Button kind="primary" icon="printer" type="button" data-print>
            {t('people:letter.print')}
          </Button>
        </div>
        <Box title={t('people:card.sheet.whose')}>
          <p class="hint">{t('people:card.sheet.whoseHint')}</p>
          <ol class="card-owners">{sheets.map(({ cards }) => cards.map(({ name }) => <li>{name}</li>))}</ol>
        </Box>
      </div>
      <div class="card-sheets">
        <LanguageContext.Provider value={language}>
          {sheets.map((one) => (
            <Sheet {...one} />
          ))}
        </LanguageContext.Provider>
      </div>
    </Layout>
  )
}

function Sheet({ cards, crosses }: CardSheet<Named>) {
  const { t, language } = useLanguage()
  const { width, height } = sheet
  return (
    <svg
      class="card-sheet"
      viewBox={`0 0 ${width} ${height}`}
      lang={language}
      role="img"
      aria-label={t('people:card.sheet.label', { count: cards.length })}
    >
      <rect width={width} height={height} fill="#fff" />
      {crosses.map(({ x, y }) => (
        <path d={`M${x - 2} ${y}h4M${x} ${y - 2}v4`} stroke="#999" stroke-width="0.15" fill="none" />
      ))}
      {cards.map((card) => (
        <OneCard {...card} />
      ))}
    </svg>
  )
}

const picture = { x: 7, y: 9, width: 36 }

/** For a stranger who finds it: the product's mark and where to leave it; nothing tells what it is for. */
function OneCard({ digits, firstName, number, x, y, numberX, nameSize, nameFits }: PlacedCard<Named>) {
  const { t } = useLanguage()
  const { size, path } = qrSquares(digits, { strength: 'quartile', border: 0 })
  return (
    <>
      <text x={numberX} y={y + cardSize.height / 2} font-size="3" text-anchor="middle" fill="#666">
        {number}
      </text>
      <g transform={`translate(${x} ${y})`}>
        <path
          transform={`translate(${picture.x} ${picture.y}) scale(${picture.width / size})`}
          d={path}
          fill="#000"
          shape-rendering="crispEdges"
        />
        {/* Without a name the mark stands where the eye looks for it. */}
        <g transform={firstName ? undefined : 'translate(0 10)'} fill="#1b5a6b">
          <g transform="translate(50 8.5) scale(0.28)">
            <rect x="2" y="22" width="13" height="7" rx="3.5" />
            <rect x="9.5" y="12.5" width="13" height="7" rx="3.5" />
            <rect x="17" y="3" width="13" height="7" rx="3.5" />
          </g>
          <text x="60.5" y="15.5" font-size="5" font-weight="680">
            {t('common:product')}
          </text>
        </g>
        {firstName && (
          <text
            x="50"
            y="27"
            font-size={nameSize}
            font-weight="680"
            fill="#000"
            textLength={nameFits}
            lengthAdjust={nameFits && 'spacingAndGlyphs'}
          >
            {firstName}
          </text>
        )}
        <text y="32" font-size="3.6" fill="#333">
          {t('people:card.sheet.found')
            .split('\n')
            .map((line) => (
              <tspan x="50" dy="4.4">
                {line}
              </tspan>
            ))}
        </text>
      </g>
    </>
  )
}
