"use strict";

/** How the page says numbers, amounts and times. */
const words = (() => {
  const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
  const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
  const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
  const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  /** The date of an hour counted since 1970, as if it were UTC. */
  const date = (hour) => new Date(hour * 3600000);
  const day = (hour) => {
    const d = date(hour);
    return `${DAYS[d.getUTCDay()]} ${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
  };
  const clock = (hourOfDay) => `${hourOfDay % 12 || 12} ${hourOfDay % 24 < 12 ? "am" : "pm"}`;
  const month = (hour) => `${MONTHS[date(hour).getUTCMonth()]} ${date(hour).getUTCFullYear()}`;

  /** When a span of this grain begins. */
  function begin(hour, grain) {
    switch (grain) {
      case "hour": return `${day(hour)}, ${clock(date(hour).getUTCHours())}`;
      case "day": return day(hour);
      case "month": return month(hour);
      default: return String(date(hour).getUTCFullYear());
    }
  }

  const count = (n, one, many = `${one}s`) => `${whole.format(n)} ${n === 1 ? one : many}`;
  const percent = (part, all) => (all ? `${oneDecimal.format((100 * part) / all)} %` : "–");

  /** How long ago something was. */
  function ago(instant, now) {
    const seconds = Math.max(0, Math.round((now - new Date(instant)) / 1000));
    if (seconds < 5) return "just now";
    if (seconds < 120) return `${seconds} seconds ago`;
    if (seconds < 7200) return `${Math.round(seconds / 60)} minutes ago`;
    if (seconds < 172800) return `${Math.round(seconds / 3600)} hours ago`;
    return `${Math.round(seconds / 86400)} days ago`;
  }

  const REASONS = {
    not_json: "not JSON",
    not_an_object: "JSON, but not an object",
    missing_pickup_time: "without a pickup time",
    bad_pickup_time: "with an unreadable pickup time",
    pickup_before_2009: "picked up before 2009",
    pickup_in_future: "picked up after they arrived",
    missing_zone: "without a pickup zone",
    bad_zone: "with a zone that does not exist",
    misplaced: "aggregates of another shard",
    duplicate: "repetitions",
  };

  return {
    whole: (n) => whole.format(n),
    oneDecimal: (n) => oneDecimal.format(n),
    short: (n) => short.format(n),
    cents: (n) => cents.format(n / 100),
    dollars: (n) => dollars.format(n / 100),
    count, percent, day, clock, month, begin, date, ago, DAYS,
    reason: (id) => REASONS[id] || id,
  };
})();
