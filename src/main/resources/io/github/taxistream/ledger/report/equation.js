"use strict";

/** The head of the page: does it add up, of what, and how fresh is it. */
const equation = (() => {
  const by = (id) => document.getElementById(id);
  const show = (id, text) => {
    by(id).textContent = text;
    by(id).hidden = !text;
  };

  function part(className, number, name) {
    const span = document.createElement("span");
    span.className = className;
    const b = document.createElement("b");
    b.textContent = words.whole(number);
    span.append(b, ` ${name}`);
    return span;
  }

  function draw(figures) {
    const { json } = figures;
    const rejected = figures.rejectedCount;
    const sign = (text) => Object.assign(document.createElement("i"), { textContent: text });
    by("equation").replaceChildren(
      part("entries", json.trips + rejected, json.trips + rejected === 1 ? "entry" : "entries"), sign(" = "),
      part("trips", json.trips, json.trips === 1 ? "trip" : "trips"), sign(" + "),
      part("rejected", rejected, "rejected"));
    drawVerdict(figures);
    drawIncomplete(json);
    drawSource(figures);
    by("empty").hidden = json.filesRead > 0 || json.filesFound > 0;
    by("city").hidden = figures.slots.length === 0;
    by("late-section").hidden = json.filesRead === 0;
    by("table-section").hidden = figures.slots.length === 0;
  }

  function drawVerdict(figures) {
    const { sent, mistakeCount } = figures.json;
    const list = by("differences");
    list.hidden = true;
    if (!sent) {
      show("verdict", "");
      return;
    }
    const agrees = sent.differenceCount === 0 && mistakeCount === 0;
    by("verdict").className = agrees ? "agrees" : "differs";
    if (agrees) {
      show("verdict", `✓ All ${words.count(sent.records, "entry", "entries")} that were sent are accounted for, to the cent`
        + (figures.grain === "hour" ? "." : `, compared by ${figures.grain}.`));
      return;
    }
    show("verdict", `✗ ${words.count(sent.records, "entry was", "entries were")} sent; `
      + `${words.count(sent.differenceCount, "figure differs", "figures differ")}.`);
    list.hidden = sent.differenceCount === 0;
    list.replaceChildren(...sent.differences.map((d) => {
      const li = document.createElement("li");
      const what = d.reason ? `Rejected, ${words.reason(d.reason)}`
        : `${zoneName(d.zone)}, ${words.begin(d.hour, figures.grain)}`;
      li.textContent = `${what}: ${words.whole(d.found)} found, ${words.whole(d.sent)} sent`
        + (d.found === d.sent ? "; amounts, miles or seconds differ" : "");
      return li;
    }));
    if (sent.differenceCount > sent.differences.length) {
      const li = document.createElement("li");
      li.textContent = `and ${words.whole(sent.differenceCount - sent.differences.length)} more`;
      list.append(li);
    }
  }

  function drawIncomplete(json) {
    const box = by("incomplete");
    box.hidden = json.mistakeCount === 0;
    box.replaceChildren();
    if (json.mistakeCount === 0) return;
    const p = document.createElement("p");
    p.textContent = `This page is incomplete: there ${json.mistakeCount === 1 ? "is" : "are"} `
      + `${words.count(json.mistakeCount, "problem")} with the files.`;
    const ul = document.createElement("ul");
    ul.append(...json.mistakes.map((mistake) => Object.assign(document.createElement("li"), { textContent: mistake })));
    box.append(p, ul);
  }

  function drawSource(figures) {
    const { json } = figures;
    const parts = [];
    if (json.firstHour !== undefined) {
      parts.push(`${words.begin(json.firstHour, "hour")} to ${words.begin(json.lastHour, "hour")}`);
      parts.push(words.count(new Set(figures.zone).size, "zone"));
    }
    parts.push(json.filesRead < json.filesFound
      ? `reading: ${words.whole(json.filesRead)} of ${words.count(json.filesFound, "file")}`
      : words.count(json.filesRead, "file"));
    if (json.newestFile) parts.push(`newest written ${words.ago(json.newestFile, new Date(json.live ? Date.now() : json.made))}`);
    parts.push(json.live ? "live" : `as of ${json.made.slice(0, 16).replace("T", " ")} UTC`);
    let text = parts.join(" · ");
    if (json.from || json.to) {
      text += `. Only hours ${json.from ? `from ${json.from.replace("T", " ")}` : ""}${json.to ? ` to ${json.to.replace("T", " ")}` : ""}`
        + " are shown; rejected records have no hour, so all of them are.";
    }
    show("source", text);
    by("source").title = json.location;
  }

  return { draw, drawSource };
})();
