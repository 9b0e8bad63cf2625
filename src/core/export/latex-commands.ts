const commandNames = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Symbols of mathematics that LaTeX has without a package. */
export const mathSymbols = commandNames(`
  Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega alpha beta gamma delta epsilon varepsilon zeta eta theta
  vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega
  Im Re aleph ell hbar imath jmath wp infty emptyset nabla partial forall exists top bot angle surd neg lnot flat natural
  sharp clubsuit diamondsuit heartsuit spadesuit prime backslash triangle
  pm mp times div ast star circ bullet cdot cap cup uplus sqcap sqcup vee wedge lor land setminus wr amalg diamond
  bigtriangleup bigtriangledown triangleleft triangleright oplus ominus otimes oslash odot bigcirc dagger ddagger
  leq le geq ge ll gg equiv sim simeq asymp approx cong neq ne doteq notin in ni owns subset supset subseteq supseteq
  sqsubseteq sqsupseteq prec succ preceq succeq propto models perp mid parallel vdash dashv smile frown
  leftarrow gets rightarrow to leftrightarrow Leftarrow Rightarrow Leftrightarrow uparrow downarrow updownarrow Uparrow
  Downarrow Updownarrow longleftarrow longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow
  iff mapsto longmapsto hookleftarrow hookrightarrow leftharpoonup leftharpoondown rightharpoonup rightharpoondown
  rightleftharpoons nearrow searrow swarrow nwarrow
  sum prod coprod int oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes bigoplus biguplus
  langle rangle lbrace rbrace lceil rceil lfloor rfloor vert Vert ldots cdots vdots ddots dots colon quad qquad
`);

/** Functions and operators in upright letters. */
export const mathFunctions = commandNames(`
  arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr
  sec sin sinh sup tan tanh bmod
`);

/** Commands of mathematics that take arguments, and how many. */
export const mathArguments: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "mathcal mathbf mathrm mathsf mathtt mathit sqrt mbox hat widehat tilde widetilde bar vec dot ddot acute grave breve check mathring overline underline"
      .split(" ")
      .map((name) => [name, 1]),
  ),
  frac: 2,
  stackrel: 2,
  textbf: 1,
  textit: 1,
  textrm: 1,
};

/** Commands that need a package, and LaTeX's own that set nearly the same. */
export const withoutPackage: Readonly<Record<string, string>> = {
  mathbb: "mathrm",
  mathfrak: "mathrm",
  mathscr: "mathcal",
  boldsymbol: "mathbf",
  bm: "mathbf",
  operatorname: "mathrm",
  text: "mbox",
  tfrac: "frac",
  dfrac: "frac",
  leqslant: "leq",
  geqslant: "geq",
  varnothing: "emptyset",
};
