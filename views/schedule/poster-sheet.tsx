import { raw } from 'hono/html'
import type { Drawing } from '../../server/schedule/poster-card.ts'
import { posterColours } from '../../server/schedule/poster-colours.ts'
import type { Poster, PosterPage } from '../../server/schedule/poster-layout.ts'
import { posterPictures } from './poster-pictures.ts'

/** One page of the poster, drawn as it is printed; its words stand as text beside it. */
export function PosterSheet(props: { poster: Poster; page: PosterPage; label: string; language: string }) {
  const { poster, page, label, language } = props
  return (
    <svg
      class={`poster-sheet poster-${poster.paper}-${poster.direction}`}
      viewBox={`0 0 ${poster.width} ${poster.height}`}
      role="img"
      aria-label={label}
      lang={language}
    >
      <rect width={poster.width} height={poster.height} fill={posterColours.paper} />
      <Drawn drawing={page.head} />
      {page.days.map((day) => (
        <>
          <Drawn drawing={day.heading} />
          {day.items.map(({ drawing }) => (
            <Drawn drawing={drawing} />
          ))}
        </>
      ))}
      <Drawn drawing={page.foot} />
    </svg>
  )
}

const Drawn = ({ drawing }: { drawing: Drawing }) => (
  <g>
    {drawing.boxes.map((box) => (
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={box.radius}
        fill={box.fill ? posterColours[box.fill] : 'none'}
        stroke={box.line && posterColours[box.line]}
        stroke-dasharray={box.dashed ? '4 3' : undefined}
      />
    ))}
    {drawing.icons.map((icon) => (
      <g
        transform={`translate(${icon.x} ${icon.y}) scale(${icon.size / 24})`}
        fill="none"
        stroke={posterColours[icon.colour]}
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        {raw(posterPictures[icon.picture])}
      </g>
    ))}
    {drawing.texts.map((text) => (
      <text
        x={text.x}
        y={text.y}
        font-size={text.size}
        font-weight={text.weight}
        fill={posterColours[text.colour]}
        text-decoration={text.struck ? 'line-through' : undefined}
      >
        {text.text}
      </text>
    ))}
  </g>
)
