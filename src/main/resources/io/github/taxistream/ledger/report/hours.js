"use strict";

/** The slider, and the trips an hour of each borough under it. */
const hours = (() => {
  const HEIGHT = 190;
  const MARGIN = { top: 12, right: 96, bottom: 24, left: 44 };
  const STEPS_PER_SECOND = 8;
  const by = (id) => document.getElementById(id);
  let page;
  let timer = null;
  let brush;
  let brushed;
  let x;
  let ignoring = false;

  function create(ofPage) {
    page = ofPage;
    by("slider").addEventListener("input", () => page.span(+by("slider").value, +by("slider").value));
    by("slider").addEventListener("keydown", keys);
    by("previous").addEventListener("click", () => step(-1));
    by("next").addEventListener("click", () => step(1));
    by("all-hours").addEventListener("click", () => {
      stop();
      page.span(0, page.figures.last);
    });
    by("play").addEventListener("click", toggle);
    document.addEventListener("keydown", (event) => {
      const free = ["BODY", "MAIN", "HTML"].includes(event.target.tagName) || event.target === by("slider");
      if (event.key === " " && free) {
        event.preventDefault();
        toggle();
      }
    });
  }

  /** With Shift, an arrow widens the span instead of moving it. */
  function keys(event) {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!way || !event.shiftKey) return;
    event.preventDefault();
    const { from, to, figures } = page;
    page.span(way < 0 ? Math.max(0, from - 1) : from, way > 0 ? Math.min(figures.last, to + 1) : to);
  }

  /** A step moves the span by its own length; from all hours it goes to the first or the last. */
  function step(way) {
    const { from, to, figures } = page;
    const width = to - from + 1;
    if (width > figures.last) {
      page.span(way > 0 ? 0 : figures.last, way > 0 ? 0 : figures.last);
      return;
    }
    const moved = Math.min(Math.max(0, from + way * width), figures.last + 1 - width);
    page.span(moved, moved + width - 1);
  }

  function toggle() {
    if (timer) {
      stop();
      return;
    }
    if (page.to === page.figures.last) page.span(0, 0);
    timer = d3.interval(() => {
      if (page.to >= page.figures.last) stop();
      else step(1);
    }, 1000 / STEPS_PER_SECOND);
    sayPlaying();
  }

  function stop() {
    if (timer) timer.stop();
    timer = null;
    sayPlaying();
  }

  function sayPlaying() {
    by("play").textContent = timer ? "Pause" : "Play";
    by("play").setAttribute("aria-pressed", String(Boolean(timer)));
  }

  /** Draws the line; a pixel has to show several hours if there are more hours than pixels. */
  function drawLine() {
    const { figures } = page;
    const width = Math.max(320, by("line").clientWidth);
    const perPoint = Math.max(1, Math.ceil(figures.slots.length / ((width - MARGIN.left - MARGIN.right) / 1.5)));
    const points = d3.range(0, figures.slots.length, perPoint);
    const series = BOROUGHS.map((borough, i) => ({
      borough, i, all: d3.sum(figures.tripsOf[i]),
      values: points.map((p) => d3.mean(figures.tripsOf[i].subarray(p, p + perPoint))),
    })).filter((s) => s.all > 0);
    x = d3.scaleLinear([0, figures.slots.length], [MARGIN.left, width - MARGIN.right]);
    const y = d3.scaleLinear([0, d3.max(series, (s) => d3.max(s.values)) || 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
    const svg = d3.select("#line").selectAll("svg").data([0]).join("svg").attr("viewBox", `0 0 ${width} ${HEIGHT}`)
      .attr("role", "img").attr("aria-label", describe(series));
    svg.selectAll("*").remove();
    axes(svg, x, y, width, perPoint);
    const line = d3.line((v, p) => x(points[p] + perPoint / 2), (v) => y(v));
    svg.append("g").attr("class", "series").selectAll("path").data(series).join("path")
      .attr("class", (s) => `borough-${s.i}`).attr("d", (s) => line(s.values));
    names(svg, series, y, width);
    brush = d3.brushX().extent([[MARGIN.left, MARGIN.top], [width - MARGIN.right, HEIGHT - MARGIN.bottom]])
      .on("brush end", dragged);
    brushed = svg.append("g").attr("class", "brush").call(brush);
  }

  function describe(series) {
    return `Trips an hour by borough: ${series.map((s) => `${boroughName(s.borough)} ${words.whole(s.all)}`).join(", ")} in all`;
  }

  function axes(svg, xScale, y, width, perPoint) {
    const { slots, grain, cuts } = page.figures;
    svg.append("g").attr("class", "grid").selectAll("line").data(y.ticks(4)).join("line")
      .attr("x1", MARGIN.left).attr("x2", width - MARGIN.right).attr("y1", y).attr("y2", y);
    svg.append("g").attr("class", "axis").selectAll("text").data(y.ticks(4)).join("text")
      .attr("x", MARGIN.left - 6).attr("y", (v) => y(v) + 4).attr("text-anchor", "end").text(words.short);
    svg.append("text").attr("class", "unit").attr("x", 0).attr("y", 9)
      .text(`trips ${{ hour: "an hour", day: "a day", month: "a month" }[grain] || "a year"}`
        + (perPoint > 1 ? `, mean of ${perPoint}` : ""));
    const ticks = dateTicks(slots, (width - MARGIN.left - MARGIN.right) / 92);
    svg.append("g").attr("class", "axis").selectAll("text").data(ticks).join("text")
      .attr("x", (t) => xScale(t.slot)).attr("y", HEIGHT - 6).text((t) => t.text);
    svg.append("g").attr("class", "grid").selectAll("line").data(ticks).join("line")
      .attr("x1", (t) => xScale(t.slot)).attr("x2", (t) => xScale(t.slot)).attr("y1", MARGIN.top).attr("y2", HEIGHT - MARGIN.bottom);
    svg.append("g").attr("class", "cut").selectAll("line").data(cuts).join("line")
      .attr("x1", xScale).attr("x2", xScale).attr("y1", MARGIN.top).attr("y2", HEIGHT - MARGIN.bottom)
      .append("title").text("A time without trips is left out here");
  }

  /** Beginnings of days, Mondays or months, as many as there is room for. */
  function dateTicks(slots, room) {
    const begins = (test) => d3.range(slots.length).filter((i) => {
      const d = words.date(slots[i]);
      return d.getUTCHours() === 0 && test(d);
    });
    const kinds = [[() => true, words.day], [(d) => d.getUTCDay() === 1, words.day],
      [(d) => d.getUTCDate() === 1, words.month], [(d) => d.getUTCDate() === 1 && d.getUTCMonth() % 3 === 0, words.month],
      [(d) => d.getUTCDate() === 1 && d.getUTCMonth() === 0, words.month]];
    for (const [test, say] of kinds) {
      const found = begins(test);
      if (found.length <= room) return found.map((slot) => ({ slot, text: say(slots[slot]).replace(/ \d{4}$/, say === words.day ? "" : "$&") }));
    }
    return [];
  }

  /** Names at the ends of the lines, moved apart where they would cover each other. */
  function names(svg, series, y, width) {
    const ends = series.map((s) => ({ ...s, at: y(d3.mean(s.values.slice(-24))) })).sort((a, b) => a.at - b.at);
    for (let i = ends.length - 1, floor = HEIGHT - MARGIN.bottom + 2; i >= 0; i--, floor -= 13) {
      ends[i].at = Math.min(ends[i].at, floor);
      floor = ends[i].at;
    }
    svg.append("g").attr("class", "names").selectAll("text").data(ends).join("text")
      .attr("class", (s) => `borough-${s.i}`).attr("x", width - MARGIN.right + 6).attr("y", (s) => s.at + 3)
      .text((s) => ({ EWR: "Newark", elsewhere: "elsewhere" }[s.borough] || s.borough));
  }

  function dragged(event) {
    if (ignoring || !event.sourceEvent) return;
    if (!event.selection) {
      // A click without a drag: the hour under it.
      if (event.type === "end") {
        const at = Math.floor(x.invert(d3.pointer(event.sourceEvent, brushed.node())[0]));
        const slot = Math.min(Math.max(0, at), page.figures.last);
        page.span(slot, slot);
      }
      return;
    }
    stop();
    const [from, to] = event.selection.map(x.invert);
    const first = Math.min(Math.max(0, Math.round(from)), page.figures.last);
    page.span(first, Math.min(Math.max(first, Math.round(to) - 1), page.figures.last), event.type === "brush");
  }

  /** Shows the span. */
  function draw(dragging) {
    const { from, to, figures } = page;
    const whole = from === 0 && to === figures.last;
    const slider = by("slider");
    slider.max = figures.last;
    slider.value = from;
    slider.setAttribute("aria-valuetext", page.sayTime());
    slider.setAttribute("aria-label", { hour: "Hour", day: "Day", month: "Month" }[figures.grain] || "Year");
    by("all-hours").textContent = `All ${figures.grain}s`;
    by("all-hours").setAttribute("aria-pressed", String(whole));
    by("now").textContent = page.sayTime();
    if (dragging) return;
    ignoring = true;
    brush.move(brushed, whole ? null : [x(from), x(to + 1)]);
    ignoring = false;
  }

  return { create, drawLine, draw, stop };
})();
