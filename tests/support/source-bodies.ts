/** An item of Hugging Face's list in its present shape. */
export const item = (id: string, day: string, more: Record<string, unknown> = {}) => ({
  title: `Paper ${id}`,
  publishedAt: "2025-11-05T20:00:00.000Z",
  numComments: 2,
  thumbnail: `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${id}.png`,
  paper: {
    id,
    title: `Paper ${id}`,
    summary: `The abstract\n  of ${id}.`,
    authors: [
      { name: "Ada Lovelace", hidden: false },
      { name: "Alan Turing", hidden: false },
    ],
    publishedAt: "2025-11-06T00:00:00.000Z",
    submittedOnDailyAt: `${day}T08:00:00.000Z`,
    upvotes: 7,
    ai_summary: "Says it in one line.",
    ai_keywords: ["generative adversarial network"],
    organization: { name: "acme", fullname: "Acme Research" },
    githubRepo: "https://github.com/acme/paper",
    ...more,
  },
});

/** One entry of arXiv's Atom. */
export const atomEntry = (id: string, more = "") => `<entry>
  <id>http://arxiv.org/abs/${id}v2</id><title>Paper ${id}</title><updated>2025-11-06T10:00:00Z</updated>
  <summary>  The abstract\n of ${id}.</summary><published>2025-11-05T10:00:00Z</published>
  <arxiv:primary_category term="cs.LG"/><category term="cs.AI"/><category term="cs.LG"/>
  <author><name>Ada Lovelace</name></author>${more}</entry>`;

/** A page of arXiv's query API. */
export const atom = (entries: string[], total = entries.length) => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><title>arXiv Query</title>
<opensearch:totalResults>${total}</opensearch:totalResults>${entries.join("")}</feed>`;

/** One entry of arXiv's daily feed. */
export const announced = (id: string, kind: string, day = "2025-11-07") => `<entry>
  <id>oai:arXiv.org:${id}v1</id><title>Paper ${id}</title>
  <summary>arXiv:${id}v1 Announce Type: ${kind} \nAbstract: The abstract of ${id}.</summary>
  <category term="cs.LG"/><published>${day}T00:00:00-04:00</published>
  <arxiv:announce_type>${kind}</arxiv:announce_type><dc:creator>Ada Lovelace, Alan Turing</dc:creator></entry>`;

/** arXiv's daily feed. */
export const feed = (entries: string[]) => `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns="http://www.w3.org/2005/Atom"><title>updates on arXiv.org</title>${entries.join("")}</feed>`;
