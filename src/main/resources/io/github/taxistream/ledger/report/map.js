"use strict";

/** The city as hexagons, one a zone. */
const cityMap = (() => {
  const SIZE = 20;
  const RADIUS = SIZE / Math.sqrt(3);
  const ROW = SIZE * Math.sqrt(3) / 2;
  const x = (zone) => (zone.half / 2 + 0.5) * SIZE;
  const y = (zone) => (zone.row + 1.6) * ROW;
  const hexagon = (radius) => `M${d3.range(6).map((i) => {
    const angle = Math.PI / 3 * i + Math.PI / 6;
    return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
  }).join("L")}Z`;
  const LABELS = [
    { borough: "Manhattan", half: 30, row: 5.2, anchor: "end" },
    { borough: "Bronx", half: 50, row: -0.9, anchor: "middle" },
    { borough: "Queens", half: 64, row: 8.1, anchor: "end" },
    { borough: "Brooklyn", half: 47.4, row: 21.4, anchor: "start" },
    { borough: "Staten Island", half: 17, row: 23.6, anchor: "start" },
    { borough: "EWR", half: 11, row: 16.2, anchor: "middle" },
  ];
  const AIRPORTS = { 1: "EWR", 132: "JFK", 138: "LGA" };
  const NOWHERE = { 264: "Unknown", 265: "Outside NYC" };
  let svg;
  let tiles;
  let tileOf;
  let airports;
  let tip;
  let hovered = null;

  /** Draws the map once; page gets what is picked and hovered over. */
  function create(page) {
    svg = d3.select("#map").append("svg").attr("viewBox", `70 -10 640 ${26.6 * ROW + 10}`)
      .attr("role", "group").attr("aria-label", "Map of the taxi zones. Arrow keys move between zones, Enter picks one.");
    tip = document.getElementById("tip");
    labels(page);
    tiles = svg.append("g").selectAll("path").data([...zones.values()]).join("path")
      .attr("d", hexagon(RADIUS - 0.7)).attr("transform", (z) => `translate(${x(z)},${y(z)})`)
      .attr("class", "tile none").attr("role", "button").attr("id", (z) => `zone-${z.id}`)
      .attr("tabindex", (z) => (z.id === 161 ? 0 : -1))
      .on("click", (event, z) => page.pick({ zone: z.id }))
      .on("keydown", (event, z) => key(event, z, page))
      .on("focus", (event, z) => {
        tiles.attr("tabindex", (other) => (other === z ? 0 : -1));
        hover(z, page, event.currentTarget.getBoundingClientRect());
      })
      .on("blur", leave)
      .on("pointerenter", (event, z) => hover(z, page, event.currentTarget.getBoundingClientRect()))
      .on("pointerleave", leave);
    tileOf = new Map();
    tiles.each(function each(z) { tileOf.set(z.id, this); });
    svg.append("path").attr("id", "ring").attr("d", hexagon(RADIUS + 0.8)).attr("hidden", "");
    airports = svg.append("g").attr("class", "on-tile").selectAll("text").data(Object.entries(AIRPORTS)).join("text")
      .attr("transform", ([id]) => `translate(${x(zones.get(+id))},${y(zones.get(+id)) + 2.4})`).text((d) => d[1]);
  }

  function labels(page) {
    svg.append("g").attr("class", "boroughs").selectAll("text").data(LABELS).join("text")
      .attr("x", (d) => x(d)).attr("y", (d) => y(d)).attr("text-anchor", (d) => d.anchor)
      .attr("role", "button").attr("tabindex", 0)
      .attr("aria-label", (d) => `Pick ${boroughName(d.borough)}`)
      .text((d) => (d.borough === "EWR" ? "Newark" : d.borough))
      .on("click", (event, d) => page.pick({ borough: d.borough }))
      .on("keydown", (event, d) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          page.pick({ borough: d.borough });
        }
      });
    svg.append("g").attr("class", "nowhere").selectAll("text").data(Object.entries(NOWHERE)).join("text")
      .attr("x", ([id]) => x(zones.get(+id))).attr("y", ([id]) => y(zones.get(+id)) + SIZE * 1.05)
      .attr("text-anchor", "middle").text((d) => d[1]);
  }

  /** Arrow keys go to the nearest tile on that side. */
  function key(event, zone, page) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "Enter" || event.key === " ") {
      page.pick({ zone: zone.id });
    } else if (ways[event.key]) {
      const [dx, dy] = ways[event.key];
      const away = (z) => {
        const along = (x(z) - x(zone)) * dx + (y(z) - y(zone)) * dy;
        const beside = Math.abs((x(z) - x(zone)) * dy) + Math.abs((y(z) - y(zone)) * dx);
        return along > 1 && beside <= 2 * along ? along + 2 * beside : Infinity;
      };
      const next = d3.least([...zones.values()], away);
      if (away(next) < Infinity) tileOf.get(next.id).focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function hover(zone, page, box) {
    hovered = zone;
    const lines = page.tell(zone.id);
    tip.replaceChildren(...lines.map((line, i) =>
      Object.assign(document.createElement(i ? "span" : "b"), { textContent: line })));
    tip.hidden = false;
    const width = tip.offsetWidth;
    const left = Math.min(Math.max(8, box.left + box.width / 2 - width / 2), document.documentElement.clientWidth - width - 8);
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(above > 0 ? above : box.bottom + 6) + window.scrollY}px`;
  }

  function leave() {
    hovered = null;
    tip.hidden = true;
  }

  /** Colours the tiles by the sums of the span. */
  function draw(page) {
    const { measure, sums, scale } = page;
    tiles.attr("class", (z) => `tile ${scale.of(measure.value(sums, z.id * WIDTH))}`
        + (page.picked.borough && !page.isPicked(z.id) ? " faint" : ""))
      .attr("aria-label", (z) => page.tell(z.id).join(", "))
      .attr("aria-pressed", (z) => String(page.picked.zone === z.id));
    airports.attr("class", ([id]) => (/q[4-6]/.test(tileOf.get(+id).getAttribute("class")) ? "strong" : null));
    if (hovered) hover(hovered, page, tileOf.get(hovered.id).getBoundingClientRect());
    const picked = zones.get(page.picked.zone);
    const ring = svg.select("#ring").attr("hidden", picked ? null : "");
    if (picked) ring.attr("transform", `translate(${x(picked)},${y(picked)})`);
    scale.legend(document.getElementById("map"));
  }

  return { create, draw };
})();
