/** What stands above a stroke, and below it, without brackets around it; `∎` is something in brackets. */
const numerator = /^[-−]?[^\s+\-−±∓,=<>]+$/;
const denominator =
  /^[√∂∇Δd]?(?:\p{N}+(?:\.\p{N}+)?|\p{L}\p{M}*|∎)?(?:[\p{No}\p{Lm}ᵢᵣᵤᵥ*′∎]|[_^](?:[\p{L}\p{N}.]+|∎))*$/u;
const bracketed = /\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}|‖[^‖]+‖|\|[^|]+\|/g;

/** A fraction on one line: `(a+b)/(2c)`, with brackets where the stroke would part it otherwise. */
export function fraction(above: string, below: string): string {
  const part = (text: string, plain: RegExp) => (plain.test(withoutBrackets(text)) ? text : `(${text})`);
  return `${part(above.trim(), numerator)}/${part(below.trim(), denominator)}`;
}

function withoutBrackets(text: string): string {
  const shorter = text.replace(bracketed, "∎");
  return shorter === text ? text : withoutBrackets(shorter);
}
