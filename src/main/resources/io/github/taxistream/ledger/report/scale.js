"use strict";

/** With fewer limits than this in steps of 1, 2, 5 a map would be nearly of one colour. */
const FEW = 4;

/**
 * Colour classes for a measure. Seven steps of one hue from light to dark (in the dark from dark to light), which
 * everybody can tell apart by their lightness alone.
 */
class ColourScale {
  static STEPS = 7;

  /** @param values of everything that the scale is to serve, in any order */
  constructor(measure, values) {
    this.measure = measure;
    const there = Float64Array.from(values.filter((v) => v > 0)).sort();
    this.all = there.length ? [there[0]] : [];
    this.limits = there.length ? (measure.adds ? this.logarithmic(there) : this.linear(there)) : [];
  }

  /** 1, 2, 5, 10 and so on: counts differ by orders of magnitude. */
  logarithmic(there) {
    const steps = [];
    const cents = ["total", "fare"].includes(this.measure.id);
    for (let power = cents ? 100 : 1; power <= there[there.length - 1]; power *= 10) {
      steps.push(power, 2 * power, 5 * power);
    }
    const low = d3.quantileSorted(there, 0.1);
    const high = d3.quantileSorted(there, 0.995);
    const useful = steps.filter((v) => v > low && v <= high);
    if (useful.length < FEW) return this.linear(there);
    if (useful.length < ColourScale.STEPS) return useful;
    return d3.range(1, ColourScale.STEPS).map((i) => useful[Math.round(i * (useful.length - 1) / (ColourScale.STEPS - 1))]);
  }

  /** Even steps, for what differs less. */
  linear(there) {
    const low = d3.quantileSorted(there, 0.05);
    const high = d3.quantileSorted(there, 0.95);
    const whole = this.measure.adds && this.measure.id !== "total" && this.measure.id !== "fare" && high > ColourScale.STEPS;
    return d3.ticks(low, high, ColourScale.STEPS - 2).filter((v) => v > there[0] && (!whole || Number.isInteger(v)))
      .slice(0, ColourScale.STEPS - 1);
  }

  /** The class of a value: none, or q0 to q6. */
  of(value) {
    if (!(value > 0)) return "none";
    return this.step(d3.bisectRight(this.limits, value));
  }

  step(i) {
    return `q${this.limits.length ? Math.round(i * (ColourScale.STEPS - 1) / this.limits.length) : 3}`;
  }

  /** Draws what the colours mean. */
  legend(into) {
    const entries = this.limits.length
      ? d3.range(this.limits.length + 1).map((i) => [this.step(i), this.says(i)])
      : this.all.map((value) => [this.step(0), this.measure.brief(value)]);
    const keys = d3.select(into).selectAll("ul").data([0]).join("ul").attr("class", "legend")
      .attr("aria-label", `Colours: ${this.measure.name.toLowerCase()}`)
      .selectAll("li").data([["none", this.measure.adds ? "none" : "no trips"], ...entries])
      .join((enter) => {
        const li = enter.append("li");
        li.append("i");
        li.append("span");
        return li;
      });
    keys.select("i").attr("class", (d) => d[0]);
    keys.select("span").text((d) => d[1]);
  }

  says(i) {
    const brief = this.measure.brief;
    if (i === 0) return `under ${brief(this.limits[0])}`;
    return i === this.limits.length ? `${brief(this.limits[i - 1])} and more`
      : `${brief(this.limits[i - 1])} – ${brief(this.limits[i])}`;
  }
}
