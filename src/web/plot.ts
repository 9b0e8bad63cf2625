import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import { mondayOf, weekText } from "../core/messages/iso-week.ts";
import { fullDay } from "../core/messages/dates.ts";
import { html, type Html } from "./html.ts";

/** One colour's part of the bars: one count for each week. */
export interface Series {
  name: string;
  counts: readonly number[];
}

const size = { width: 720, height: 280, left: 40, right: 8, top: 8, bottom: 28 };
/** Colours of the stylesheet; what is beyond them is drawn as one. */
const colours = 7;

/** Bars of papers by week, stacked by topic, as SVG; the legend is text. */
export function weeksPlot(weeks: readonly string[], topics: readonly Series[]): Html {
  const series = withOthers(topics, weeks.length);
  const rows = weeks.map((_, at) => Object.fromEntries(series.map(({ counts }, nth) => [nth, counts[at] ?? 0])));
  const layers = stack<Record<string, number>>().keys(series.map((_, nth) => String(nth)))(rows);
  const most = Math.max(1, ...layers.flatMap((layer) => layer.map(([, top]) => top)));
  const x = scaleBand([...weeks], [size.left, size.width - size.right]).padding(0.2);
  const y = scaleLinear([0, most], [size.height - size.bottom, size.top]).nice();
  const bars = layers.map((layer, nth) =>
    layer.map(([from, until], at) => {
      if (from === until) return null;
      const week = weeks[at] ?? "";
      const said = `${weekText(week)}: ${series[nth]?.name ?? ""}, ${until - from}`;
      return html`<rect
        class="c${nth}"
        x="${x(week) ?? 0}"
        y="${y(until)}"
        width="${x.bandwidth()}"
        height="${y(from) - y(until)}"
        ><title>${said}</title></rect
      >`;
    }),
  );
  const says = `Papers by week and topic, from ${weekText(weeks[0] ?? "")} to ${weekText(weeks.at(-1) ?? "")}`;
  return html`<figure class="plot">
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${says}">
      ${y
        .ticks(4)
        .filter(Number.isInteger)
        .map((count) => gridLine(count, y(count)))}
      ${weeks.map((week) => (isLabelled(week) ? weekLabel(week, (x(week) ?? 0) + x.bandwidth() / 2) : null))} ${bars}
    </svg>
    <figcaption>
      <ul class="legend">
        ${series.map(({ name }, nth) => html`<li dir="auto"><span class="key c${nth}" aria-hidden="true"></span>${name}</li>`)}
      </ul>
    </figcaption>
  </figure>`;
}

function withOthers(topics: readonly Series[], weekCount: number): Series[] {
  if (topics.length <= colours + 1) return [...topics];
  const others = topics.slice(colours);
  const counts = Array.from({ length: weekCount }, (_, at) =>
    others.reduce((sum, topic) => sum + (topic.counts[at] ?? 0), 0),
  );
  return [...topics.slice(0, colours), { name: `${others.length} others`, counts }];
}

const gridLine = (count: number, y: number): Html =>
  html`<line class="grid" x1="${size.left}" x2="${size.width - size.right}" y1="${y}" y2="${y}" /><text
      x="${size.left - 6}"
      y="${y + 4}"
      text-anchor="end"
      >${count}</text
    >`;

/** Every fourth week has room for its date. */
const isLabelled = (week: string): boolean => Number(week.slice(-2)) % 4 === 1;

const weekLabel = (week: string, x: number): Html =>
  html`<text x="${x}" y="${size.height - 8}" text-anchor="middle">${fullDay(mondayOf(week) ?? "").slice(0, -5)}</text>`;
