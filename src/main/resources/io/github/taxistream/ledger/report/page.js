"use strict";

/** What is picked, and what is to be drawn anew when that changes. */
const page = {
  figures: null,
  measure: MEASURES[0],
  picked: {},
  from: 0,
  to: 0,
  sums: null,
  scale: null,

  isPicked(zone) {
    if (this.picked.zone !== undefined) return zone === this.picked.zone;
    return this.picked.borough === undefined || BOROUGHS[boroughOf(zone)] === this.picked.borough;
  },

  sayPicked() {
    if (this.picked.zone !== undefined) return zoneName(this.picked.zone);
    return this.picked.borough ? boroughName(this.picked.borough) : "The whole city";
  },

  sayTime() {
    const { slots, grain, last } = this.figures;
    if (this.from === this.to) return words.begin(slots[this.from], grain);
    const begin = words.begin(slots[this.from], grain);
    const end = grain === "hour" ? words.begin(slots[this.to] + 1, grain) : words.begin(slots[this.to], grain);
    return `${this.from === 0 && this.to === last ? `all ${grain}s, ` : ""}${begin} to ${end}`;
  },

  /** A zone in a few lines: its name, its borough, and its figures. */
  tell(zone) {
    const value = this.measure.value(this.sums, zone * WIDTH);
    const trips = this.sums[zone * WIDTH + TRIPS];
    const lines = [zoneName(zone), boroughName(BOROUGHS[boroughOf(zone)])];
    if (!trips) return [...lines, "no trips"];
    if (this.measure.id !== "trips" && value === value) lines.push(this.measure.say(value));
    return [...lines, words.count(trips, "trip")];
  },

  pick(what) {
    const same = what.zone !== undefined ? what.zone === this.picked.zone : what.borough === this.picked.borough;
    this.picked = same ? {} : what;
    this.redraw({});
  },

  /** Picks a span of slots. While it is being dragged only what is quick is drawn. */
  span(from, to, dragging) {
    this.from = from;
    this.to = to;
    this.redraw({ dragging });
  },

  /** Once a frame, however often it is asked for. */
  redraw(what) {
    this.pending = { ...this.pending, ...what };
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      const { dragging, line } = this.pending;
      this.pending = {};
      if (!this.figures.slots.length) return;
      if (line) hours.drawLine();
      this.sums = this.figures.sums(this.from, this.to);
      this.scale = this.scaleOfSpan();
      cityMap.draw(this);
      drawFigures(this);
      hours.draw(dragging);
      clearTimeout(this.slow);
      // The rest can wait until the slider or the player rests.
      this.slow = setTimeout(() => {
        this.slow = null;
        heat.draw(this);
        figureTable.draw();
      }, 120);
    });
  },

  /** The colours of single hours stay the same from hour to hour, so that one sees the city wake. */
  scaleOfSpan() {
    const { figures, measure } = this;
    const single = measure.adds && this.from === this.to;
    const key = single ? `hour ${measure.id}` : `${measure.id} ${measure.adds ? `${this.from} ${this.to}` : ""}`;
    if (this.scaleKey === key && this.scale) return this.scale;
    this.scaleKey = key;
    if (single) {
      const row = new Float64Array(WIDTH);
      const values = d3.range(figures.zone.length).map((i) => {
        row.fill(0);
        figures.addRow(i, row, 0);
        return measure.value(row, 0);
      });
      return new ColourScale(measure, values);
    }
    const sums = measure.adds ? this.sums : figures.sums(0, figures.last);
    return new ColourScale(measure, [...zones.keys()].map((zone) => measure.value(sums, zone * WIDTH)));
  },
};

/** The figures of what is picked, beside the map. */
function drawFigures({ sums }) {
  const all = new Float64Array(WIDTH);
  for (const zone of zones.keys()) {
    if (page.isPicked(zone)) for (let c = 0; c < WIDTH; c++) all[c] += sums[zone * WIDTH + c];
  }
  const say = (id) => {
    const value = MEASURES.find((m) => m.id === id).value(all, 0);
    return value === value ? words.oneDecimal(value) : "–";
  };
  const rows = [
    ["trips", "Trips", words.whole(all[TRIPS])], ["passengers", "Passengers", words.whole(all[PASSENGERS])],
    ["total", "Total paid", words.cents(all[TOTAL])], ["fare", "Fares", words.cents(all[FARE])],
    ["tip", "Tips", `${words.cents(all[TIP])}`], ["tip-rate", "Tip, of the fare", `${say("tip")} %`],
    ["miles", "Miles a trip", say("miles")], ["minutes", "Minutes a trip", say("minutes")],
    ["late", "Late trips", words.whole(all[LATE])],
  ];
  document.getElementById("picked-name").textContent = page.sayPicked();
  document.getElementById("picked-time").textContent = page.sayTime();
  document.getElementById("pick-city").hidden = page.picked.zone === undefined && !page.picked.borough;
  const dl = d3.select("#picked-figures").selectAll("div").data(rows).join((enter) => {
    const div = enter.append("div");
    div.append("dt");
    div.append("dd");
    return div;
  });
  dl.select("dt").text((r) => r[1]);
  dl.select("dd").attr("id", (r) => `picked-${r[0]}`).text((r) => r[2]);
}

/** Takes new figures, and keeps what is picked. */
function take(figures) {
  const before = page.figures;
  const whole = !before || !before.slots.length || (page.from === 0 && page.to === before.last) || before.grain !== figures.grain;
  const keep = (slot) => Math.max(0, Math.min(d3.bisectLeft(figures.slots, before.slots[slot]), figures.last));
  [page.from, page.to] = whole ? [0, figures.last] : [keep(page.from), keep(page.to)];
  page.figures = figures;
  page.scale = null;
  equation.draw(figures);
  rejects.draw(figures);
  const folded = figures.grain !== "hour";
  document.getElementById("fold").hidden = !folded;
  document.getElementById("fold").textContent = folded
    ? `There are more hours than one page can hold, so they are rolled up into ${figures.grain}s; the rhythm of the week is from all hours.` : "";
  page.redraw({ line: true });
}

/** Asks the server for newer figures, again and again. */
async function follow() {
  let tag = "";
  for (;;) {
    await new Promise((done) => { setTimeout(done, 2000); });
    try {
      const response = await fetch("figures.json", { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
      document.body.classList.remove("lost");
      if (response.status === 200) {
        tag = response.headers.get("ETag");
        take(await Figures.of(await response.json()));
      } else {
        equation.drawSource(page.figures);
      }
    } catch (e) {
      document.body.classList.add("lost");
      document.getElementById("source").textContent = "The report is no longer served; this is its last state.";
    }
  }
}

(async () => {
  const select = d3.select("#measure");
  select.selectAll("option").data(MEASURES).join("option").attr("value", (m) => m.id).text((m) => m.name);
  select.on("change", (event) => {
    page.measure = MEASURES.find((m) => m.id === event.target.value);
    page.redraw({});
  });
  document.getElementById("pick-city").addEventListener("click", () => page.pick({}));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") page.pick({});
  });
  cityMap.create(page);
  hours.create(page);
  figureTable.create(page);
  take(await Figures.of(JSON.parse(document.getElementById("figures-json").textContent)));
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (width !== window.innerWidth) {
      rejects.draw(page.figures);
      page.redraw({ line: true });
    }
    width = window.innerWidth;
  });
  if (page.figures.json.live) follow();
  document.documentElement.dataset.ready = "yes";
})();
