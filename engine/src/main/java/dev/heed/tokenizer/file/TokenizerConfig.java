package dev.heed.tokenizer.file;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Json;
import dev.heed.format.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code tokenizer_config.json}, {@code special_tokens_map.json} and {@code added_tokens.json} say together, in the
 * order in which transformers lets one go over the other.
 *
 * <p>With {@code added_tokens_decoder} in the first, the two others say nothing; without, the map's entries go over the
 * config's, and the tokens of the third are added. Keys are read as {@code docs/tokenizers.md} lists them.
 */
final class TokenizerConfig {
    static final String FILE = "tokenizer_config.json";
    static final List<String> NAMED =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");
    private static final List<String> EXTRA = List.of("extra_special_tokens", "additional_special_tokens");
    private static final String DECODER = "added_tokens_decoder";

    private final String where;
    private final Map<String, Object> values = new LinkedHashMap<>();
    /** Entries of {@code added_tokens}, by content; those without an id have none yet. */
    private final Map<String, Map<String, Object>> tokens = new LinkedHashMap<>();

    /** {@code config.json} */
    private final Map<String, Object> model;

    private final String className;

    private TokenizerConfig(TokenizerFolder folder) {
        where = folder.path(FILE);
        values.putAll(object(folder, FILE));
        model = object(folder, "config.json");
        className = classStated();
        if (values.get(DECODER) != null) {
            readDecoder();
        } else {
            values.putAll(object(folder, "special_tokens_map.json"));
            readAddedTokens(object(folder, "added_tokens.json"), folder.path("added_tokens.json"));
        }
    }

    static TokenizerConfig read(TokenizerFolder folder) {
        return new TokenizerConfig(folder);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(TokenizerFolder folder, String name) {
        if (!folder.has(name)) {
            return Map.of();
        }
        String path = folder.path(name);
        if (Json.read(folder.read(name), path) instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new InvalidFileException(
                path + ": expected a JSON object, got another value (top level); fetch it again");
    }

    private String classStated() {
        if (values.get("tokenizer_class") instanceof String stated) {
            return stated;
        }
        return model.get("tokenizer_class") instanceof String stated ? stated : TokenizerClass.ofModelType(modelType());
    }

    private String modelType() {
        return model.get("model_type") instanceof String type ? type : "";
    }

    /** The class that rebuilds the tokenizer in transformers, without {@code Fast}. */
    TokenizerClass tokenizerClass() {
        return TokenizerClass.of(className);
    }

    /** The same for a SentencePiece model alone: of some types the model's own rules hold, whatever class is named. */
    TokenizerClass classOfPieces() {
        return TokenizerClass.followsPieces(modelType()) ? TokenizerClass.BACKEND : tokenizerClass();
    }

    String className() {
        return className;
    }

    /** Whether tokens come with all their flags, which then go over those of a {@code tokenizer.json}. */
    boolean hasDecoder() {
        return values.get(DECODER) != null;
    }

    boolean states(String key) {
        return values.containsKey(key);
    }

    /** A flag, {@code null} where the files say nothing or {@code null}. */
    Boolean flag(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw refused(key, "true or false", Settings.shown(value));
    }

    /** A text; {@code otherwise} where the files say nothing. */
    String text(String key, String otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text) {
            return text;
        }
        throw refused(key, "a text", Settings.shown(value));
    }

    boolean flag(String key, boolean otherwise) {
        Boolean value = flag(key);
        return value == null ? otherwise : value;
    }

    /** The text of a named token, {@code null} where the files name none. */
    String token(String key) {
        Object value = values.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> entry) {
            value = entry.get("content");
        }
        if (value instanceof String content && !content.isEmpty()) {
            return content;
        }
        throw refused(key, "a token", Settings.shown(values.get(key)));
    }

    /** The same, {@code otherwise} where the files name none. */
    String token(String key, String otherwise) {
        String stated = token(key);
        return stated == null ? otherwise : stated;
    }

    /** Whether they list tokens beside the named ones, if only none. */
    boolean statesExtras() {
        return EXTRA.stream().anyMatch(values::containsKey);
    }

    /** Everything that the files say is to be added, as entries of {@code added_tokens}; without an id where none is said. */
    List<Map<String, Object>> tokens() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>(tokens);
        Set<String> specials = new LinkedHashSet<>();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            if (NAMED.contains(value.getKey()) || isModelSpecific(value)) {
                addEntry(value.getKey(), value.getValue(), all, specials);
            }
        }
        for (String key : EXTRA) {
            if (values.get(key) instanceof List<?> extras) {
                extras.forEach(extra -> addEntry(key, extra, all, specials));
            } else if (values.get(key) instanceof Map<?, ?> extras) {
                extras.values().forEach(extra -> addEntry(key, extra, all, specials));
            }
        }
        for (String special : specials) {
            all.get(special).put("special", true);
        }
        return new ArrayList<>(all.values());
    }

    /** {@code image_token} and the like, which transformers takes for special tokens too. */
    private static boolean isModelSpecific(Map.Entry<String, Object> value) {
        boolean token = value.getValue() instanceof String || value.getValue() instanceof Map;
        return token && value.getKey().endsWith("_token");
    }

    private void addEntry(String key, Object value, Map<String, Map<String, Object>> all, Set<String> specials) {
        if (value == null) {
            return;
        }
        Map<String, Object> entry = new HashMap<>();
        if (value instanceof Map<?, ?> stated) {
            stated.forEach((name, setting) -> entry.put(String.valueOf(name), setting));
            entry.remove("__type");
        } else {
            entry.put("content", value);
        }
        if (!(entry.get("content") instanceof String content) || content.isEmpty()) {
            throw refused(key, "a token", Settings.shown(value));
        }
        all.putIfAbsent(content, entry);
        specials.add(content);
    }

    private void readDecoder() {
        if (!(values.get(DECODER) instanceof Map<?, ?> decoder)) {
            throw refused(DECODER, "an object", Settings.shown(values.get(DECODER)));
        }
        for (Map.Entry<?, ?> stated : decoder.entrySet()) {
            if (!(stated.getValue() instanceof Map<?, ?> token) || !(token.get("content") instanceof String content)) {
                throw refused(DECODER, "tokens", Settings.shown(stated.getValue()));
            }
            Map<String, Object> entry = new HashMap<>();
            token.forEach((name, setting) -> entry.put(String.valueOf(name), setting));
            entry.remove("__type");
            entry.put("id", id(String.valueOf(stated.getKey())));
            tokens.put(content, entry);
        }
    }

    private Long id(String number) {
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            throw refused(DECODER, "ids", Quoted.of(number));
        }
    }

    private void readAddedTokens(Map<String, Object> added, String path) {
        for (Map.Entry<String, Object> stated : added.entrySet()) {
            if (!(stated.getValue() instanceof Number id)) {
                throw new InvalidFileException(path + ": expected an id for " + Quoted.of(stated.getKey()) + ", got "
                        + Settings.shown(stated.getValue()) + "; fetch the file again");
            }
            Map<String, Object> entry = new HashMap<>();
            entry.put("content", stated.getKey());
            entry.put("id", id.longValue());
            entry.put("normalized", !isNamed(stated.getKey()));
            tokens.put(stated.getKey(), entry);
        }
    }

    private boolean isNamed(String content) {
        return NAMED.stream().anyMatch(key -> content.equals(token(key)));
    }

    InvalidFileException refused(String key, String expected, String got) {
        return new InvalidFileException(where + ": expected " + expected + ", got " + got + " (" + key
                + "); docs/tokenizers.md lists what is read");
    }
}
