// One chart: the series of a group on uPlot's axes.
import uPlot from "uplot";
import type { Series } from "./data";
import { el, count } from "./dom";
import { Axis, bandPath, linePath, markerPath, smoothed, stroke, visible } from "./draw";
import { lineFormat } from "./format";

const kCycle = 8; // colours --series-0 ... of page.css
const kHeight = 260;
type Range = [number, number];
type Span = "all" | "half" | "tenth" | "hundredth" | "fixed";
const kShare: Record<string, number> = { half: 1 / 2, tenth: 1 / 10, hundredth: 1 / 100 };

const css = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const short = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(5))) : "none");

export class Chart {
  readonly element: HTMLElement;
  private readonly plotBox = el("div", { class: "plot", tabindex: 0, role: "img" });
  private readonly keyBox = el("ul", { class: "key" });
  private readonly spanBox: HTMLSelectElement;
  private plot: uPlot | null = null;
  private series: Series[] = [];
  private log = false;
  private weight = 0;
  private span: Span = "all";
  private fixed: { x: Range; y: Range } | null = null;

  constructor(readonly name: string) {
    this.spanBox = this.spanSelect();
    const logBox = el("input", { type: "checkbox", change: () => this.setLog(logBox.checked) });
    const smooth = el("input", {
      type: "range", min: 0, max: 99, value: 0, step: 1,
      input: () => {
        this.weight = Number(smooth.value) / 100;
        this.refresh();
      },
    });
    this.element = el("article", { class: "chart", "aria-label": name },
      el("h3", {}, name),
      el("div", { class: "controls" },
        el("label", {}, "Shows ", this.spanBox), el("label", {}, logBox, " log"), el("label", {}, "smooth ", smooth),
        el("button", { type: "button", click: () => this.zoomBy(0.5), "aria-label": `Zoom into ${name}` }, "+"),
        el("button", { type: "button", click: () => this.zoomBy(2), "aria-label": `Zoom out of ${name}` }, "−"),
        el("button", { type: "button", click: () => this.whole() }, "All")),
      this.plotBox, this.keyBox);
    this.plotBox.addEventListener("keydown", (event) => this.onKey(event));
    this.plotBox.addEventListener("dblclick", () => this.whole());
    new ResizeObserver(() => this.resize()).observe(this.plotBox);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.rebuild());
  }

  show(series: Series[]): void {
    this.series = series;
    this.element.hidden = series.every(({ points }) => points === 0);
    this.refresh();
  }

  /** What is seen. */
  private get range(): { x: Range; y: Range } | null {
    const { x, y } = this.plot?.scales ?? {};
    return x && y ? { x: [x.min!, x.max!], y: [y.min!, y.max!] } : null;
  }

  private spanSelect(): HTMLSelectElement {
    const box = el("select", { change: () => this.setSpan(box.value as Span) });
    const options: [Span, string][] = [["all", "all"], ["half", "newest half"], ["tenth", "newest tenth"],
      ["hundredth", "newest hundredth"], ["fixed", "this range"]];
    for (const [value, text] of options) box.append(el("option", { value }, text));
    return box;
  }

  private setSpan(span: Span): void {
    this.fixed = span === "fixed" ? this.range : null;
    this.span = span;
    this.spanBox.value = span;
    this.refresh();
  }
  private whole(): void {
    this.setSpan("all");
  }
  private setLog(log: boolean): void {
    this.log = log;
    this.whole();
    this.rebuild();
  }
  private fix(x: Range, y: Range): void {
    if (!(x[1] > x[0]) || !(y[1] > y[0])) return;
    this.fixed = { x, y };
    this.span = "fixed";
    this.spanBox.value = "fixed";
    this.refresh();
  }
  private zoomBy(factor: number): void {
    const now = this.range;
    if (!now) return;
    const middle = (now.x[0] + now.x[1]) / 2, half = ((now.x[1] - now.x[0]) / 2) * factor;
    this.fix([middle - half, middle + half], now.y);
  }
  private moveBy(share: number): void {
    const now = this.range;
    if (!now) return;
    const step = (now.x[1] - now.x[0]) * share;
    this.fix([now.x[0] + step, now.x[1] + step], now.y);
  }
  private onKey(event: KeyboardEvent): void {
    const actions: Record<string, () => void> = {
      "+": () => this.zoomBy(0.5), "=": () => this.zoomBy(0.5), "-": () => this.zoomBy(2),
      ArrowLeft: () => this.moveBy(-0.1), ArrowRight: () => this.moveBy(0.1), "0": () => this.whole(), Escape: () => this.whole(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  private xRange(): Range {
    if (this.fixed) return this.fixed.x;
    let low = Infinity, high = -Infinity;
    for (const { x, ascending } of this.series) {
      const all = x.view;
      const ends = ascending && all.length > 1 ? [all[0]!, all[all.length - 1]!] : all;
      for (const value of ends) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (!(low <= high)) return [0, 1];
    if (low === high) return [low - 0.5, high + 0.5];
    const share = kShare[this.span];
    if (!share && this.series.some((series) => !series.ascending || series.x.length < 100)) {
      const margin = (high - low) * 0.02; // or markers at the ends would be cut
      return [low - margin, high + margin];
    }
    return [share ? high - (high - low) * share : low, high];
  }
  private yRange(x: Range): Range {
    if (this.fixed) return this.fixed.y;
    let low = Infinity, high = -Infinity;
    for (const series of this.series) {
      const [from, to] = visible(series, x[0], x[1]);
      const min = series.min.view, max = series.max.view;
      for (let i = from; i < to; ++i) {
        if (min[i]! < low && (!this.log || min[i]! > 0) && min[i]! > -Infinity) low = min[i]!;
        if (max[i]! > high && max[i]! < Infinity) high = max[i]!;
      }
    }
    if (this.log) return low <= high && high > 0 ? [low / 1.2, high * 1.2] : [0.1, 10];
    if (!(low <= high)) return [0, 1];
    const margin = (high - low) * 0.05 || Math.abs(high) * 0.05 || 0.5;
    return [low - margin, high + margin];
  }

  private refresh(): void {
    if (!this.plot) this.rebuild();
    const plot = this.plot;
    if (!plot) return;
    const x = this.xRange(), y = this.yRange(x);
    plot.batch(() => {
      plot.setScale("x", { min: x[0], max: x[1] });
      plot.setScale("y", { min: y[0], max: y[1] });
      plot.redraw(false, true);
    });
    this.describe();
  }

  private rebuild(): void {
    this.plot?.destroy();
    this.plot = null;
    const width = this.plotBox.clientWidth;
    if (width === 0) return; // not laid out yet: the observer calls again
    const color = css("--text-faint"), grid = { stroke: css("--grid"), width: 1 };
    this.plot = new uPlot({
      width, height: kHeight,
      legend: { show: false },
      cursor: { points: { show: false }, drag: { x: true, y: true, setScale: false } },
      scales: { x: { time: false, auto: false }, y: { auto: false, distr: this.log ? 3 : 1 } },
      axes: [{ stroke: color, grid, ticks: grid }, { stroke: color, grid, ticks: grid, size: 64 }],
      series: [{}, { show: true, points: { show: false } }],
      hooks: { draw: [(plot) => this.draw(plot)], setSelect: [(plot) => this.selected(plot)] },
    }, [[0, 1], [null, null]], this.plotBox);
    this.refresh();
  }
  private resize(): void {
    const width = this.plotBox.clientWidth;
    if (!this.plot) this.rebuild();
    else if (width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: kHeight });
  }

  /** A rectangle was drawn with the pointer. A narrow one means a range of one axis. */
  private selected(plot: uPlot): void {
    const { left, top, width, height } = plot.select;
    if (width < 5 && height < 5) return;
    const now = this.range!;
    const x: Range = width < 5 ? now.x : [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
    const y: Range = height < 5 ? now.y : [plot.posToVal(top + height, "y"), plot.posToVal(top, "y")];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.fix(x, y);
  }

  private colorOf(index: number): string {
    return lineFormat(this.series[index]!.format).color ?? css(`--series-${index % kCycle}`);
  }

  private draw(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox;
    const { x, y } = this.range!;
    const xAxis = new Axis(x[0], x[1], left, left + width, false);
    const yAxis = new Axis(y[0], y[1], top + height, top, this.log);
    const context = plot.ctx;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    this.series.forEach((series, i) => this.drawSeries(context, series, this.colorOf(i), visible(series, x[0], x[1]), xAxis, yAxis));
    context.restore();
  }

  private drawSeries(context: CanvasRenderingContext2D, series: Series, color: string, rows: [number, number], x: Axis, y: Axis): void {
    const format = lineFormat(series.format);
    const pixel = devicePixelRatio;
    const band = bandPath(series, rows, x, y);
    if (band) {
      context.save();
      context.globalAlpha = 0.2;
      context.fillStyle = color;
      context.fill(band);
      context.restore();
    }
    if (format.dash) {
      const smooth = this.weight > 0 && series.ascending;
      stroke(context, linePath(series, series.last.view, rows, x, y), color, 1.5 * pixel, format, smooth ? 0.3 : 1);
      if (smooth) stroke(context, linePath(series, smoothed(series.last.view, this.weight), rows, x, y), color, 2 * pixel, format);
    }
    const markers = format.marker && markerPath(series, rows, x, y, 3.5 * pixel, format.marker);
    if (!markers) return;
    context.fillStyle = context.strokeStyle = color;
    context.lineWidth = 1.5 * pixel;
    if ("x+".includes(format.marker!)) context.stroke(markers);
    else context.fill(markers);
  }

  /** The key below the chart, and what the chart says to those who do not see it. */
  private describe(): void {
    const entries = this.series.map((series) => {
      const last = series.last.view;
      const value = `${short(last[last.length - 1] ?? NaN)} ${series.unit}`.trimEnd();
      return { name: series.name, text: `${value} · ${count(series.points, "point")}` };
    });
    while (this.keyBox.children.length > entries.length) this.keyBox.lastChild!.remove();
    entries.forEach((entry, i) => {
      let item = this.keyBox.children[i] as HTMLElement | undefined;
      if (!item) {
        item = el("li", {}, el("span", { class: "swatch", "aria-hidden": "true" }), el("b"), " ", el("span"));
        this.keyBox.append(item);
      }
      const [swatch, name, value] = [...item.children] as HTMLElement[];
      swatch!.style.background = this.colorOf(i);
      name!.textContent = entry.name;
      value!.textContent = entry.text;
    });
    const { x, y } = this.range!;
    const shown = `Shows x ${short(x[0])} to ${short(x[1])}, y ${short(y[0])} to ${short(y[1])}`;
    const last = entries.map((entry) => `${entry.name}: last ${entry.text}`).join("; ");
    this.plotBox.setAttribute("aria-label", `Chart. ${last}. ${shown}. Keys: plus, minus, arrows, 0.`);
  }
}
