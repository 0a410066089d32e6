"use strict";

/** When it is busy: weekdays by hours of the day, and the busiest zones by hours. */
const heat = (() => {
  const LARGEST_CELL = 25;
  const AXIS = 20;
  const NARROW = 420;
  const ROWS_OF_BUSIEST = 12;
  const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const HOURS = d3.range(HOURS_PER_DAY);

  /** Monday is 0. */
  const weekday = (hour) => (words.date(hour).getUTCDay() + 6) % 7;

  function draw(page) {
    const { figures, measure } = page;
    const single = page.from === page.to;
    const [from, to] = single ? [0, figures.last] : [page.from, page.to];
    const folded = figures.grain !== "hour";
    const rows = folded ? weekRows(figures) : spanRows(figures, from, to);
    const cells = new Float64Array(7 * HOURS_PER_DAY * WIDTH);
    const times = new Float64Array(7 * HOURS_PER_DAY);
    const perZone = new Map();
    rows((hour, zone, add) => {
      const at = hour % HOURS_PER_DAY;
      if (page.isPicked(zone)) add(cells, (weekday(hour) * HOURS_PER_DAY + at) * WIDTH);
      if (!perZone.has(zone)) perZone.set(zone, new Float64Array(HOURS_PER_DAY * WIDTH));
      add(perZone.get(zone), at * WIDTH);
    });
    if (!folded) for (let slot = from; slot <= to; slot++) times[weekday(figures.slots[slot]) * HOURS_PER_DAY + figures.slots[slot] % HOURS_PER_DAY]++;
    const each = (value, i) => (measure.adds && times[i] ? value / times[i] : value);
    grid("#week", `${page.sayPicked()}, ${measure.name.toLowerCase()}${measure.adds && !folded ? " in a typical hour" : ""}`, measure,
      WEEK.map((name, d) => ({ name, values: HOURS.map((h) => each(measure.value(cells, (d * HOURS_PER_DAY + h) * WIDTH), d * HOURS_PER_DAY + h)) })),
      single && !folded ? [weekday(figures.slots[page.from]), figures.slots[page.from] % HOURS_PER_DAY] : null);
    drawBusiest(page, perZone);
    document.getElementById("heat-note").textContent = folded || single || (from === 0 && to === figures.last)
      ? "over all hours" : page.sayTime();
  }

  function spanRows(figures, from, to) {
    return (callback) => figures.each(from, to, (slot, zone, row) =>
      callback(figures.slots[slot], zone, (sums, at) => figures.addRow(row, sums, at)));
  }

  function weekRows(figures) {
    const { hour, zone, columns } = figures.week;
    return (callback) => hour.forEach((h, row) => callback(h, zone[row], (sums, at) => {
      for (let column = 0; column < WIDTH; column++) sums[at + column] += columns[column][row];
    }));
  }

  function drawBusiest(page, perZone) {
    const { measure } = page;
    const trips = (sums) => d3.sum(HOURS, (h) => sums[h * WIDTH + TRIPS]);
    const busiest = [...perZone].filter(([zone]) => !page.picked.borough || page.isPicked(zone))
      .sort((a, b) => trips(b[1]) - trips(a[1])).slice(0, ROWS_OF_BUSIEST);
    grid("#busiest", `The busiest zones, ${measure.name.toLowerCase()} by hour of the day`, measure,
      busiest.map(([zone, sums]) => ({
        name: zoneName(zone), pick: () => page.pick({ zone }),
        values: HOURS.map((h) => measure.value(sums, h * WIDTH)),
      })), null);
  }

  /** A grid of colours, hours from left to right. */
  function grid(into, title, measure, rows, marked) {
    const scale = new ColourScale(measure, rows.flatMap((row) => row.values));
    const box = d3.select(into);
    const width = box.node().clientWidth;
    const characters = width < NARROW ? 15 : 19;
    const names = rows.some((row) => row.name.length > 3) ? 7 * characters + 8 : 36;
    const cell = (width - names) / HOURS_PER_DAY;
    const height = Math.min(Math.max(cell, 17), LARGEST_CELL);
    box.selectAll("h3").data([title]).join("h3").text((d) => d);
    const svg = box.selectAll("svg").data([0]).join("svg")
      .attr("viewBox", `0 0 ${width} ${rows.length * height + AXIS}`).attr("role", "img")
      .attr("aria-label", `${title}. ${peak(rows, measure)}`);
    svg.selectAll("*").remove();
    svg.append("g").attr("class", "axis").selectAll("text").data([0, 6, 12, 18]).join("text")
      .attr("x", (h) => names + (h + 0.5) * cell).attr("y", 12).text(words.clock);
    const row = svg.append("g").selectAll("g").data(rows).join("g").attr("transform", (d, i) => `translate(0,${AXIS + i * height})`);
    const name = row.append("text").attr("class", "row-name").attr("x", names - 8).attr("y", height / 2 + 4).attr("text-anchor", "end")
      .text((d) => (d.name.length > characters ? `${d.name.slice(0, characters - 1)}…` : d.name));
    name.filter((d) => d.pick).classed("link", true).on("click", (event, d) => d.pick());
    row.selectAll("rect").data((d) => d.values.map((value, h) => ({ value, h, name: d.name }))).join("rect")
      .attr("x", (d) => names + d.h * cell + 0.75).attr("y", 0.75).attr("rx", 2).attr("width", cell - 1.5).attr("height", height - 1.5)
      .attr("class", (d) => scale.of(d.value))
      .append("title").text((d) => `${d.name}, ${words.clock(d.h)}: ${d.value > 0 ? say(measure, d.value) : "none"}`);
    if (marked) {
      svg.append("rect").attr("class", "marked").attr("x", names + marked[1] * cell).attr("y", AXIS + marked[0] * height)
        .attr("width", cell).attr("height", height).attr("rx", 3);
    }
    scale.legend(box.node());
  }

  /** A mean is no whole number of trips. */
  const say = (measure, value) => (Number.isInteger(value) || value >= 100 ? measure.say(Math.round(value)) : measure.adds && measure.id !== "total" && measure.id !== "fare"
    ? `${words.oneDecimal(value)} ${measure.name.toLowerCase()}` : measure.say(value));

  function peak(rows, measure) {
    const best = d3.greatest(rows.flatMap((row) => row.values.map((value, h) => ({ value, h, name: row.name }))),
      (d) => (d.value > 0 ? d.value : -1));
    return best && best.value > 0 ? `The highest is ${best.name}, ${words.clock(best.h)}: ${say(measure, best.value)}` : "";
  }

  return { draw };
})();
