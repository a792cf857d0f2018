// What each finding of a test of a telephone system means and what to do, in Persian. In English the server says it.
import type { TestStep } from '../../shared/api/telephony.ts';
import { isolateAuto, isolateLtr } from '../text/bidi.ts';
import type { StepFigures } from './step-figures.ts';

type Sentence = (step: TestStep, shown: StepFigures) => string;

const code = isolateLtr;
const detail = ({ detail: text }: TestStep): string => (text === undefined ? '' : code(text));
const until = ({ until: at }: TestStep, { moment }: StepFigures): string =>
  at === undefined ? '' : ` آخرین سطر آن مربوط به ${moment(at)} است.`;

const costs: Readonly<Record<string, string>> = {
  'read agent': `بدون ${code('read = agent')} هیچ تماسی شمرده نمی‌شود`,
  'read call': `بدون ${code('read = call')} هیچ تماسی شمرده نمی‌شود`,
  'read system': `بدون ${code('read = system')} صفی که هنگام راه‌اندازی دیرتر بارگذاری شود دیرتر دیده می‌شود`,
  'write reporting': `بدون ${code('write = reporting')} پس از قطع ارتباط نمی‌توان تماس‌های ازدست‌رفته را شناخت`,
};

const sentences: Readonly<Record<string, Sentence>> = {
  reached: (step) => `نشانی ${detail(step)} پاسخ می‌دهد.`,
  'name-unknown': () => 'این نام شناخته نشد. املای آن را بررسی کنید یا نشانی IP را وارد کنید.',
  'port-closed': () =>
    `دستگاه پاسخ می‌دهد، اما روی این درگاه برنامه‌ای نیست. آیا مرکز تلفن روشن و درگاه درست است؟ ${code('bindaddr')} در ${code('manager.conf')} یا ${code('listen-ip')} در ${code('event_socket.conf.xml')} نیز باید دسترسی از این سرور را مجاز کند.`,
  'no-route': () => 'از این سرور مسیری به این نشانی نیست. نشانی و شبکه را بررسی کنید.',
  'no-answer': () => 'پاسخی نرسید. آیا نشانی درست و دستگاه روشن است؟ شاید دیوارهٔ آتش این درگاه را بسته باشد.',
  'certificate-trusted': () => 'گواهی را مرجع معتبری صادر کرده است.',
  'certificate-pinned': () => 'گواهی همان گواهی تأییدشده است.',
  certificate: () => 'گواهی را مرجع معتبری صادر نکرده است. اثر انگشت آن را با گواهی مرکز تلفن مقایسه و سپس تأیید کنید.',
  'certificate-name': () =>
    'گواهی برای نشانی دیگری صادر شده است. همان نشانی را وارد کنید، یا اثر انگشت را مقایسه و گواهی را تأیید کنید.',
  'certificate-expired': () =>
    'گواهی اکنون معتبر نیست. آن را تمدید کنید، ساعت این سرور را بررسی کنید، یا پس از مقایسهٔ اثر انگشت آن را تأیید کنید.',
  'certificate-changed': () =>
    'گواهی با گواهی تأییدشده یکی نیست. اگر تمدید شده است اثر انگشت جدید را مقایسه و تأیید کنید؛ در غیر این صورت شاید دستگاه دیگری پاسخ می‌دهد.',
  'not-tls': () => 'این درگاه TLS ندارد. «بدون TLS» را انتخاب کنید یا درگاه TLS (معمولاً ۵۰۳۹) را وارد کنید.',
  'tls-failed': () => 'اتصال TLS برقرار نشد: نسخه یا رمزنگاری مشترکی پیدا نشد.',
  ami: (step) => `رابط مدیریت Asterisk پاسخ می‌دهد: ${detail(step)}`,
  esl: () => 'درگاه رویدادهای FreeSWITCH پاسخ می‌دهد.',
  'no-greeting': () =>
    'درگاه باز است، اما پیامی نمی‌فرستد: متعلق به سرویس دیگری، مانند وب‌سرور، است یا مرکز تلفن پاسخ‌گو نیست.',
  'tls-here': () => 'این درگاه TLS دارد. «با TLS» را انتخاب کنید.',
  'closed-early': () => 'درگاه باز است، اما اتصال بلافاصله بسته می‌شود. شاید سرویس دیگری روی آن است.',
  'not-ami': (step) =>
    `روی این درگاه سرویس دیگری است${step.detail === undefined ? '' : ` (${detail(step)})`}. درگاه رابط مدیریت (معمولاً ۵۰۳۸) را وارد کنید.`,
  'not-esl': (step) =>
    `روی این درگاه سرویس دیگری است${step.detail === undefined ? '' : ` (${detail(step)})`}. درگاه رویدادها (معمولاً ۸۰۲۱) را وارد کنید.`,
  'address-refused': (step) =>
    `مرکز تلفن نشانی این سرور (${detail(step)}) را نمی‌پذیرد. آن را به ${code('apply-inbound-acl')} در ${code('event_socket.conf.xml')} اضافه کنید.`,
  version: (step) => detail(step),
  'asterisk-too-old': (step) => `${detail(step)}: نسخه قدیمی است؛ Asterisk 12 یا جدیدتر لازم است.`,
  'signed-in': () => 'ورود انجام شد.',
  'login-refused': (step) =>
    `ورود پذیرفته نشد و مرکز تلفن علت را اعلام نمی‌کند. نام کاربری و رمز را بررسی کنید؛ ${code('permit')} و ${code('deny')} در ${code('manager.conf')} نیز باید نشانی ${detail(step)} را مجاز کند.`,
  'password-refused': () => `رمز پذیرفته نشد. رمز در ${code('event_socket.conf.xml')} است.`,
  'login-in-use': () =>
    `با همین نام کاربری اتصال دیگری باز است (${code('allowmultiplelogin = no')}). چند اتصال را مجاز کنید یا برای هر سرور کاربری جدا بسازید.`,
  closed: () => 'مرکز تلفن اتصال را بست.',
  silent: () => 'مرکز تلفن دیگر پاسخ نمی‌دهد: متوقف شده است، یا برنامهٔ دیگری که به آن متصل است داده‌ها را نمی‌خواند.',
  unreadable: () => 'دادهٔ مرکز تلفن قابل خواندن نیست.',
  'rights-proved': ({ proved = [], unseen = [] }) => {
    const rest = `؛ ${code(unseen.join(', '))} در این آزمایش دیده نشد و در سطر ${code('read')} نیز لازم است.`;
    return `رویدادها دریافت می‌شود: ${code(proved.join(', '))}${unseen.length === 0 ? '.' : rest}`;
  },
  'rights-missing': ({ missing = [], proved = [] }) =>
    `در ${code('manager.conf')} این مجوزها کم است: ${missing.map((right) => costs[right] ?? code(right)).join('؛ ')}.${
      ['agent', 'call'].every((name) => proved.includes(name) || missing.includes(`read ${name}`))
        ? ''
        : ' بقیهٔ مجوزها هنوز ثابت نشده است: هنگام یک تماس دوباره آزمایش کنید.'
    }`,
  'rights-unproved': () =>
    'هنگام آزمایش رویدادی از صف‌ها نرسید، پس مجوز خواندن رویدادها ثابت نشد. هنگام یک تماس دوباره آزمایش کنید.',
  queues: (step, { count }) =>
    `${count(step.queues ?? 0)} صف با ${count(step.members ?? 0)} عضو: ${isolateAuto(step.detail ?? '')}`,
  'queues-none': () =>
    `صفی تعریف نشده است. ${code('queues.conf')} یا ${code('callcenter.conf.xml')} را بررسی کنید؛ صفی که دیرتر بارگذاری شود خودکار دیده می‌شود.`,
  'queues-denied': () => 'این کاربر مجاز به دیدن فهرست صف‌ها نیست.',
  'queues-booting': () =>
    `صف‌ها هنوز بارگذاری نشده است: ${code('app_queue')} بارگذاری نشده یا Asterisk در حال راه‌اندازی است. دوباره آزمایش کنید.`,
  'no-call-centre': () => `ماژول ${code('mod_callcenter')} پاسخ نمی‌دهد. آن را بارگذاری کنید.`,
  'queue-log-unset': () =>
    'مسیر queue_log وارد نشده است: تماس‌های هنگام قطع ارتباط فقط شمرده می‌شود و بازیابی نمی‌شود. اگر این سرور فایل را می‌خواند مسیر آن را وارد کنید.',
  'queue-log-missing': () =>
    'چنین فایلی روی این سرور نیست. مسیر را بررسی کنید؛ فایل دستگاه دیگر باید با این سرور به اشتراک گذاشته شود.',
  'queue-log-unreadable': () =>
    `این سرور اجازهٔ خواندن فایل را ندارد. به کاربر آن دسترسی بدهید، مانند عضویت در گروه Asterisk: ${code('usermod -aG asterisk wallboard')}`,
  'queue-log-no-file': () => 'این مسیر فایل نیست. مسیر خود فایل queue_log را وارد کنید.',
  'queue-log-foreign': () => 'در این فایل سطری از queue_log نیست. مسیر را اصلاح کنید.',
  'queue-log-stale': (step, shown) =>
    `به فایل چیزی اضافه نمی‌شود.${until(step, shown)} Asterisk در فایل دیگری یا در پایگاه داده می‌نویسد (${code('queue_log_to_file = yes')} در ${code('logger.conf')} هر دو را می‌نویسد).`,
  'queue-log-rotated': () =>
    `Asterisk هنوز در فایل پیش از چرخش می‌نویسد. پس از هر چرخش ${code('asterisk -rx "logger reload"')} را اجرا کنید (${code('postrotate')}).`,
  'queue-log-grows': () => 'فایل خوانده می‌شود و هنگام آزمایش به آن اضافه شد.',
  'queue-log-current': (step, shown) => `فایل خوانده می‌شود و همان است که Asterisk می‌نویسد.${until(step, shown)}`,
  'queue-log-empty': () =>
    'فایل خوانده می‌شود و خالی است. با تماس بعدی معلوم می‌شود که Asterisk در آن می‌نویسد یا نه: هنگام یک تماس دوباره آزمایش کنید.',
  'queue-log-unproved': (step, shown) =>
    `فایل خوانده می‌شود.${until(step, shown)} با تماس بعدی معلوم می‌شود که به آن اضافه می‌شود یا نه: هنگام یک تماس دوباره آزمایش کنید.`,
  clock: ({ skew = 0 }, { seconds }) => `اختلاف ساعت‌ها ${seconds(skew)} ثانیه است.`,
  'clock-differs': ({ skew = 0 }, { seconds }) =>
    `ساعت مرکز تلفن ${seconds(skew)} ثانیه ${skew > 0 ? 'عقب' : 'جلو'} است. در ارقام در نظر گرفته می‌شود؛ بهتر است هر دو با NTP تنظیم شود.`,
  'clock-unknown': () => 'مرکز تلفن ساعت خود را اعلام نمی‌کند.',
  unstamped: () =>
    `رویدادها زمان ندارد (${code('timestampevents = yes')} در ${code('manager.conf')}): رویدادی که دیر برسد با زمان رسیدن شمرده می‌شود.`,
};

/** A finding that only a newer server knows has its English sentence. */
export const sentenceFa = (step: TestStep, shown: StepFigures): string =>
  sentences[step.code]?.(step, shown) ?? step.message;
