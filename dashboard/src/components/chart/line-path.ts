/** The line through the points that are known, as the path of an SVG; where one is not known it is broken. */
export function linePath(points: readonly { x: number; y: number | null }[]): string {
  let isDrawing = false;
  return points
    .map(({ x, y }) => {
      const command = y === null ? '' : `${isDrawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
      isDrawing = y !== null;
      return command;
    })
    .join('');
}
