import { locale, m } from '#lib/messages';

const ZONE = 'Asia/Jakarta';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Moment = string | number | Date;

function format(moment: Moment, options: Intl.DateTimeFormatOptions): string {
  const language = locale.current === 'en' ? 'en-GB' : 'id-ID';
  return new Intl.DateTimeFormat(language, { timeZone: ZONE, ...options }).format(new Date(moment));
}

/** A date without time ("2026-11-23") belongs to no zone: noon keeps it on its day. */
function asMoment(date: Moment): Moment {
  return typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date)
    ? `${date}T12:00:00+07:00`
    : date;
}

/** "23/11/2026" */
export function formatDate(date: Moment): string {
  return format(asMoment(date), { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** "23 November 2026" */
export function formatDateLong(date: Moment): string {
  return format(asMoment(date), { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "10.42" (WIB) */
export function formatTime(moment: Moment): string {
  return format(moment, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "23/11/2026 10.42 WIB" */
export function formatDateTime(moment: Moment): string {
  return `${formatDate(moment)} ${formatTime(moment)} WIB`;
}

function dayOf(moment: Moment): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(moment));
}

/** "baru saja", "5 menit lalu", "hari ini 10.42", "kemarin 10.42", else the date. `now` in ms. */
export function formatRelative(moment: Moment, now: number): string {
  const then = new Date(moment).getTime();
  const age = now - then;
  if (age < MINUTE && age > -MINUTE) return m.ui_time_now();
  if (age > 0 && age < HOUR) return m.ui_time_minutes({ count: Math.floor(age / MINUTE) });
  const time = formatTime(moment);
  if (dayOf(then) === dayOf(now)) return m.ui_time_today({ time });
  if (dayOf(then) === dayOf(now - DAY)) return m.ui_time_yesterday({ time });
  return formatDate(moment);
}

/** "10.42" today, else "23/11 10.42": the age of last-seen data. */
export function formatSeenAt(moment: Moment, now: number): string {
  const time = formatTime(moment);
  if (dayOf(moment) === dayOf(now)) return time;
  return `${format(moment, { day: '2-digit', month: '2-digit' })} ${time}`;
}

/** 1234.5 -> "1.234,5" */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale.current === 'en' ? 'en-GB' : 'id-ID').format(value);
}
