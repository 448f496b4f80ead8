// One figure at full size, over the page.
import { el } from "./dom";

export interface Entry {
  title: string;
  image: string;
  note: string;
  warning?: string;
}

export class Viewer {
  private readonly image = el("img", { alt: "" });
  private readonly title = el("h2");
  private readonly warning = el("p", { class: "warned" });
  private readonly note = el("p", { class: "faint" });
  readonly element = el("dialog", { class: "viewer", "aria-label": "Figure" });
  private count = 0;
  private entryAt: (place: number) => Entry | undefined = () => undefined;
  private place = 0;

  constructor() {
    const button = (text: string, label: string, click: () => void) =>
      el("button", { type: "button", "aria-label": label, click }, text);
    this.element.append(
      el("header", {}, this.title, el("span", {}, button("‹", "Previous figure", () => this.move(-1)),
        button("›", "Next figure", () => this.move(1)), button("×", "Close", () => this.element.close()))),
      this.image, this.warning, this.note);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") this.move(-1);
      if (event.key === "ArrowRight") this.move(1);
    });
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }
  /** One of several; `entryAt` is asked for those that are shown. */
  open(entries: number, entryAt: (place: number) => Entry | undefined, place: number): void {
    this.count = entries;
    this.entryAt = entryAt;
    this.place = place;
    this.show();
    this.element.showModal();
  }
  private move(by: number): void {
    this.place = Math.max(0, Math.min(this.count - 1, this.place + by));
    this.show();
  }
  private show(): void {
    const entry = this.entryAt(this.place);
    if (!entry) return;
    this.title.textContent = entry.title;
    this.note.textContent = entry.note;
    this.warning.textContent = entry.warning ? `⚠ ${entry.warning}` : "";
    this.warning.hidden = !entry.warning;
    this.image.hidden = entry.image === "";
    if (entry.image) this.image.src = entry.image;
    this.image.alt = entry.title;
  }
}
