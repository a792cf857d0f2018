// Who answers in the demo. All names are invented: family names are words of the landscape, so that nobody is meant.
import type { Name } from '../../../shared/wire.ts';

export type DemoOfficial = {
  id: string;
  name: Name;
  title: Name;
  desk: string;
  queue: string;
  agency: string;
  /** For officials of one county. */
  county?: string;
};

type Person = [id: string, fa: string, en: string, titleFa: string, titleEn: string];
type Place = Pick<DemoOfficial, 'desk' | 'queue' | 'agency' | 'county'>;

const at = (place: Place, ...people: Person[]): DemoOfficial[] =>
  people.map(([id, fa, en, titleFa, titleEn]) => ({
    id,
    name: { fa, en },
    title: { fa: titleFa, en: titleEn },
    ...place,
  }));

const county = (desk: string, id: string): Place => ({
  desk,
  queue: 'samad-governors',
  agency: 'governorate',
  county: id,
});

/** Two at each desk of the recording, who take turns. */
export const demoOfficials: readonly DemoOfficial[] = [
  ...at(
    county('m-1201', 'sari'),
    ['sohrab-daryakenar', 'سهراب دریاکنار', 'Sohrab Daryakenar', 'فرماندار ساری', 'Governor of Sari'],
    ['nasrin-kuhpayeh', 'نسرین کوهپایه', 'Nasrin Kuhpayeh', 'معاون فرماندار ساری', 'Deputy Governor of Sari'],
  ),
  ...at(
    county('m-1202', 'babol'),
    ['golnar-baharestan', 'گلنار بهارستان', 'Golnar Baharestan', 'فرماندار بابل', 'Governor of Babol'],
    ['siavash-chamanzar', 'سیاوش چمن‌زار', 'Siavash Chamanzar', 'معاون فرماندار بابل', 'Deputy Governor of Babol'],
  ),
  ...at(
    county('m-1203', 'qaemshahr'),
    ['bahram-shalizar', 'بهرام شالیزار', 'Bahram Shalizar', 'فرماندار قائم‌شهر', 'Governor of Qaemshahr'],
    [
      'mahtab-cheshmehsar',
      'مهتاب چشمه‌سار',
      'Mahtab Cheshmehsar',
      'معاون فرماندار قائم‌شهر',
      'Deputy Governor of Qaemshahr',
    ],
  ),
  ...at(
    { desk: 'm-1301', queue: 'samad-roads', agency: 'roads' },
    ['kaveh-rahsepar', 'کاوه راه‌سپار', 'Kaveh Rahsepar', 'مدیرکل راه و شهرسازی', 'Director General of Roads'],
    ['pouneh-arghavan', 'پونه ارغوان', 'Pouneh Arghavan', 'معاون مسکن و ساختمان', 'Deputy for Housing'],
  ),
  ...at(
    { desk: 'm-1302', queue: 'samad-roads', agency: 'roads' },
    ['arash-sangchin', 'آرش سنگ‌چین', 'Arash Sangchin', 'معاون راهداری', 'Deputy for Road Maintenance'],
    ['taraneh-sepidar', 'ترانه سپیدار', 'Taraneh Sepidar', 'معاون شهرسازی', 'Deputy for Urban Planning'],
  ),
  ...at(
    { desk: 'm-1401', queue: 'samad-water', agency: 'water' },
    ['farhad-abshar', 'فرهاد آبشار', 'Farhad Abshar', 'مدیرعامل آب و فاضلاب', 'Managing Director of Water'],
    ['minoo-baranzad', 'مینو باران‌زاد', 'Minoo Baranzad', 'معاون مشترکان', 'Deputy for Customers'],
  ),
  ...at(
    { desk: 'm-1402', queue: 'samad-water', agency: 'water' },
    ['keyvan-rudkhaneh', 'کیوان رودخانه', 'Keyvan Rudkhaneh', 'معاون بهره‌برداری', 'Deputy for Operation'],
    ['shirin-golzar', 'شیرین گلزار', 'Shirin Golzar', 'معاون طرح و توسعه', 'Deputy for Development'],
  ),
  ...at(
    { desk: 'm-1501', queue: 'samad-labour', agency: 'labour' },
    ['nader-afrakuh', 'نادر افراکوه', 'Nader Afrakuh', 'مدیرکل تعاون، کار و رفاه', 'Director General of Labour'],
    ['laleh-shabnamzar', 'لاله شبنم‌زار', 'Laleh Shabnamzar', 'معاون اشتغال', 'Deputy for Employment'],
  ),
  ...at(
    { desk: 'm-1601', queue: 'samad-health', agency: 'health' },
    ['homa-nilufarzar', 'هما نیلوفرزار', 'Homa Nilufarzar', 'رئیس علوم پزشکی', 'President of Medical Sciences'],
    ['bijan-jangalneshin', 'بیژن جنگل‌نشین', 'Bijan Jangalneshin', 'معاون درمان', 'Deputy for Treatment'],
  ),
];
