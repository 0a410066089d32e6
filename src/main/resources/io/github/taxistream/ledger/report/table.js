"use strict";

/** What is picked as a table: zones of the city or a borough, or the hours of a zone. */
const figureTable = (() => {
  const FIRST_ROWS = 50;
  const by = (id) => document.getElementById(id);
  const number = (column, say) => ({ get: (r) => r.sums[column], say: (r) => say(r.sums[column]) });
  const mean = (measure) => ({
    get: (r) => MEASURES.find((m) => m.id === measure).value(r.sums, 0),
    say: (r) => { const v = MEASURES.find((m) => m.id === measure).value(r.sums, 0); return v === v ? words.oneDecimal(v) : "–"; },
  });
  const COLUMNS_SHOWN = [
    { name: "Trips", ...number(TRIPS, words.whole) },
    { name: "Passengers", ...number(PASSENGERS, words.whole) },
    { name: "Fares", ...number(FARE, words.cents) },
    { name: "Tip, % of fare", ...mean("tip") },
    { name: "Total", ...number(TOTAL, words.cents) },
    { name: "Miles a trip", ...mean("miles") },
    { name: "Minutes a trip", ...mean("minutes") },
    { name: "Late trips", ...number(LATE, words.whole) },
  ];
  let page;
  let sorted = { column: "Trips", down: true };
  let all = false;
  let rows = [];

  function create(ofPage) {
    page = ofPage;
    by("csv").addEventListener("click", download);
    by("more").addEventListener("click", () => {
      all = !all;
      draw();
    });
  }

  const isZone = () => page.picked.zone !== undefined;
  const columns = () => (isZone()
    ? [{ name: "Hour", get: (r) => r.hour, say: (r) => words.begin(r.hour, page.figures.grain), text: true }]
    : [{ name: "Zone", get: (r) => zoneName(r.zone), say: (r) => zoneName(r.zone), text: true },
      { name: "Borough", get: (r) => boroughName(BOROUGHS[boroughOf(r.zone)]), say: (r) => boroughName(BOROUGHS[boroughOf(r.zone)]), text: true }])
    .concat(COLUMNS_SHOWN);

  function collect() {
    if (!isZone()) {
      return [...zones.keys()].filter((zone) => page.isPicked(zone))
        .map((zone) => ({ zone, sums: page.sums.subarray(zone * WIDTH, (zone + 1) * WIDTH) })).filter((r) => r.sums[TRIPS]);
    }
    const found = [];
    page.figures.each(page.from, page.to, (slot, zone, row) => {
      if (zone !== page.picked.zone) return;
      const sums = new Float64Array(WIDTH);
      page.figures.addRow(row, sums, 0);
      found.push({ zone, hour: page.figures.slots[slot], sums });
    });
    return found;
  }

  function draw() {
    const shown = columns();
    rows = collect();
    const key = shown.find((c) => c.name === sorted.column) || shown[0];
    const order = key.text && typeof key.get(rows[0] || { sums: [], zone: 1, hour: 0 }) === "string"
      ? (a, b) => key.get(a).localeCompare(key.get(b), "en") : (a, b) => (key.get(a) || 0) - (key.get(b) || 0);
    rows.sort((a, b) => (sorted.down ? order(b, a) : order(a, b)));
    const table = d3.select("#table");
    table.selectAll("caption").data([0]).join("caption").text(`${page.sayPicked()}, ${page.sayTime()}: ${words.count(rows.length, isZone() ? "hour" : "zone")}`);
    const head = table.selectAll("thead").data([0]).join("thead").selectAll("tr").data([0]).join("tr")
      .selectAll("th").data(shown).join("th").attr("scope", "col").attr("class", (c) => (c.text ? "text" : null))
      .attr("aria-sort", (c) => (c === key || c.name === key.name ? (sorted.down ? "descending" : "ascending") : null));
    head.selectAll("button").data((c) => [c]).join("button").attr("type", "button").text((c) => c.name)
      .on("click", (event, c) => {
        sorted = { column: c.name, down: sorted.column === c.name ? !sorted.down : !c.text };
        draw();
      });
    table.selectAll("tbody").data([0]).join("tbody").selectAll("tr").data(all ? rows : rows.slice(0, FIRST_ROWS)).join("tr")
      .selectAll("td").data((r) => shown.map((c) => [c, c.say(r)])).join("td")
      .attr("class", ([c]) => (c.text ? "text" : null)).text((d) => d[1]);
    by("more").hidden = rows.length <= FIRST_ROWS;
    by("more").textContent = all ? `Show the first ${FIRST_ROWS}` : `Show all ${words.whole(rows.length)}`;
  }

  /** The sums themselves: who wants means can divide. */
  function download() {
    const decimal = (hundredths) => (hundredths / 100).toFixed(2);
    const quoted = (text) => `"${text.replace(/"/g, '""')}"`;
    const time = (hour) => words.date(hour).toISOString().slice(0, 16).replace("T", " ");
    const names = [...(isZone() ? ["begin"] : []), "zone_id", "borough", "zone", "trips", "passengers", "duration_seconds",
      "distance_miles", "fare_amount", "tip_amount", "tolls_amount", "total_amount", "late_trips"];
    const lines = rows.map((r) => [...(isZone() ? [time(r.hour)] : []), r.zone, quoted(zones.get(r.zone).borough), quoted(zones.get(r.zone).name),
      r.sums[TRIPS], r.sums[PASSENGERS], r.sums[SECONDS], ...[MILES, FARE, TIP, TOLLS, TOTAL].map((c) => decimal(r.sums[c])), r.sums[LATE]].join(","));
    const url = URL.createObjectURL(new Blob([[names.join(","), ...lines, ""].join("\n")], { type: "text/csv" }));
    Object.assign(document.createElement("a"), { href: url, download: "taxi-trips.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  return { create, draw };
})();
