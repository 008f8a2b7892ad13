import { startApp } from './app.ts'
import { openCamera } from './camera.ts'
import { keepDayFresh, refreshDay } from './day.ts'
import { clear, erase, keyed, returnInTime, type } from './pad.ts'
import { startLanguageChoice } from './languages.ts'
import { openPhoneCodes } from './phone.ts'
import { post, report } from './report.ts'
import { listenForScanner } from './scan.ts'
import { idle, isBusy, onScreen, start, stayLonger } from './screens.ts'
import { startReadingAloud } from './speech.ts'
import { startSync } from './sync.ts'
import { showWaiting } from './waiting.ts'

/**
 * The tablet's screen. Idle with its pad → told → thanks, a choice or kind words → idle again, by itself.
 * Each part has a file of its own; here they are set going.
 */
showWaiting()
// Also on a tablet at rest: what waits on it is handed in. One that is nobody's is not listened to until it is paired.
if (!document.querySelector('.kiosk-pairing')) startSync()
void startApp()

if (idle) {
  document.addEventListener('click', pressed)
  document.addEventListener('keydown', (event) => keyed(event, () => void report('check-ins')))
  keepDayFresh()
  onScreen((screen) => {
    if (screen === idle) void refreshDay()
  })
  returnInTime()
  listenForScanner()
  startLanguageChoice()
  startReadingAloud()
}

function pressed(event: MouseEvent) {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button') : null
  if (!button || isBusy()) return
  const { digit, act, session, path, body } = button.dataset
  if (digit !== undefined) type(digit)
  else if (act === 'erase') erase()
  else if (act === 'clear') clear()
  else if (act === 'back') start()
  else if (act === 'more') stayLonger()
  else if (act === 'camera') void openCamera()
  else if (act === 'phone') openPhoneCodes()
  else if (act === 'check-ins' || act === 'departures') void report(act, session)
  else if (act === 'post' && path !== undefined) void post(path, body ?? '{}')
}
