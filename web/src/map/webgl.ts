let answer: boolean | undefined;

/** Can this browser draw the map? Old terminals in rigs cannot; they get the table. */
export function canDraw(): boolean {
  answer ??= document.createElement('canvas').getContext('webgl2') !== null;
  return answer;
}
