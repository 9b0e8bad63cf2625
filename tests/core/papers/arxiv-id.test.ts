import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findArxivIds, readArxivId, typedArxivId } from "../../../src/core/papers/arxiv-id.ts";

describe("an arXiv id", () => {
  it.each([
    ["2510.27684", "2510.27684", null],
    ["arXiv:0704.0001v12", "0704.0001", 12],
    ["math.GT/0309136v1", "math/0309136", 1],
    ["astro-ph/0601001", "astro-ph/0601001", null],
    ["http://arxiv.org/abs/2503.09641v2", "2503.09641", 2],
    ["https://arxiv.org/pdf/2503.09641v2.pdf", "2503.09641", 2],
    ["https://arxiv.org/html/2503.09641v1?view=1#s", "2503.09641", 1],
    ["https://export.arxiv.org/abs/math/0211159", "math/0211159", null],
    ["huggingface.co/papers/2503.09641", "2503.09641", null],
    ["https://www.alphaxiv.org/abs/2503.09641v1", "2503.09641", 1],
    ["https://doi.org/10.48550/arXiv.2503.09641", "2503.09641", null],
    ["10.48550/arXiv.2503.09641", "2503.09641", null],
  ])("%s", (text, id, version) => expect(readArxivId(text)).toEqual({ id, version }));

  it.each([
    "../../etc",
    "2510.27684/../../etc",
    "https://arxiv.org/abs/../../etc",
    "https://arxiv.org@evil.example/abs/2503.09641",
    "https://evil.example/abs/2503.09641",
    "https://arxiv.org.evil.co/abs/2503.09641",
    "2513.12345",
    "constructor",
    "__proto__",
    "0401",
    "",
  ])("is not %j", (text) => expect(readArxivId(text)).toBeNull());

  it.each([
    "https://hf.co/papers/2503.09641",
    "https://ar5iv.labs.arxiv.org/html/2503.09641",
    "https://ar5iv.org/abs/2503.09641v2",
    "https://www.arxiv-vanity.com/papers/2503.09641/",
    "https://scirate.com/arxiv/2503.09641",
    "https://urldefense.com/v3/__https://arxiv.org/abs/2503.09641__;!!Nx!zzz$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_pdf_2503.09641&d=DwIF&c=q",
    "https://arxiv.org/search/stat?query=2503.09641&searchtype=all",
    "https://www.google.fr/search?q=2503.09641",
    "https://scholar.google.com.br/scholar?q=2503.09641",
    "reading list/2503.09641.pdf",
    "/mnt/My Texts/2503.09641v2.pdf",
    "https://papers.cool/arxiv/2503.09641",
    "https://www.semanticscholar.org/arxiv/2503.09641",
    "https://api.semanticscholar.org/arXiv:2503.09641",
    "https://scholar.google.com/scholar?hl=en&q=arXiv:2503.09641",
    "https://scholar.google.com/scholar_lookup?arxiv_id=2503.09641",
    "https://www.alphaxiv.org/abs/2503.09641/sso-callback",
    "https://huggingface.co/papers/2503.09641#community",
    "https://arxiv.org/abs/2503.09641.",
    "(https://arxiv.org/abs/2503.09641)",
    "https://arxiv.org/abs/2503.09641。",
    "<https://arxiv.org/pdf/2503.09641v1.pdf|the paper>",
    "[the paper](https://arxiv.org/abs/2503.09641)",
    "2503.09641.",
    "2503.09641、",
    "[2503.09641]",
    "“2503.09641”",
    "(arXiv:2503.09641)",
    "arXiv:2503.09641 [cs.CL]",
    "arXiv:2503.09641v1 [cs.CL] 1 Jan 2024",
    "arxiv 2503.09641",
    "doi:10.48550/arXiv.2503.09641",
    "have you seen 2503.09641?",
    "https://de.arxiv.org/abs/2503.09641",
    "https://arxiv.org/e-print/2503.09641v2",
    "HTTPS://ARXIV.ORG/PDF/2503.09641",
    "https://huggingface.co/papers/2503.09641.md",
    "https://huggingface.co/api/papers/2503.09641",
    "https://ui.adsabs.harvard.edu/abs/2025arXiv250309641F/abstract",
    "https://ui.adsabs.harvard.edu/abs/arXiv:2503.09641/abstract",
    "https://dblp.org/rec/journals/corr/abs-2503-09641.html",
    "https://www.semanticscholar.org/reader/arXiv:2503.09641",
    "https://www.connectedpapers.com/main/arxiv:2503.09641/graph",
    "https://inspirehep.net/arxiv/2503.09641",
    "https://www.emergentmind.com/papers/2503.09641",
    "https://arxiv-sanity-lite.com/?rank=pid&pid=2503.09641",
    "https://papers.cool/arxiv/kimi?paper=2503.09641",
    "https://scholar.google.com/scholar?q=arxiv+2503.09641",
    "https://export.arxiv.org/api/query?id_list=2503.09641",
    "https://www.google.com/url?q=https://arxiv.org/abs/2503.09641&sa=D&usg=x",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2503.09641&data=05",
    "https://web.archive.org/web/2025/https://arxiv.org/abs/2503.09641",
    "arXiv.2503.09641",
    "arXiv-2503.09641",
    "_2503.09641_",
    "CoRR abs/2503.09641 (2025)",
    "cs.CV/2503.09641",
    "２５０３．０９６４１",
    "٢٥٠٣.٠٩٦٤١",
    "२५०३.०९६४१",
    "arxiv/2503.09641",
    "2503.09641/",
    "https://arxiv.org/2503.09641",
    "https://arxiv.org/ftp/arxiv/papers/2503/2503.09641.pdf",
    "https://arxiv.org/search/?query=2503.09641&searchtype=all",
    "https://alphaxiv.org/ja/overview/2503.09641",
    "https://www.google.com/search?q=arxiv+2503.09641",
    "https://library.example/10.48550/arXiv.2503.09641",
    "https://index.example/paper/arxiv:2503.09641",
    "https://index.example/arxiv/2503.09641v2",
    "https://arxiv-org.ezproxy.lib.example.edu/abs/2503.09641",
    "https://arxiv-org.translate.goog/abs/2503.09641?_x_tr_sl=en",
    "https://arxiv.org/abs/2503.09641;https://arxiv.org/abs/2503.09641v2",
  ])("is what was meant by %s", (text) => expect(typedArxivId(text)?.id).toBe("2503.09641"));

  it.each([
    "https://evil.example/abs/2503.09641",
    "https://arxiv.org/abs/2503.09641/../../etc",
    "https://github.com/a/b/2503.09641",
    "https://evil.example/?q=https://arxiv.org@evil.example/abs/2503.09641",
    "2503.09641 or 2510.27684",
    "https://arxiv.org/abs/2503.09641;https://arxiv.org/abs/2510.27684",
    "https://arxiv.org.proxied.example/abs/2503.09641",
    "https://index.example/arxiv/../2503.09641",
  ])("is not meant by %s", (text) => expect(typedArxivId(text)).toBeNull());

  it("is found wherever a text names it, each once", () => {
    const text =
      "see https://arxiv.org/abs/2503.09641v2, <https://huggingface.co/papers/2510.27684|x>, arXiv:1706.03762. And " +
      "math/0211159v2 (2510.27684), not 12503.09641, 3.1415.9265 or 10.1145/2503.09642.";
    expect(findArxivIds(text).map(({ id }) => id)).toEqual(["2503.09641", "2510.27684", "1706.03762", "math/0211159"]);
  });

  it("is only ever an id, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { id } of findArxivIds(text)) expect(readArxivId(id)).toEqual({ id, version: null });
      }),
    );
  });
});
