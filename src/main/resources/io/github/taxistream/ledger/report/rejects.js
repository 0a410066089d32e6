"use strict";

/** Which rows came late, and what was rejected. What strangers sent is only ever set as text. */
const rejects = (() => {
  const PANES = { on_time: "On time", late: "Late", quiet: "In a quiet hour" };
  const HEIGHT = 90;
  const el = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text, className: className || "" });

  function draw(figures) {
    drawPanes(figures.json);
    drawDays(figures.json);
    drawRejects(figures);
  }

  function drawPanes({ panes, days, trips }) {
    const table = el("table", "");
    const head = table.createTHead().insertRow();
    ["Row", "Rows", "Trips", "Share of the trips"].forEach((name) => {
      const th = el("th", name);
      th.scope = "col";
      head.append(th);
    });
    const body = table.createTBody();
    panes.forEach((pane, i) => {
      const rows = d3.sum(days, (day) => day[1 + 2 * i]);
      const count = d3.sum(days, (day) => day[2 + 2 * i]);
      const tr = body.insertRow();
      const th = el("th", PANES[pane] || pane);
      th.scope = "row";
      tr.append(th, el("td", words.whole(rows)), el("td", words.whole(count)), el("td", words.percent(count, trips)));
    });
    document.getElementById("panes").replaceChildren(table);
  }

  /** Bars of the late and quiet trips of each day. */
  function drawDays({ panes, days }) {
    const late = 2 + 2 * panes.indexOf("late");
    const quiet = 2 + 2 * panes.indexOf("quiet");
    const most = d3.max(days, (day) => day[late] + day[quiet]) || 0;
    const box = d3.select("#late-days");
    box.selectAll("*").remove();
    if (!most) return;
    box.append("h4").text("Late trips by day of pickup");
    const width = box.node().clientWidth;
    const x = d3.scaleBand(d3.range(days.length), [36, width]).paddingInner(days.length > 120 ? 0 : 0.2);
    const y = d3.scaleLinear([0, most], [HEIGHT - 18, 8]).nice();
    const svg = box.append("svg").attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("role", "img")
      .attr("aria-label", `Late trips by day, at most ${words.whole(most)} a day`);
    svg.append("g").attr("class", "axis").selectAll("text").data(y.ticks(2)).join("text")
      .attr("x", 30).attr("y", (v) => y(v) + 4).attr("text-anchor", "end").text(words.short);
    const day = svg.append("g").selectAll("g").data(days).join("g").attr("transform", (d, i) => `translate(${x(i)},0)`);
    const bar = (className, value, base) => day.append("rect").attr("class", className).attr("width", x.bandwidth())
      .attr("y", (d) => y(base(d) + value(d))).attr("height", (d) => y(base(d)) - y(base(d) + value(d)));
    bar("late", (d) => d[late], () => 0);
    bar("quiet", (d) => d[quiet], (d) => d[late]);
    day.append("title").text((d) => `${words.day(d[0])}: ${words.count(d[late], "late trip")}, ${words.whole(d[quiet])} in a quiet hour`);
    svg.append("g").attr("class", "axis").selectAll("text").data([0, days.length - 1]).join("text")
      .attr("x", (i) => x(i) + x.bandwidth() / 2).attr("y", HEIGHT - 3).attr("text-anchor", (i) => (i ? "end" : "start"))
      .text((i) => words.day(days[i][0]));
  }

  function drawRejects(figures) {
    const { rejected, samples } = figures.json;
    const box = document.getElementById("rejects");
    const open = new Set([...box.querySelectorAll("details[open]")].map((d) => d.dataset.reason));
    const reasons = Object.entries(rejected).sort((a, b) => b[1] - a[1]);
    if (!reasons.length) {
      box.replaceChildren(el("p", "Nothing was rejected."));
      return;
    }
    const all = figures.rejectedCount;
    box.replaceChildren(...reasons.map(([reason, count]) => {
      const details = el("details", "");
      details.dataset.reason = reason;
      details.open = open.has(reason);
      const summary = el("summary", "");
      summary.append(el("b", words.whole(count)), ` ${words.reason(reason)} `, el("span", [words.reason(reason) === reason ? "" : reason, words.percent(count, all)].filter(Boolean).join(" · "), "quiet-text"));
      details.append(summary, ...samples.filter((s) => s.reason === reason).map(sampleBox));
      return details;
    }));
  }

  function sampleBox(sample) {
    const box = el("figure", "");
    const code = el("code", sample.payload + (sample.length > sample.payload.length ? " …" : ""));
    const pre = el("pre", "");
    pre.append(code);
    const kind = sample.binary ? "base64, " : "";
    const place = [sample.shard || "no shard", sample.sequence && `sequence number ${sample.sequence}`,
      sample.arrival && `arrived ${sample.arrival.replace("T", " ").replace("Z", " UTC")}`].filter(Boolean).join(" · ");
    const caption = el("figcaption", "");
    caption.append(el("span", sample.detail), el("span", place),
      el("span", `${kind}${words.count(sample.length, "character")}${sample.length > sample.payload.length ? ", shortened" : ""}`));
    box.append(pre, caption);
    return box;
  }

  return { draw };
})();
