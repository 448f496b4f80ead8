// The page: live where a run serves it, with its data inside where it is a file.
import { Chart } from "./chart";
import { Series, Store, Update, savedStore } from "./data";
import { count, duration, el, say, section } from "./dom";
import { GalleryPanel } from "./gallery";
import { Link, LinkState } from "./link";
import { FailuresPanel, FiguresPanel, Panel, ProgressPanel, RanksPanel } from "./panels";
import { Viewer } from "./viewer";

const kMostWaitingBytes = 32 << 20; // while paused

class Page {
  private readonly viewer = new Viewer();
  private readonly title = el("h1", {}, "rankplot");
  private readonly facts = el("p", { class: "faint" });
  private readonly status = el("p", { class: "status", role: "status" });
  private readonly age = el("p", { class: "age faint" });
  private readonly pauseButton = el("button", { type: "button", "aria-pressed": "false", click: () => this.togglePause() }, "Pause");
  private readonly charts = section("Series", "series");
  private readonly chartBox = el("div", { class: "charts" });
  private readonly chartOf = new Map<string, Chart>();
  private readonly panels: Panel[] = [new ProgressPanel(), new RanksPanel(), new FiguresPanel(this.viewer), new FailuresPanel()];
  private store = new Store();
  private link: Link | null = null;
  private linkState: LinkState = { kind: "connecting" };
  private paused = false;
  private waiting: Update[] = [];
  private waitingBytes = 0;
  private overflowed = false;
  private newestPoints = 0;
  private heard_ms = 0;
  private dirty = false;
  private runId = "";

  constructor() {
    this.charts.append(this.chartBox);
    const [progress, ranks, figures, failures] = this.panels.map((panel) => panel.element) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
    document.body.append(
      el("header", { class: "top" }, el("div", {}, this.title, this.facts), el("div", { class: "state" }, this.status, this.age, this.pauseButton)),
      el("main", {}, progress, this.charts, figures, failures, ranks), this.viewer.element);
  }

  live(): void {
    this.link = new Link((update) => this.onUpdate(update), (state) => this.onLink(state));
    this.link.open();
    setInterval(() => this.showAge(), 500);
  }

  saved(text: string): void {
    this.store = savedStore(text);
    this.pauseButton.hidden = true;
    const { run } = this.store.parts;
    const { time } = this.store.parts;
    say(this.status, run?.ended ? `This run is ${run.ended}.` : "The run was going on when this page was written.");
    if (time) say(this.age, `written ${new Date(1000 * time.now_s).toLocaleString()}`);
    // The gallery has all of them.
    this.store.parts.figures = [];
    if (this.store.gallery) document.querySelector("main")!.append(new GalleryPanel(this.store.gallery, this.viewer).element);
    this.render();
  }

  private onUpdate(update: Update): void {
    this.heard_ms = performance.now();
    if (update.header.parts.run?.ended && this.link) this.link.finished = true;
    if (!this.paused) return this.apply(update);
    if (update.header.kind === "snapshot") this.dropWaiting();
    this.waiting.push(update);
    this.waitingBytes += update.size;
    if (this.waitingBytes > kMostWaitingBytes) {
      this.dropWaiting();
      this.overflowed = true;
    }
    for (const series of update.header.series) this.seen.set(series.id, series.points);
    this.newestPoints = [...this.seen.values()].reduce((sum, points) => sum + points, 0);
    this.showPause();
  }

  private readonly seen = new Map<number, number>(); // points by series, as last heard

  private dropWaiting(): void {
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private apply(update: Update): void {
    if (!this.store.apply(update)) {
      this.link?.askForSnapshot();
      return;
    }
    const id = this.store.parts.run?.id ?? "";
    if (this.runId && id !== this.runId) this.onLink({ kind: "taken" });
    this.runId = id;
    this.seen.clear();
    this.store.series.forEach((series, place) => this.seen.set(place, series.points));
    this.later();
  }

  private togglePause(): void {
    this.paused = !this.paused;
    this.pauseButton.setAttribute("aria-pressed", String(this.paused));
    this.newestPoints = this.store.points;
    if (!this.paused) {
      const waiting = this.waiting;
      this.dropWaiting();
      if (this.overflowed) this.link?.askForSnapshot();
      else for (const update of waiting) this.apply(update);
      this.overflowed = false;
    }
    this.showPause();
  }

  private showPause(): void {
    const points = this.newestPoints - this.store.points;
    say(this.pauseButton, !this.paused ? "Pause"
      : `Go on: ${this.overflowed ? "much" : count(this.waiting.length, "update")}${points > 0 ? `, ${count(points, "point")}` : ""} waiting`);
  }

  private onLink(state: LinkState): void {
    this.linkState = state;
    document.body.dataset["link"] = state.kind;
    this.showStatus();
  }

  private showStatus(): void {
    const texts: Record<LinkState["kind"], string> = {
      connecting: "Connecting …",
      live: "Live",
      ended: `The run is ${this.store.parts.run?.ended || "over"}. Its report is index.html in ${this.store.parts.run?.output ?? "the output folder"}.`,
      taken: "Another run took over this port. Open the URL in its own .rankplot/monitor.url.",
      lost: "No answer: the tunnel or the network closed, or the run ended without a word. Trying again …",
    };
    say(this.status, texts[this.linkState.kind]);
  }

  private showAge(): void {
    const { time } = this.store.parts;
    if (!time || this.linkState.kind === "ended") return say(this.age, "");
    const age_s = (performance.now() - this.heard_ms) / 1000;
    say(this.age, age_s < 2 ? "data: now" : `data: ${duration(age_s)} old`);
    document.body.classList.toggle("old", age_s > 5);
  }

  private later(): void {
    if (this.dirty) return;
    this.dirty = true;
    requestAnimationFrame(() => {
      this.dirty = false;
      this.render();
    });
  }

  private render(): void {
    const { parts, series } = this.store;
    const { run } = parts;
    if (run) {
      say(this.title, run.job || "rankplot");
      say(this.facts, [run.host, run.where, `output ${run.output}`].filter(Boolean).join(" · "));
      document.title = `${percent(parts)}${run.job} – rankplot`;
    }
    for (const panel of this.panels) panel.show(parts);
    this.showCharts(series);
    if (this.link) this.showStatus();
  }

  private showCharts(all: Series[]): void {
    this.charts.hidden = all.length === 0;
    const groups = new Map<string, Series[]>();
    for (const series of all) {
      const name = series.group || series.name;
      groups.set(name, [...(groups.get(name) ?? []), series]);
    }
    for (const [name, members] of groups) {
      let chart = this.chartOf.get(name);
      if (!chart) {
        this.chartOf.set(name, (chart = new Chart(name)));
        const own = members.every((series) => series.own); // stand behind those of the job
        chart.element.classList.toggle("own", own);
        this.chartBox.insertBefore(chart.element, own ? null : this.chartBox.querySelector(".own"));
      }
      chart.show(members);
    }
  }
}

function percent({ progress, run }: Store["parts"]): string {
  if (!progress || progress.total === 0) return "";
  return run?.ended ? `${run.ended} – ` : `${Math.floor((100 * progress.done) / progress.total)} % – `;
}

const page = new Page();
const data = document.getElementById("data");
if (data) page.saved(data.textContent ?? "");
else page.live();
