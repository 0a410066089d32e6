"use strict";

/** Zones, by id: their name, borough, and where their hexagon is. */
const zones = new Map(
  JSON.parse(document.getElementById("zones-json").textContent)
    .map(([id, name, borough, row, half]) => [id, { id, name, borough, row, half }]));

const BOROUGHS = ["Manhattan", "Brooklyn", "Queens", "Bronx", "Staten Island", "EWR", "elsewhere"];
const boroughOf = (zone) => {
  const at = BOROUGHS.indexOf(zones.get(zone).borough);
  return at < 0 ? BOROUGHS.length - 1 : at;
};
const boroughName = (borough) => ({ EWR: "Newark Airport", elsewhere: "Unknown or outside" }[borough] || borough);
/** Zone 264 is "N/A" in the TLC's table, which tells nobody anything. */
const zoneName = (id) => (id === 264 ? "Unknown zone" : zones.get(id).name);

/** What is added up, in the order of the packed columns. */
const COLUMNS = ["late", "quiet", "trips", "passengers", "seconds", "miles", "fare", "tip", "tolls", "total"];
const WIDTH = COLUMNS.length;
const [LATE, , TRIPS, PASSENGERS, SECONDS, MILES, FARE, TIP, TOLLS, TOTAL] = COLUMNS.keys();
const ZONE_KEYS = 266;
const HOURS_PER_DAY = 24;
/** A longer time without a trip is left out: a few wrong dates would stretch everything. */
const LONGEST_GAP_HOURS = 48;

/** The colours' measures; value takes the sums of a zone, and returns NaN where there is none. */
const MEASURES = [
  { id: "trips", name: "Trips", adds: true, value: (s, i) => s[i + TRIPS], say: (v) => words.count(v, "trip"),
    brief: words.short },
  { id: "passengers", name: "Passengers", adds: true, value: (s, i) => s[i + PASSENGERS],
    say: (v) => words.count(v, "passenger"), brief: words.short },
  { id: "total", name: "Total paid", adds: true, value: (s, i) => s[i + TOTAL], say: words.cents,
    brief: (v) => `$${words.short(v / 100)}` },
  { id: "fare", name: "Fares", adds: true, value: (s, i) => s[i + FARE], say: words.cents,
    brief: (v) => `$${words.short(v / 100)}` },
  { id: "tip", name: "Tip, in per cent of the fare", value: (s, i) => (s[i + FARE] > 0 ? 100 * s[i + TIP] / s[i + FARE] : NaN),
    say: (v) => `${words.oneDecimal(v)} % tip`, brief: (v) => `${words.short(v)} %` },
  { id: "miles", name: "Miles a trip", value: (s, i) => (s[i + TRIPS] > 0 ? s[i + MILES] / 100 / s[i + TRIPS] : NaN),
    say: (v) => `${words.oneDecimal(v)} miles a trip`, brief: words.short },
  { id: "minutes", name: "Minutes a trip", value: (s, i) => (s[i + TRIPS] > 0 ? s[i + SECONDS] / 60 / s[i + TRIPS] : NaN),
    say: (v) => `${words.oneDecimal(v)} minutes a trip`, brief: words.short },
  { id: "late", name: "Late trips", adds: true, value: (s, i) => s[i + LATE], say: (v) => words.count(v, "late trip"),
    brief: words.short },
];

/** The figures, as they stand in the page or come from its server. */
class Figures {
  static async of(json) {
    const totals = await unpack(json.columns, json.rows);
    const week = json.week ? await unpack(json.week, json.weekRows) : null;
    return new Figures(json, totals, week);
  }

  constructor(json, totals, week) {
    Object.assign(this, { json, grain: json.grain, week });
    this.columns = totals.columns;
    this.zone = totals.zone;
    this.lineUp(totals.hour);
    this.countByBorough();
  }

  /** The slots: hours, or days, from the first to the last; and at which row each begins. */
  lineUp(hour) {
    const slots = [];
    const rowOf = [];
    const step = { hour: 1, day: HOURS_PER_DAY }[this.grain];
    this.cuts = [];
    for (let row = 0; row < hour.length; row++) {
      const last = slots[slots.length - 1];
      if (hour[row] === last) continue;
      if (slots.length && step && hour[row] - last <= Math.max(LONGEST_GAP_HOURS, 2 * step)) {
        for (let h = last + step; h < hour[row]; h += step) {
          slots.push(h);
          rowOf.push(row);
        }
      } else if (slots.length && step) {
        this.cuts.push(slots.length);
      }
      slots.push(hour[row]);
      rowOf.push(row);
    }
    rowOf.push(hour.length);
    this.slots = slots;
    this.rowOf = rowOf;
  }

  get last() {
    return this.slots.length - 1;
  }

  /** The trips of each borough in each slot. */
  countByBorough() {
    const trips = this.columns[TRIPS];
    const borough = new Uint8Array(ZONE_KEYS);
    for (const id of zones.keys()) borough[id] = boroughOf(id);
    this.tripsOf = BOROUGHS.map(() => new Float64Array(this.slots.length));
    for (let slot = 0; slot < this.slots.length; slot++) {
      for (let row = this.rowOf[slot]; row < this.rowOf[slot + 1]; row++) {
        this.tripsOf[borough[this.zone[row]]][slot] += trips[row];
      }
    }
  }

  /** The sums of each zone over a span of slots, both ends included. */
  sums(from, to) {
    const sums = new Float64Array(ZONE_KEYS * WIDTH);
    const end = this.rowOf[to + 1];
    for (let column = 0; column < WIDTH; column++) {
      const values = this.columns[column];
      for (let row = this.rowOf[from]; row < end; row++) sums[this.zone[row] * WIDTH + column] += values[row];
    }
    return sums;
  }

  /** Calls back for each row of a span: with its slot, its zone, and its number. */
  each(from, to, callback) {
    for (let slot = from; slot <= to; slot++) {
      for (let row = this.rowOf[slot]; row < this.rowOf[slot + 1]; row++) callback(slot, this.zone[row], row);
    }
  }

  /** Adds a row to the sums that begin there. */
  addRow(row, sums, at) {
    for (let column = 0; column < WIDTH; column++) sums[at + column] += this.columns[column][row];
  }

  get rejectedCount() {
    return d3.sum(Object.values(this.json.rejected));
  }
}

/** Undoes Columns.java: deflated variable-length integers, column by column, in base64. */
async function unpack(base64, rows) {
  const text = atob(base64);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let at = 0;
  const next = () => {
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  const hour = new Int32Array(rows);
  const zone = new Uint16Array(rows);
  for (let row = 0, key = 0; row < rows; row++) {
    key += next();
    hour[row] = Math.floor(key / ZONE_KEYS);
    zone[row] = key - hour[row] * ZONE_KEYS;
  }
  const columns = COLUMNS.map(() => Float64Array.from({ length: rows }, next));
  return { hour, zone, columns };
}
