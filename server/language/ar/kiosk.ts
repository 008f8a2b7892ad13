import type { ParticipantTranslation } from '../text.ts'

export const kiosk: ParticipantTranslation<'kiosk'> = {
  idle: {
    title: 'تسجيل الوصول',
    today: 'اليوم',
    nothing: 'لا توجد أنشطة هنا اليوم.',
    cancelled: 'أُلغي',
    now: 'الآن · {{kind}}',
  },
  ask: {
    question: 'ما هو رمزك؟',
    how: 'الرمز من ستة أرقام. ثم يُرجى الضغط على «تسجيل الوصول» أو «تسجيل المغادرة».',
    typed_zero: '{{count}} من 6 أرقام',
    typed_one: '{{count}} من 6 أرقام',
    typed_two: '{{count}} من 6 أرقام',
    typed_few: '{{count}} من 6 أرقام',
    typed_many: '{{count}} من 6 أرقام',
    typed_other: '{{count}} من 6 أرقام',
    pad: 'أرقام',
    clear: 'من البداية',
    erase: 'مسح رقم',
    checkIn: 'تسجيل الوصول',
    checkOut: 'تسجيل المغادرة',
    six: 'الرمز من ستة أرقام. يُرجى كتابة الأرقام الستة أولًا.',
    wait: 'لحظة من فضلك …',
    unknown: 'لم نتعرّف على هذا الرمز. يُرجى المحاولة مرة أخرى أو طلب المساعدة من الموظفين.',
    slow: 'لنأخذ وقتنا. يُرجى المحاولة مرة أخرى بعد قليل.',
    offline: 'لا يمكننا الاتصال بالنظام الآن. يُرجى المحاولة بعد قليل أو إبلاغ الموظفين.',
  },
  choice: { question: 'ما النشاط الذي جئت إليه؟' },
  alreadyIn: {
    said: 'وصولك مسجَّل من قبل في {{name}}.',
    others: 'هل تودّ الانتقال إلى نشاط آخر؟ يُرجى الضغط عليه.',
    leave: 'سأغادر الآن',
    stay: 'سأبقى هنا',
  },
  nothingNow: {
    title: 'لا يوجد الآن نشاط لتسجيل الوصول إليه',
    next: 'أهلًا بك في {{name}}، {{day}}، الساعة {{time}}.',
    ask: 'يمكنك سؤال الموظفين عن الخطوة التالية.',
  },
  notIn: {
    title: 'وصولك غير مسجَّل الآن',
    text: 'إن بدا ذلك غير صحيح فيمكنك التحدث مع الموظفين.',
  },
  again: {
    title: 'لم ينجح الأمر هذه المرة',
    text: 'يُرجى البدء من جديد أو طلب المساعدة من الموظفين.',
  },
  welcome: {
    title: 'أهلًا وسهلًا!',
    named: 'أهلًا وسهلًا، {{name}}!',
    checkedIn: 'تم تسجيل وصولك إلى {{name}}.',
    whenWhere: '{{when}} · {{place}}',
  },
  goodbye: {
    title: 'مع السلامة!',
    named: 'مع السلامة، {{name}}!',
    checkedOut: 'تم تسجيل مغادرتك من {{name}}.',
    thanks: 'شكرًا على حضورك.',
  },
  ring: {
    week: 'هذا الأسبوع',
    planned: 'خطة هذا الأسبوع: {{planned}}.',
    ofPlanned: 'هذا الأسبوع {{hours}}، والخطة {{planned}}',
    thisWeek: '{{hours}} هذا الأسبوع',
  },
  thanks: { done: 'تم', more: 'وقت أكثر' },
  rest: {
    title: 'الشاشة في استراحة',
    text: 'يُرجى تسجيل الوصول عند الموظفين في هذه الأثناء.',
  },
}
