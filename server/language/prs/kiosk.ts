import type { ParticipantTranslation } from '../text.ts'

export const kiosk: ParticipantTranslation<'kiosk'> = {
  idle: {
    title: 'ثبت حضور',
    today: 'امروز',
    nothing: 'امروز در اینجا برنامه‌ای نیست.',
    cancelled: 'لغو شده',
    now: 'اکنون · {{kind}}',
  },
  ask: {
    question: 'کد خود را بنویسید',
    how: 'کد شش رقم دارد. بعد «من آمدم» یا «من می‌روم» را فشار دهید.',
    typed_one: '{{count}} از 6 رقم',
    typed_other: '{{count}} از 6 رقم',
    pad: 'ارقام',
    clear: 'از نو',
    erase: 'پاک کردن یک رقم',
    checkIn: 'من آمدم',
    checkOut: 'من می‌روم',
    six: 'کد شش رقم دارد. اول هر شش رقم را بنویسید.',
    wait: 'یک لحظه …',
    unknown: 'این کد را نمی‌شناسیم. دوباره کوشش کنید یا از کارمندان کمک بخواهید.',
    slow: 'عجله نمی‌کنیم. کمی بعد دوباره کوشش کنید.',
    offline: 'اکنون به سیستم وصل نمی‌شویم. کمی بعد دوباره کوشش کنید یا به کارمندان بگویید.',
  },
  choice: { question: 'برای کدام فعالیت آمده‌اید؟' },
  alreadyIn: {
    said: 'حضور شما از قبل در {{name}} ثبت شده است.',
    others: 'به فعالیت دیگری می‌روید؟ آن را فشار دهید.',
    leave: 'من حالا می‌روم',
    stay: 'من اینجا می‌مانم',
  },
  nothingNow: {
    title: 'اکنون فعالیتی برای ثبت حضور نیست',
    next: 'به {{name}} خوش آمدید: {{day}}، ساعت {{time}}.',
    ask: 'از کارمندان بپرسید که بعد چه می‌شود.',
  },
  notIn: {
    title: 'حضور شما اکنون ثبت نیست',
    text: 'اگر فکر می‌کنید درست نیست، با کارمندان گپ بزنید.',
  },
  again: {
    title: 'این بار نشد',
    text: 'از نو شروع کنید یا از کارمندان کمک بخواهید.',
  },
  welcome: {
    title: 'خوش آمدید!',
    named: 'خوش آمدید، {{name}}!',
    checkedIn: 'حضور شما در {{name}} ثبت شد.',
    whenWhere: '{{when}} · {{place}}',
    tomorrow: 'فردا',
  },
  goodbye: {
    title: 'خدا حافظ!',
    named: 'خدا حافظ، {{name}}!',
    checkedOut: 'رفتن شما از {{name}} ثبت شد.',
    thanks: 'تشکر که آمدید.',
  },
  ring: {
    week: 'در این هفته',
    planned: 'پلان این هفته {{planned}} است.',
    ofPlanned: '{{hours}} از {{planned}} در این هفته',
    thisWeek: '{{hours}} در این هفته',
  },
  thanks: { done: 'تمام', more: 'وقت بیشتر' },
  kept: {
    welcome: 'خوش آمدید!',
    goodbye: 'خدا حافظ، و تشکر!',
    waits: 'اینجا در دستگاه ذخیره شد. وقتی شبکه دوباره وصل شود، فرستاده می‌شود.',
    undo: 'برگرداندن',
    undone: 'برگردانده شد.',
  },
  waiting: 'در انتظار: {{number}}، از {{time}}',
  rest: {
    title: 'صفحه استراحت می‌کند',
    text: 'تا آن وقت لطفاً حضور خود را نزد کارمندان ثبت کنید.',
  },
}
