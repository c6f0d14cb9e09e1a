/** The parts of a frame, in their order: what is computed, what is written into the page, what is drawn on canvases. */
const phases = ['compute', 'write', 'draw'] as const;
/** A part of a frame. */
export type FramePhase = (typeof phases)[number];

/** Asks for the next frame, as `requestAnimationFrame` does. */
export type AskFrame = (run: (at: number) => void) => void;

/** How a frame went, for who watches over the load. */
export type FrameCost = { readonly at: number; readonly millis: number };

/**
 * The one animation frame of a window. Whoever has something to show says so; all of it happens in one pass, by phases, so
 * that the page is laid out once. Nothing runs while nothing has changed.
 */
export class FrameLoop {
  readonly #tasks: Readonly<Record<FramePhase, Set<(at: number) => void>>> = {
    compute: new Set(),
    write: new Set(),
    draw: new Set(),
  };
  readonly #ask: AskFrame;
  readonly #clock: () => number;
  #isAsked = false;
  /** Hears what each frame has cost. */
  onFrame: ((cost: FrameCost) => void) | null = null;

  constructor(
    ask: AskFrame = (run) => requestAnimationFrame(run),
    clock = () => performance.now(),
  ) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Adds a task that runs in every frame that there is; gives back what takes it away. */
  add(phase: FramePhase, task: (at: number) => void): () => void {
    this.#tasks[phase].add(task);
    return () => this.#tasks[phase].delete(task);
  }

  /** Asks for a frame: something has changed. */
  request(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#ask((at) => this.#run(at));
  }

  #run(at: number): void {
    this.#isAsked = false;
    const begunAt = this.#clock();
    for (const phase of phases) for (const task of this.#tasks[phase]) task(at);
    this.onFrame?.({ at, millis: this.#clock() - begunAt });
  }
}
