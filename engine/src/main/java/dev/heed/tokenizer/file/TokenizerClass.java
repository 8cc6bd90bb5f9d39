package dev.heed.tokenizer.file;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classes of transformers that build a tokenizer from older files, or rebuild what a {@code tokenizer.json} says. */
enum TokenizerClass {
    /** WordPiece with {@code [CLS]} and {@code [SEP]}. */
    BERT(
            "BertTokenizer",
            "DistilBertTokenizer",
            "ElectraTokenizer",
            "MobileBertTokenizer",
            "ConvBertTokenizer",
            "FunnelTokenizer",
            "LayoutLMTokenizer",
            "LxmertTokenizer",
            "SqueezeBertTokenizer",
            "DPRQuestionEncoderTokenizer",
            "DPRContextEncoderTokenizer",
            "RetriBertTokenizer",
            "RealmTokenizer"),
    /** WordPiece with {@code <s>} and {@code </s>}. */
    MPNET("MPNetTokenizer"),
    /** Byte-level BPE with {@code <s>} and {@code </s>}. */
    ROBERTA("RobertaTokenizer", "BartTokenizer", "LongformerTokenizer", "LEDTokenizer"),
    /** Byte-level BPE. */
    GPT2("GPT2Tokenizer"),
    /** Byte-level BPE after NFC, cut by its own rule. */
    QWEN2("Qwen2Tokenizer"),
    /** Unigram with {@code <s>} and {@code </s>}. */
    XLM_ROBERTA("XLMRobertaTokenizer"),
    /** The same with a vocabulary in another order. */
    CAMEMBERT("CamembertTokenizer"),
    /** Unigram with {@code </s>}. */
    T5("T5Tokenizer", "MT5Tokenizer"),
    /** Unigram with {@code [CLS]} and {@code [SEP]}. */
    ALBERT("AlbertTokenizer"),
    /** The same. */
    DEBERTA("DebertaV2Tokenizer"),
    /** SentencePiece's BPE with bytes. */
    LLAMA("LlamaTokenizer"),
    /** The same, cut at blanks. */
    GEMMA("GemmaTokenizer"),
    /** SentencePiece models whose pieces a class of its own numbers or cuts. */
    OTHER_PIECES(
            "BarthezTokenizer",
            "BartphoTokenizer",
            "BertGenerationTokenizer",
            "BigBirdTokenizer",
            "CodeLlamaTokenizer",
            "CpmTokenizer",
            "ErnieMTokenizer",
            "FNetTokenizer",
            "GPTSw3Tokenizer",
            "LasrTokenizer",
            "LayoutXLMTokenizer",
            "M2M100Tokenizer",
            "MBartTokenizer",
            "MBart50Tokenizer",
            "MLukeTokenizer",
            "MarianTokenizer",
            "NllbTokenizer",
            "PLBartTokenizer",
            "PegasusTokenizer",
            "ReformerTokenizer",
            "RemBertTokenizer",
            "SeamlessM4TTokenizer",
            "SiglipTokenizer",
            "Speech2TextTokenizer",
            "SpeechT5Tokenizer",
            "UdopTokenizer",
            "XGLMTokenizer",
            "XLMProphetNetTokenizer",
            "XLNetTokenizer"),
    /** What follows the file. */
    BACKEND("TokenizersBackend", "PreTrainedTokenizer", "PythonBackend"),
    /** Any other, or none. */
    OTHER;

    /** Types of models of which transformers takes no class's word. */
    private static final Set<String> FOLLOWING_PIECES = Set.of(
            "granite",
            "internlm2",
            "jamba",
            "ministral",
            "ministral3",
            "mistral",
            "mistral3",
            "mixtral",
            "modernbert",
            "olmo2",
            "phi3",
            "phimoe",
            "qwen2",
            "stablelm",
            "xlm-roberta-xl");

    private static final Map<String, String> BY_MODEL_TYPE = Map.ofEntries(
            Map.entry("bert", "BertTokenizer"),
            Map.entry("distilbert", "DistilBertTokenizer"),
            Map.entry("electra", "ElectraTokenizer"),
            Map.entry("mpnet", "MPNetTokenizer"),
            Map.entry("roberta", "RobertaTokenizer"),
            Map.entry("bart", "RobertaTokenizer"),
            Map.entry("longformer", "RobertaTokenizer"),
            Map.entry("gpt2", "GPT2Tokenizer"),
            Map.entry("qwen2", "Qwen2Tokenizer"),
            Map.entry("qwen3", "Qwen2Tokenizer"),
            Map.entry("xlm-roberta", "XLMRobertaTokenizer"),
            Map.entry("camembert", "CamembertTokenizer"),
            Map.entry("t5", "T5Tokenizer"),
            Map.entry("mt5", "T5Tokenizer"),
            Map.entry("umt5", "T5Tokenizer"),
            Map.entry("albert", "AlbertTokenizer"),
            Map.entry("deberta-v2", "DebertaV2Tokenizer"),
            Map.entry("gemma", "GemmaTokenizer"),
            Map.entry("gemma2", "GemmaTokenizer"),
            Map.entry("gemma3_text", "GemmaTokenizer"));

    private final List<String> names;

    TokenizerClass(String... names) {
        this.names = List.of(names);
    }

    static TokenizerClass of(String name) {
        String bare = name.endsWith("Fast") ? name.substring(0, name.length() - 4) : name;
        for (TokenizerClass known : values()) {
            if (known.names.contains(bare)) {
                return known;
            }
        }
        return OTHER;
    }

    /** The class that transformers takes for a model of that type, empty if it is not known here. */
    static String ofModelType(String type) {
        return BY_MODEL_TYPE.getOrDefault(type, "");
    }

    /** Whether transformers follows a SentencePiece model's own rules for a model of that type, whatever class is named. */
    static boolean followsPieces(String modelType) {
        return FOLLOWING_PIECES.contains(modelType);
    }
}
