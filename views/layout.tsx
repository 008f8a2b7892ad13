import { createContext, useContext, type PropsWithChildren } from 'hono/jsx'
import { html } from 'hono/html'
import { asset } from '../server/web/assets.ts'
import { languages } from '../server/language/text.ts'
import { useLanguage } from './language.tsx'
import { Button } from './parts/button.tsx'
import { Icon, type IconName } from './parts/icon.tsx'
import { Mark } from './parts/mark.tsx'
import { Notice } from './parts/notice.tsx'
import { UndoBar, type LatestChange } from './schedule/undo-bar.tsx'

export type NavigationItem = {
  href: string
  label: string
  icon: IconName
  current: boolean
  /** Where a number to stand beside the label is asked for, when the item comes into sight. */
  countAt?: string
}

/** What stands around every page, given once by whoever shows it. */
export type Frame = {
  /** Who is signed in; without one there is no navigation. */
  viewer?: { name: string; role: string }
  organisation?: string
  /** The first four also stand at the thumb on a phone. */
  navigation: readonly NavigationItem[]
  /** The page's own address: where the choice of language comes back to. */
  path: string | undefined
  /** What was just done, said once. */
  notice?: string
  /** The change of the schedule that can be undone right here. */
  undo?: string
  /** Over the foot of the schedule's pages: what the viewer did there a moment ago. */
  undoBar?: { latest: LatestChange | undefined; back: string } | undefined
}

export const FrameContext = createContext<Frame>({ navigation: [], path: '/' })

const htmxConfig = JSON.stringify({ noSwap: [204, 304, '5xx'], extensions: 'sse', history: 'reload' })

export type LayoutProps = PropsWithChildren<{
  title: string
  /** narrow: a form or a text · column: lists and cards · wide: the week and large tables. */
  width?: 'narrow' | 'column' | 'wide'
  /** Files of scripts that this page needs beside app.js, by their built names. */
  scripts?: readonly string[]
  styles?: readonly string[]
  /** The page offers the participants' languages itself. */
  ownLanguages?: boolean
}>

/** A whole page for staff and visitors: `<Layout title={…}><PageHeader … />…</Layout>`. */
export function Layout(props: LayoutProps) {
  const { title, width = 'column', scripts = [], styles = [], ownLanguages = false, children } = props
  const { t, tag, dir } = useLanguage()
  const frame = useContext(FrameContext)
  return (
    <>
      {html`<!doctype html>`}
      <html lang={tag} dir={dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="htmx-config" content={htmxConfig} />
          <title>{`${title} · ${t('common:product')}`}</title>
          <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={asset('app.css')} />
          {styles.map((name) => (
            <link rel="stylesheet" href={asset(name)} />
          ))}
          <script type="module" src={asset('app.js')} />
          {scripts.map((name) => (
            <script type="module" src={asset(name)} />
          ))}
        </head>
        <body class={frame.viewer ? 'signed-in' : 'visiting'}>
          <a class="skip" href="#content">
            {t('common:skipToContent')}
          </a>
          <header class="side">
            <div class="top">
              <a class="brand" href="/">
                <Mark />
                <span>{t('common:product')}</span>
              </a>
              {frame.organisation && <p class="top-organisation">{frame.organisation}</p>}
              {!frame.viewer && !ownLanguages && frame.path && <LanguageSwitch path={frame.path} />}
            </div>
            {frame.viewer && <Menu frame={frame} viewer={frame.viewer} />}
          </header>
          <main id="content" tabindex={-1} class={`page page-${width}`}>
            {frame.notice && (
              <Notice kind="done" live>
                {frame.notice}
                {frame.undo && frame.undo !== frame.undoBar?.latest?.id && (
                  <UndoForm change={frame.undo} back={frame.path} />
                )}
              </Notice>
            )}
            {frame.undoBar && <UndoBar {...frame.undoBar} />}
            {children}
          </main>
          {frame.viewer && <QuickMenu items={frame.navigation} />}
          <div id="announcements" class="unseen" role="status" />
        </body>
      </html>
    </>
  )
}

/** One press takes back what was just done to the schedule. */
function UndoForm({ change, back = '' }: { change: string; back?: string | undefined }) {
  const { t } = useLanguage()
  return (
    <form method="post" action={`/schedule-changes/${change}/undoing`} class="notice-undo">
      <input type="hidden" name="back" value={back} />
      <Button type="submit" small icon="undo-2">
        {t('common:undo')}
      </Button>
    </form>
  )
}

/** All of the navigation: at the side of a wide screen; on a phone it opens from the quick menu. */
function Menu({ frame, viewer }: { frame: Frame; viewer: NonNullable<Frame['viewer']> }) {
  const { t } = useLanguage()
  return (
    <div id="menu" class="menu" popover="auto">
      <Button
        kind="quiet"
        icon="x"
        iconOnly
        type="button"
        class="menu-close"
        popovertarget="menu"
        popovertargetaction="hide"
      >
        {t('common:close')}
      </Button>
      <nav aria-label={t('common:navigation.main')}>
        <ul class="menu-items">
          {frame.navigation.map((item) => (
            <li>
              <MenuLink {...item} />
            </li>
          ))}
        </ul>
      </nav>
      <div class="menu-person">
        <p>
          <a href="/account">
            <strong>{viewer.name}</strong>
          </a>
          <span>{viewer.role}</span>
        </p>
        {frame.path && <LanguageSwitch path={frame.path} />}
        <form method="post" action="/sign-in">
          <input type="hidden" name="_method" value="DELETE" />
          <Button kind="quiet" small icon="log-out">
            {t('common:navigation.signOut')}
          </Button>
        </form>
      </div>
    </div>
  )
}

/** At the thumb on a phone: the first four, and the way to the rest. Works without a script. */
function QuickMenu({ items }: { items: readonly NavigationItem[] }) {
  const { t } = useLanguage()
  return (
    <nav class="quick" aria-label={t('common:navigation.quick')}>
      {items.slice(0, 4).map((item) => (
        <MenuLink {...item} />
      ))}
      <button type="button" class="menu-link" popovertarget="menu">
        <Icon name="menu" />
        <span>{t('common:navigation.menu')}</span>
      </button>
    </nav>
  )
}

const MenuLink = ({ href, label, icon, current, countAt }: NavigationItem) => (
  <a class="menu-link" href={href} aria-current={current ? 'page' : undefined}>
    <Icon name={icon} />
    <span>{label}</span>
    {countAt && (
      <span
        class="menu-count"
        hx-get={countAt}
        hx-trigger="revealed"
        hx-swap="outerHTML"
        hx-select=".menu-count"
      />
    )}
  </a>
)

/** Every language by its own name; the chosen one is pressed. */
function LanguageSwitch({ path }: { path: string }) {
  const { t, language } = useLanguage()
  return (
    <form method="post" action="/language">
      <input type="hidden" name="_method" value="PUT" />
      <input type="hidden" name="back" value={path} />
      <div class="language" role="group" aria-label={t('common:language.choose')}>
        {languages.map((one) => (
          <button name="language" value={one} lang={one} aria-pressed={one === language ? 'true' : 'false'}>
            {t(`common:language.${one}`)}
          </button>
        ))}
      </div>
    </form>
  )
}
