// Progress, ranks, newest figures and failures.
import type { Failure, Figure, Parts, Progress, Rank } from "./data";
import { captures, count, duration, el, say, section, urlOf } from "./dom";
import type { Viewer } from "./viewer";

export interface Panel {
  readonly element: HTMLElement;
  show(parts: Partial<Parts>): void;
}

export class ProgressPanel implements Panel {
  readonly element = section("Progress", "progress");
  private readonly bar = el("progress", { max: 1, value: 0, "aria-labelledby": "progress-title" });
  private readonly text = el("p", { class: "numbers" });

  constructor() {
    this.element.append(this.bar, this.text);
  }
  show({ progress }: Partial<Parts>): void {
    this.element.hidden = !progress || progress.total === 0;
    if (!progress) return;
    this.bar.max = Math.max(1, progress.total);
    this.bar.value = progress.done;
    say(this.text, progressText(progress));
  }
}

export function progressText({ done, failed, total, rate, left_s }: Progress): string {
  const parts = [`${done.toLocaleString("en")} of ${count(total, "figure")}`, `${failed.toLocaleString("en")} failed`];
  if (rate > 0) parts.push(`${rate >= 10 ? Math.round(rate).toLocaleString("en") : rate.toFixed(1)} a second`);
  if (left_s !== undefined && done < total) parts.push(`${duration(left_s)} left`);
  return parts.join(" · ");
}

const kManyRanks = 8;

export class RanksPanel implements Panel {
  readonly element = section("Ranks and painters", "ranks");
  private readonly body = el("div");
  private shown = "";
  private readonly open = new Set<number>();

  constructor() {
    this.element.append(this.body);
  }
  show({ ranks = [] }: Partial<Parts>): void {
    this.element.hidden = ranks.length === 0;
    const text = JSON.stringify(ranks);
    if (text === this.shown) return;
    this.shown = text;
    this.body.replaceChildren(...(ranks.length > kManyRanks ? this.byNode(ranks) : [rankTable(ranks)]));
  }
  private byNode(ranks: Rank[]): HTMLElement[] {
    const nodes = new Map<number, Rank[]>();
    for (const rank of ranks) nodes.set(rank.node, [...(nodes.get(rank.node) ?? []), rank]);
    return [...nodes].map(([node, members]) => {
      const saved = members.reduce((sum, rank) => sum + rank.saved, 0);
      const failed = members.reduce((sum, rank) => sum + rank.failed, 0);
      const details = el("details", { open: this.open.has(node) },
        el("summary", {}, `${members[0]!.host || `node ${node}`}: ${count(members.length, "rank")}, ${saved} saved, ${failed} failed`),
        rankTable(members));
      details.addEventListener("toggle", () => (details.open ? this.open.add(node) : this.open.delete(node)));
      return details;
    });
  }
}

function rankTable(ranks: Rank[]): HTMLElement {
  const head = ["Rank", "Host", "Saved", "Failed", "Painters"].map((name) => el("th", { scope: "col" }, name));
  const rows = ranks.map((rank) => el("tr", {},
    el("th", { scope: "row" }, String(rank.rank)), el("td", {}, rank.host),
    el("td", { class: "number" }, String(rank.saved)), el("td", { class: "number" }, String(rank.failed)),
    el("td", {}, el("ul", { class: "painters" }, ...rank.painters.map((painter) =>
      el("li", {}, el("span", { class: `stage ${painter.stage}` }, painter.stage),
        painter.stage === "idle" ? "" : ` ${duration(painter.seconds)} ${painter.what}`))))));
  return el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)));
}

const kLeastShown_ms = 2000;
/** New thumbnails that have not come by then are shown as they are. */
const kMostLoading_ms = 15000;

export class FiguresPanel implements Panel {
  readonly element = section("Newest figures", "figures");
  private readonly grid = el("div", { class: "thumbs" });
  private readonly items = new Map<number, HTMLElement>();
  private figures: Figure[] = [];
  private changed_ms = -Infinity;
  private loading = false;

  constructor(private readonly viewer: Viewer) {
    this.element.append(this.grid);
  }
  show({ figures = [] }: Partial<Parts>): void {
    this.element.hidden = figures.length === 0;
    // Figures may come faster than they can be loaded, or looked at.
    if (this.loading || performance.now() - this.changed_ms < kLeastShown_ms) return;
    if (!this.figures.length || !this.inSight()) return this.place(figures);
    // Those that are shown stay until the new ones can take their place: nothing is ever blank.
    this.loading = true;
    const images = figures.filter(({ number }) => !this.items.has(number)).map((figure) => this.item(figure).querySelector("img"));
    const late = new Promise((resolve) => setTimeout(resolve, kMostLoading_ms));
    void Promise.race([late, Promise.all(images.map(loaded))]).then(() => {
      this.loading = false;
      this.place(figures);
    });
  }
  private place(figures: Figure[]): void {
    this.changed_ms = performance.now();
    this.figures = figures;
    const kept = new Set(figures.map((figure) => figure.number));
    for (const [number, item] of this.items) {
      if (kept.has(number)) continue;
      item.remove();
      this.items.delete(number);
    }
    figures.forEach((figure, place) => {
      const item = this.item(figure);
      if (this.grid.children[place] !== item) this.grid.insertBefore(item, this.grid.children[place] ?? null);
    });
  }
  private item(figure: Figure): HTMLElement {
    let item = this.items.get(figure.number);
    if (!item) this.items.set(figure.number, (item = this.thumb(figure)));
    return item;
  }
  private inSight(): boolean {
    const { top, bottom } = this.grid.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && document.visibilityState === "visible";
  }
  private thumb(figure: Figure): HTMLElement {
    const title = [figure.figure, captures(figure.captures)].filter(Boolean).join(": ");
    const open = () => {
      const shown = this.figures.map(entryOf); // newer ones do not move what is being looked at
      this.viewer.open(shown.length, (at) => shown[at], this.figures.findIndex((f) => f.number === figure.number));
    };
    const noImage = () => el("span", { class: "noimage" }, figure.files[0] ?? "");
    const failed = (event: Event) => (event.target as HTMLElement).replaceWith(noImage());
    return el("button", { type: "button", class: "thumb", click: open, "aria-label": `Show ${title}` },
      figure.image ? el("img", { src: imageOf(figure), alt: "", loading: "lazy", error: failed }) : noImage(),
      el("span", { class: "caption" }, title));
  }
}

/** When the image can be shown, or never will. */
function loaded(image: HTMLImageElement | null): Promise<void> {
  if (!image) return Promise.resolve();
  image.loading = "eager";
  return image.decode().catch(() => undefined);
}

/** Served by number, or beside this file. */
const imageOf = (figure: Figure): string =>
  location.protocol === "file:" ? urlOf(figure.image) : `/figure/${figure.number}`;
const entryOf = (figure: Figure) => ({
  title: [figure.figure, captures(figure.captures)].filter(Boolean).join(": "),
  image: figure.image ? imageOf(figure) : "",
  note: `${figure.files.join(", ")} · rank ${figure.rank}`,
});

export class FailuresPanel implements Panel {
  readonly element = section("Failures", "failures");
  private readonly list = el("ul", { class: "failures", tabindex: 0, "aria-labelledby": "failures-title" });
  private shown = "";

  constructor() {
    this.element.append(this.list);
  }
  show({ failures = [] }: Partial<Parts>): void {
    this.element.hidden = failures.length === 0;
    const text = JSON.stringify(failures);
    if (text === this.shown) return;
    this.shown = text;
    this.list.replaceChildren(...failures.map(failureItem));
  }
}

function failureItem(failure: Failure): HTMLElement {
  const place = [failure.figure, captures(failure.captures), failure.file, failure.object,
    failure.rank >= 0 ? `rank ${failure.rank}` : ""].filter(Boolean).join(" · ");
  return el("li", {}, el("strong", {}, `${failure.count.toLocaleString("en")} ×`), ` ${failure.stage}: ${failure.reason}`,
    el("div", { class: "faint" }, failure.count > 1 ? `first: ${place}` : place));
}
