/** A topic that a lab follows, other spellings of it, and the rules by which its papers are judged. */
export interface LabTopic {
  topic: string;
  /** Spellings and word forms that mean the same. */
  same?: string[];
  /** A title that matches names the idea: such a paper must be found. */
  title: RegExp;
  /** A title or abstract that matches is about the idea; without it, `title` judges both. */
  about?: RegExp;
}

const agent = /\bagent(?:s|ic)?\b/.source;
const code = /(?:\bcod(?:e|ing|er)\b|software|programming|\bSWE\b|repositor)/.source;

/** Written from the topics alone, before any answer was seen. */
export const labTopics: readonly LabTopic[] = [
  {
    topic: "gan",
    same: ["GANs"],
    title: /GANs?\b|generative adversarial/i,
    about: /\bGANs?\b|[a-z]GAN|adversarial (?:network|loss|training|distill|post)/i,
  },
  { topic: "world models", same: ["world model", "world modeling"], title: /world[- ]model/i },
  {
    topic: "video generation",
    same: ["generating videos", "generated video"],
    title: /video[- ]generat|generat\w+ (?:\w+ ){0,2}videos?\b/i,
    about: /video[- ](?:generat|synthes|diffusion|model)|text-to-video|generat\w+ (?:\w+ ){0,3}videos?\b/i,
  },
  {
    topic: "coding agents",
    same: ["agents for code", "code agents"],
    title: new RegExp(`${code}.{0,50}${agent}|${agent}.{0,50}${code}`, "i"),
  },
  { topic: "on-policy distillation", same: ["on policy distillation"], title: /on[- ]policy.{0,25}distill/i },
  {
    topic: "knowledge distillation",
    same: ["distilling knowledge"],
    title: /knowledge distill|distill\w* knowledge/i,
    about: /distill/i,
  },
  {
    topic: "diffusion language models",
    same: ["diffusion language model"],
    title: /diffusion (?:large )?language|diffusion LLM|\bdLLM/i,
    about: /diffusion (?:large )?language|diffusion LLM|\bdLLM|masked diffusion|discrete diffusion/i,
  },
  { topic: "flow matching", same: ["flow-matching"], title: /flow[- ]match/i },
  {
    topic: "kv cache compression",
    same: ["compressing the KV cache", "KV-cache compression"],
    title: /KV[- ]?cache|key[- ]value cache/i,
  },
  { topic: "state space models", same: ["state-space model"], title: /state[- ]space|\bSSMs?\b/i },
  {
    topic: "medical imaging",
    same: ["medical image", "medical images"],
    title: /(?:medical|clinical|biomedical).{0,40}imag/i,
    about: /medical|clinical|radiolog|patholog|\bMRI\b|x-ray/i,
  },
  { topic: "tokenization", same: ["tokenizer", "tokenizers"], title: /tokeni[sz]/i },
  { topic: "multimodal", same: ["multi-modal"], title: /multi-?modal/i },
  { topic: "alignment", title: /\balign/i },
  {
    topic: "text to speech",
    same: ["text-to-speech"],
    title: /text-to-speech|\bTTS\b|speech synthesis|speech generation|zero-shot speech/i,
    about: /text-to-speech|\bTTS\b|speech synthesis|speech generation|voice/i,
  },
  {
    topic: "OCR",
    same: ["ocr"],
    title: /\bOCR|[a-z]OCR\b|optical character/i,
    about: /OCR\b|optical character|document pars|text recognition/i,
  },
  {
    topic: "rlhf",
    same: ["RLHF"],
    title: /RLHF|human feedback/i,
    about: /RLHF|human feedback|human preference|preference (?:optimi|align|learn)|reward model/i,
  },
  {
    topic: "rag",
    same: ["RAG"],
    title: /\bRAG\b|[a-z]RAG\b|retrieval[- ]augment/i,
  },
  {
    topic: "mixture of experts",
    same: ["mixture-of-experts"],
    title: /mixture[- ]of[- ]\w*-?experts?|\bMoEs?\b/i,
    about: /mixture[- ]of|\bMoE|expert/i,
  },
  {
    topic: "long context",
    same: ["long-context", "long contexts"],
    title: /long[- ]context/i,
    about: /long[- ]?(?:er)?[- ](?:context|sequence|document|input|horizon)|context (?:length|window)/i,
  },
  {
    topic: "quantization",
    same: ["quantizing", "quantized"],
    title: /quanti[sz]|\bint4\b|\b(?:FP4|NVFP4|4-bit|1-bit)\b/i,
  },
  { topic: "speculative decoding", title: /speculative/i },
  {
    topic: "robot manipulation",
    same: ["robotic manipulation", "manipulation with robots"],
    title: /(?:robot|dexterous|bimanual|mobile|contact).{0,40}manipulat|manipulat.{0,40}robot/i,
    about: /manipulat|grasp/i,
  },
  {
    topic: "vision language action models",
    same: ["vision-language-action model"],
    title: /vision[- ]language[- ]action|\bVLAs?\b|[a-z]VLA\b/i,
  },
  {
    topic: "image editing",
    same: ["editing images", "image edits"],
    title: /(?:image|visual|photo).{0,25}edit|edit\w* (?:\w+ ){0,2}image/i,
    about: /edit/i,
  },
  {
    topic: "gaussian splatting",
    same: ["Gaussian-splatting"],
    title: /gaussian splat|splatting|\b3DGS\b|gaussians/i,
  },
  {
    topic: "reward models",
    same: ["reward model", "reward modeling"],
    title: /reward[- ]model|\bRMs?\b/i,
    about: /reward/i,
  },
  { topic: "hallucination", same: ["hallucinations"], title: /hallucinat/i },
  {
    topic: "chain of thought",
    same: ["chain-of-thought"],
    title: /chain[- ]of[- ]\w*-?thought|\bCoT\b|[a-z]CoT\b/i,
    about: /chains?[- ]of|\bCoT|reasoning (?:trace|chain|step|traject|path)/i,
  },
  {
    topic: "autonomous driving",
    same: ["autonomous-driving"],
    title: /autonomous driv/i,
    about: /driving|vehicle/i,
  },
  {
    topic: "prompt injection",
    same: ["prompt injections"],
    title: /prompt[- ]inject|injection attack/i,
    about: /inject|jailbreak|attack/i,
  },
  {
    topic: "agent memory",
    same: ["memory for agents", "agents with memory"],
    title: new RegExp(`memor.{0,50}${agent}|${agent}.{0,50}memor`, "i"),
    about: /memor/i,
  },
  {
    topic: "deep research agents",
    same: ["deep-research agent"],
    title: /deep[- ]?research/i,
    about: /deep[- ]?research|search agent|web (?:search|agent|brows)/i,
  },
  {
    topic: "GUI agents",
    same: ["GUI agent", "agents for GUIs"],
    title: /\bGUIs?\b.{0,40}agent|agent.{0,40}\bGUIs?\b/i,
    about: /\bGUI|computer[- ]us|graphical user|mobile agent|web agent/i,
  },
  {
    topic: "3d reconstruction",
    same: ["reconstruction in 3D"],
    title: /3D (?:\w+ )?reconstruct|reconstruct\w*.{0,30}3D/i,
    about: /reconstruct|novel view|3D/i,
  },
  {
    topic: "speech recognition",
    same: ["recognizing speech"],
    title: /speech recogni|\bASR\b/i,
    about: /speech|ASR/i,
  },
  {
    topic: "test-time scaling",
    same: ["test time scaling"],
    title: /test[- ]time (?:\w+ )?scal|scaling test[- ]time/i,
    about: /(?:test|inference)[- ]time/i,
  },
  {
    topic: "time series forecasting",
    same: ["forecasting time series"],
    title: /time[- ]series/i,
    about: /time[- ]series|forecast/i,
  },
  {
    topic: "math reasoning",
    same: ["mathematical reasoning", "reasoning in math"],
    title: /\bmath\w*.{0,30}reason|reason\w*.{0,30}\bmath/i,
    about: /\bmath|theorem|proof/i,
  },
  { topic: "scaling laws", same: ["scaling law"], title: /scaling laws?/i, about: /scaling|scale/i },
  {
    topic: "llm as a judge",
    same: ["LLM-as-a-judge", "LLM judges"],
    title: /LLM[- ]?(?:as[- ]a[- ])?[- ]?judge|judges?\b/i,
    about: /judg/i,
  },
  {
    topic: "diffusion transformers",
    same: ["diffusion transformer"],
    title: /diffusion transformer|\bD[iI]Ts?\b/,
  },
];
