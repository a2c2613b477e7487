/** A study's curves as SVG: mean and band of one deviation per arm, over the budget. */
interface Figure {
  readonly mean: number;
  readonly deviation: number;
}

interface Row {
  readonly budget: number;
  readonly arms: Readonly<Record<string, Figure>>;
}

const [width, height, edge] = [640, 400, 48];
const colours = ['#1f6feb', '#d1242f', '#6e7781', '#1a7f37', '#8250df', '#bf8700', '#0a7ea4'];

/** An arm that a row does not have is not drawn there. */
export function studyPlot(
  title: string,
  rows: readonly Row[],
  arms: readonly string[],
  over: string,
): string {
  const most = Math.max(1, ...rows.map(({ budget }) => budget));
  const values = rows.flatMap((row) => arms.flatMap((arm) => bounds(row.arms[arm])));
  const low = Math.max(0, Math.floor(Math.min(...values) / 10) * 10);
  const high = Math.min(100, Math.ceil(Math.max(...values) / 10) * 10);
  const x = (budget: number): string => (edge + ((width - 2 * edge) * budget) / most).toFixed(1);
  const y = (f1: number): string =>
    (height - edge - ((height - 2 * edge) * (f1 - low)) / Math.max(1, high - low)).toFixed(1);
  const curves = arms.map((arm, i) => {
    const colour = colours[i % colours.length];
    const points = rows.flatMap(({ budget, arms: own }) => {
      const known = own[arm];
      return known === undefined ? [] : [{ budget, figure: known }];
    });
    const line = points.map(({ budget, figure }) => `${x(budget)},${y(figure.mean)}`).join(' ');
    const band = [
      ...points.map(({ budget, figure }) => `${x(budget)},${y(figure.mean + figure.deviation)}`),
      ...points.toReversed().map(({ budget, figure }) => `${x(budget)},${y(figure.mean - figure.deviation)}`),
    ].join(' ');
    return [
      `<polygon points="${band}" fill="${colour}" opacity="0.15"/>`,
      `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map(
        ({ budget, figure }) => `<circle cx="${x(budget)}" cy="${y(figure.mean)}" r="3" fill="${colour}"/>`,
      ),
      `<text x="${width - edge - 4}" y="${height - edge - 16 * (arms.length - i)}" text-anchor="end" fill="${colour}">${arm}</text>`,
    ].join('\n');
  });
  const marks = [low, (low + high) / 2, high].map(
    (f1) => `<text x="${edge - 6}" y="${y(f1)}" text-anchor="end" fill="#57606a">${f1}</text>`,
  );
  const budgets = rows.map(
    ({ budget }) =>
      `<text x="${x(budget)}" y="${height - edge + 18}" text-anchor="middle" fill="#57606a">${budget}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${edge}" y="24" font-size="14">${title}: F1 over ${over}</text>`,
    ...marks,
    ...budgets,
    ...curves,
    '</svg>',
    '',
  ].join('\n');
}

const bounds = (figure: Figure | undefined): number[] =>
  figure === undefined ? [] : [figure.mean - figure.deviation, figure.mean + figure.deviation];
