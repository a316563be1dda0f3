/** Times as a messenger shows them: hours on bubbles, days between them. */

const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const dayOfYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const dayWithYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
});
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const shortDate = new Intl.DateTimeFormat("en-GB", {
  day: "2-digit",
  month: "2-digit",
  year: "2-digit",
});
const complete = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
const fromUnix = (unix) => new Date(unix * 1000);

export const timeOfDay = (unix) => hours.format(fromUnix(unix));

/** Hour, minute and second of an ISO string or a Unix time in seconds. */
export function timeWithSeconds(instant) {
  const date = typeof instant === "number" ? fromUnix(instant) : new Date(instant);
  return Number.isNaN(date.getTime()) ? "" : seconds.format(date);
}

export const fullTime = (unix) => complete.format(fromUnix(unix));

const LARGEST_UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** A language that the browser knows, British English for none or an odd one. */
function known(language) {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en-GB";
  } catch {
    return "en-GB";
  }
}

/** An instant in the reader's zone: "r" is relative, else w?[dD]?[tT]?, as Telegram's formats. */
export function formattedTime(unix, format, language) {
  const locale = known(language);
  if (format === "r") {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const ahead = unix - Date.now() / 1000;
    const [unit, size] = LARGEST_UNITS.find((one) => Math.abs(ahead) >= one[1]) ?? ["second", 1];
    return relative.format(Math.round(ahead / size), unit);
  }
  const has = (letter) => format.includes(letter);
  return new Intl.DateTimeFormat(locale, {
    weekday: has("w") ? "long" : undefined,
    ...(has("D") && { day: "numeric", month: "long", year: "numeric" }),
    ...(has("d") && { day: "2-digit", month: "2-digit", year: "2-digit" }),
    ...((has("t") || has("T")) && { hour: "2-digit", minute: "2-digit" }),
    second: has("T") ? "2-digit" : undefined,
  }).format(fromUnix(unix));
}

/** A key that changes at midnight, for separators between days. */
export const dayKey = (unix) => midnight(fromUnix(unix));

export function dayName(unix) {
  const date = fromUnix(unix);
  const ago = daysAgo(date);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return (date.getFullYear() === new Date().getFullYear() ? dayOfYear : dayWithYear).format(date);
}

/** The short mark in the side list: an hour today, a weekday this week, a date before. */
export function listTime(unix) {
  const date = fromUnix(unix);
  const ago = daysAgo(date);
  if (ago === 0) return hours.format(date);
  return ago < 7 ? weekday.format(date) : shortDate.format(date);
}
