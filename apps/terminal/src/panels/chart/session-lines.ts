import type {
  IPrimitivePaneRenderer,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
  UTCTimestamp,
} from 'lightweight-charts';

type DrawTarget = Parameters<IPrimitivePaneRenderer['draw']>[0];

/** Lines where another day of trade begins. */
export class SessionLines implements ISeriesPrimitive<Time> {
  #times: readonly UTCTimestamp[] = [];
  #attached: SeriesAttachedParameter<Time> | null = null;

  /** Where they stand. */
  set(times: readonly UTCTimestamp[]): void {
    this.#times = times;
    this.#attached?.requestUpdate();
  }

  attached(parameter: SeriesAttachedParameter<Time>): void {
    this.#attached = parameter;
  }

  detached(): void {
    this.#attached = null;
  }

  paneViews(): readonly { renderer: () => IPrimitivePaneRenderer }[] {
    return [{ renderer: () => ({ draw: (target) => this.#draw(target) }) }];
  }

  #draw(target: DrawTarget): void {
    const scale = this.#attached?.chart.timeScale();
    if (scale === undefined) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.strokeStyle = 'rgb(128 140 160 / 35%)';
      context.setLineDash([3, 4]);
      for (const time of this.#times) {
        const x = scale.timeToCoordinate(time);
        if (x === null) continue;
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, mediaSize.height);
        context.stroke();
      }
    });
  }
}
