// The connection to the run: opens it, says how it is, opens it again.
import { Update } from "./data";

export type LinkState =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "ended" }
  | { kind: "taken" } // another run answers at this address
  | { kind: "lost"; retry_s: number };

const kLongestPause_s = 10;

export class Link {
  private socket: WebSocket | null = null;
  private pause_s = 0.5;
  private timer = 0;
  /** The run is over: nothing more is expected. */
  finished = false;

  constructor(
    private readonly onUpdate: (update: Update) => void,
    private readonly onState: (state: LinkState) => void,
  ) {
    // A machine that slept or a page that was away comes back at once.
    const wake = () => {
      if (document.visibilityState === "visible" && this.timer) this.retryNow();
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("online", wake);
  }

  open(): void {
    this.onState({ kind: "connecting" });
    const socket = new WebSocket(`ws://${location.host}/live`);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.pause_s = 0.5;
      this.onState({ kind: "live" });
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.onUpdate(new Update(event.data));
    socket.onclose = () => this.closed(socket);
  }

  /** Something was missed. */
  askForSnapshot(): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(new Uint8Array([1]));
  }

  retryNow(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    void this.probe();
  }

  private closed(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.socket = null;
    if (this.finished) this.onState({ kind: "ended" });
    else this.later();
  }

  private later(): void {
    this.onState({ kind: "lost", retry_s: this.pause_s });
    this.timer = window.setTimeout(() => this.retryNow(), 1000 * this.pause_s);
    this.pause_s = Math.min(kLongestPause_s, 1.7 * this.pause_s);
  }

  /** Who answers here now? */
  private async probe(): Promise<void> {
    try {
      const answer = await fetch("/", { method: "HEAD", cache: "no-store" });
      if (answer.ok) return this.open();
      if (answer.status === 401) return this.onState({ kind: "taken" });
    } catch {
      // nobody
    }
    this.later();
  }
}
