package dev.heed.tokenizer.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the name {@code tokenizer.ggml.pre} of a GGUF file means, which the file itself does not spell out: how words are cut
 * and a few rules beside. (llama.cpp's {@code src/llama-vocab.cpp}.)
 *
 * @param expressions applied one after the other, each cutting every piece into its matches and what lies between
 * @param ignoreMerges a word that is a piece is taken whole
 * @param addsStart the start token goes before a text unless the file says otherwise
 * @param separates the separator token stands between two texts
 */
record GgufWordRules(List<String> expressions, boolean ignoreMerges, boolean addsStart, boolean separates) {
    private static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)";
    private static final String CONTRACTIONS = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
    private static final String LINE_ENDS = "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String NUMBER_OF_ONE = "\\p{N}";
    private static final String NUMBER_OF_THREE = "\\p{N}{1,3}";
    private static final String KANA_AND_IDEOGRAPHS = "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+";
    private static final String OLD_IDEOGRAPHS = "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+";
    private static final String CASED = "[^\\r\\n\\p{L}\\p{N}]?((?=[\\p{L}])([^a-z]))";

    private static final Map<String, GgufWordRules> BY_NAME = Map.ofEntries(
            cut("gpt-2", GPT2),
            cut("phi-2", GPT2),
            cut("mpt", GPT2),
            cut("olmo", GPT2),
            cut("modern-bert", GPT2),
            cut("exaone4", GPT2),
            cut("jina-es", GPT2),
            cut("jina-de", GPT2),
            cut("jina-v2-es", GPT2),
            cut("jina-v2-de", GPT2),
            cut("gigachat", GPT2),
            cut("a.x-4.0", GPT2),
            cut("mellum", GPT2),
            cut("jais", GPT2),
            cut("trillion", GPT2),
            cut("granite-docling", GPT2),
            Map.entry("roberta-bpe", new GgufWordRules(List.of(GPT2), false, false, true)),
            Map.entry("jina-v1-en", new GgufWordRules(List.of(GPT2), false, false, true)),
            Map.entry("jina-v2-code", new GgufWordRules(List.of(GPT2), false, false, true)),
            cut("smollm", NUMBER_OF_ONE, GPT2),
            cut("starcoder", NUMBER_OF_ONE, GPT2),
            cut("refact", NUMBER_OF_ONE, GPT2),
            cut("command-r", NUMBER_OF_ONE, GPT2),
            cut("codeshell", NUMBER_OF_ONE, GPT2),
            cut("exaone", NUMBER_OF_ONE, GPT2),
            cut("minerva-7b", NUMBER_OF_ONE, GPT2),
            cut("mellum2", NUMBER_OF_ONE, GPT2),
            cut("qwen2", words(NUMBER_OF_ONE)),
            cut("deepseek-r1-qwen", words(NUMBER_OF_ONE)),
            cut("stablelm2", words(NUMBER_OF_ONE)),
            cut("hunyuan", words(NUMBER_OF_ONE)),
            cut("megrez", words(NUMBER_OF_ONE)),
            cut("kormo", words(NUMBER_OF_ONE)),
            cut("f2llmv2", words(NUMBER_OF_ONE)),
            cut("solar-open", words(NUMBER_OF_ONE)),
            cut("grok-2", words(NUMBER_OF_ONE)),
            cut("dbrx", words(NUMBER_OF_THREE)),
            cut("smaug-bpe", words(NUMBER_OF_THREE)),
            cut("chatglm-bpe", words(NUMBER_OF_THREE)),
            whole("glm4", false, words(NUMBER_OF_THREE)),
            whole("glm5", false, words(NUMBER_OF_THREE)),
            whole("llama-bpe", true, words(NUMBER_OF_THREE)),
            whole("llama3", true, words(NUMBER_OF_THREE)),
            whole("llama-v3", true, words(NUMBER_OF_THREE)),
            whole("falcon3", true, words(NUMBER_OF_THREE)),
            whole("falcon-h1", true, words(NUMBER_OF_THREE)),
            whole("pixtral", true, words(NUMBER_OF_THREE)),
            whole("midm-2.0", true, words(NUMBER_OF_THREE)),
            whole("lfm2", true, words(NUMBER_OF_THREE)),
            whole("jina-v5-nano", true, words(NUMBER_OF_THREE)),
            whole(
                    "minicpm5",
                    false,
                    NUMBER_OF_THREE,
                    CONTRACTIONS
                            + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}+| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
                            + LINE_ENDS),
            cut(
                    "qwen35",
                    CONTRACTIONS
                            + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|"
                            + LINE_ENDS),
            whole(
                    "tekken",
                    true,
                    CASED + "*((?=[\\p{L}])([^A-Z]))+|" + CASED
                            + "+((?=[\\p{L}])([^A-Z]))*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|" + LINE_ENDS),
            cut("gpt-4o", capitals()),
            cut("llama4", capitals()),
            cut("kanana2", capitals()),
            cut("falcon", "[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]"),
            cut("default", "[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]"),
            cut("deepseek-coder", "[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", OLD_IDEOGRAPHS, NUMBER_OF_ONE),
            cut("deepseek-v3", deepseek3()),
            cut("hunyuan-dense", deepseek3()),
            cut("joyai-llm", deepseek3()));

    private static final String DEEPSEEK_LLM = "deepseek-llm";

    /** The rules of a name; empty for one that is not known. */
    static Optional<GgufWordRules> of(String name) {
        return name.equals(DEEPSEEK_LLM) ? Optional.of(deepseekLlm()) : Optional.ofNullable(BY_NAME.get(name));
    }

    /** All names that are known. */
    static String names() {
        TreeSet<String> names = new TreeSet<>(BY_NAME.keySet());
        names.add(DEEPSEEK_LLM);
        return String.join(", ", names);
    }

    private static Map.Entry<String, GgufWordRules> cut(String name, String... expressions) {
        return Map.entry(name, new GgufWordRules(List.of(expressions), false, false, false));
    }

    private static Map.Entry<String, GgufWordRules> whole(String name, boolean addsStart, String... expressions) {
        return Map.entry(name, new GgufWordRules(List.of(expressions), true, addsStart, false));
    }

    private static String words(String number) {
        return CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + number + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
                + LINE_ENDS;
    }

    private static String capitals() {
        return CASED + "*((?=[\\p{L}])([^A-Z]))+" + CONTRACTIONS + "?|" + CASED + "+((?=[\\p{L}])([^A-Z]))*"
                + CONTRACTIONS + "?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|" + LINE_ENDS;
    }

    private static String[] deepseek3() {
        return new String[] {
            NUMBER_OF_THREE,
            KANA_AND_IDEOGRAPHS,
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\\r\\n]*|" + LINE_ENDS
        };
    }

    /** Its letters are an older, partial list of cased ones. */
    private static GgufWordRules deepseekLlm() {
        return new GgufWordRules(
                List.of(
                        "[\\r\\n]",
                        "\\s?[" + letters() + "]+",
                        "\\s?[!-/:-~\uff01-\uff0f\uff1a-\uff5e\u2018-\u201f\u3000-\u3002]+",
                        "\\s+$",
                        OLD_IDEOGRAPHS,
                        "\\p{N}+"),
                false,
                false,
                false);
    }

    private static String letters() {
        try (InputStream letters = GgufWordRules.class.getResourceAsStream("deepseek-letters.txt")) {
            return new String(letters.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("deepseek-letters.txt: cannot be read", e);
        }
    }
}
