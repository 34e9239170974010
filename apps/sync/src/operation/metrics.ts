/** Upper bounds of the buckets in which durations are counted, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

interface Histogram {
  readonly counts: number[];
  sum: number;
  total: number;
}

const HELP = {
  drydock_entries_total: 'Entries that became visible.',
  drydock_commits_total: 'Group commits.',
  drydock_refused_total: 'Proposals refused, by code.',
  drydock_frames_sent_total: 'Frames sent to connections.',
  drydock_octets_sent_total: 'Octets sent to connections, without framing.',
  drydock_presence_skipped_total: 'Presence left out because a connection was slow.',
  drydock_connections_closed_total: 'Connections closed by the server, by close code.',
  drydock_diverged_total: 'Replicas that reported a different state hash.',
  drydock_folds_lost_total: 'Times a room had to be folded anew.',
  drydock_commit_seconds: 'Time of a group commit.',
  drydock_propose_seconds: 'Time from a proposal to its acknowledgement.',
  drydock_rooms: 'Rooms open.',
  drydock_connections: 'Connections open.',
  drydock_resident_bytes: 'Resident memory of the process.',
  drydock_loop_delay_seconds: 'Delay of the event loop, 99th percentile since the last scrape.',
} as const;

/** Names of what is measured. */
export type Metric = keyof typeof HELP;

/** Counters, gauges and histograms in the text format of Prometheus. */
export class Metrics {
  readonly #counters = new Map<Metric, Map<string, number>>();
  readonly #histograms = new Map<Metric, Histogram>();
  readonly #gauges = new Map<Metric, () => number>();

  /** Adds to a counter; `label` is written as it is: `code="right"`. */
  count(metric: Metric, by = 1, label = ''): void {
    const series = this.#counters.get(metric) ?? new Map<string, number>();
    series.set(label, (series.get(label) ?? 0) + by);
    this.#counters.set(metric, series);
  }

  /** Notes a duration in milliseconds. */
  time(metric: Metric, ms: number): void {
    const known = this.#histograms.get(metric);
    const histogram = known ?? { counts: SECONDS.map(() => 0), sum: 0, total: 0 };
    if (!known) this.#histograms.set(metric, histogram);
    const bucket = SECONDS.findIndex((bound) => ms / 1000 <= bound);
    if (bucket >= 0) histogram.counts[bucket] = (histogram.counts[bucket] as number) + 1;
    histogram.sum += ms / 1000;
    histogram.total++;
  }

  /** Something to be read when asked. */
  gauge(metric: Metric, read: () => number): void {
    this.#gauges.set(metric, read);
  }

  /** The sum of a counter over its labels. */
  total(metric: Metric): number {
    let sum = 0;
    for (const value of this.#counters.get(metric)?.values() ?? []) sum += value;
    return sum;
  }

  /** Everything, as Prometheus reads it. */
  text(): string {
    const lines: string[] = [];
    const head = (metric: Metric, type: string): void =>
      void lines.push(`# HELP ${metric} ${HELP[metric]}`, `# TYPE ${metric} ${type}`);
    for (const [metric, series] of this.#counters) {
      head(metric, 'counter');
      for (const [label, value] of series) lines.push(`${metric}${label === '' ? '' : `{${label}}`} ${value}`);
    }
    for (const [metric, read] of this.#gauges) {
      head(metric, 'gauge');
      lines.push(`${metric} ${read()}`);
    }
    for (const [metric, { counts, sum, total }] of this.#histograms) {
      head(metric, 'histogram');
      let below = 0;
      counts.forEach((count, i) => {
        below += count;
        lines.push(`${metric}_bucket{le="${SECONDS[i]}"} ${below}`);
      });
      lines.push(`${metric}_bucket{le="+Inf"} ${total}`, `${metric}_sum ${sum}`, `${metric}_count ${total}`);
    }
    return `${lines.join('\n')}\n`;
  }
}
