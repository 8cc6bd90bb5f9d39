package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.model.folder.StaticFolder;
import dev.heed.tensor.Vectors;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A model without layers: each token has a vector, a text the mean of its tokens'. Thousands of times as fast as an
 * {@link Encoder}; a word has the same vector in every context. Folders of model2vec and of sentence-transformers'
 * {@code StaticEmbedding} and {@code WordEmbeddings}, each by the rules of its own library.
 *
 * <p>Open, use, close. Immutable and thread-safe.
 *
 * <pre>{@code
 * try (var encoder = StaticEncoder.open(Models.folder(Path.of("potion-base-8M")))) {
 *     float[] vector = encoder.embed("We sat by the river bank.").vector();
 * }
 * }</pre>
 */
public final class StaticEncoder implements TextEmbedder {
    private final ModelInfo info;
    private final StaticFolder folder;
    private final Arena arena = Arena.ofShared();
    private final String prompt;
    private final int dimensions; // 0 for all

    private StaticEncoder(Model model, String prompt, int dimensions) {
        try {
            if (!StaticFolder.is(model.files())) {
                throw new InvalidFileException("model " + model.name()
                        + ": expected a static one (model2vec, a StaticEmbedding or WordEmbeddings), got another kind");
            }
            this.folder = StaticFolder.read(model.files(), arena);
            if (dimensions > folder.dimension()) {
                throw new IllegalArgumentException("dimensions: expected at most " + folder.dimension()
                        + ", as the model " + model.name() + " has, got " + dimensions);
            }
            this.dimensions = dimensions;
            this.prompt = prompt == null ? folder.prompts().standardText() : prompt;
            this.info = info(model, folder).withDimension(dimensions == 0 ? folder.dimension() : dimensions);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /** Opens a model. */
    public static StaticEncoder open(Model model) {
        return new StaticEncoder(Objects.requireNonNull(model, "model"), null, 0);
    }

    /**
     * Opens a model.
     *
     * @param prompt put before every text; null for what the folder puts there
     * @param dimensions numbers of a vector, the first, brought to length 1; 0 for all as they are
     */
    public static StaticEncoder open(Model model, String prompt, int dimensions) {
        return new StaticEncoder(Objects.requireNonNull(model, "model"), prompt, dimensions);
    }

    /**
     * Opens a model for a host whose settings are those of an {@link Encoder}: what a model without layers cannot honour is
     * refused, never passed over.
     *
     * @param precision {@link Precision#FP32}, or {@link Precision#AUTO}, which is the same here
     * @param overflow {@link Overflow#TRUNCATE}: a text is read whole, or up to the folder's own limit
     * @param maxTokens 0
     * @throws IllegalArgumentException naming the setting with another value
     */
    public static StaticEncoder open(
            Model model, String prompt, int dimensions, Precision precision, Overflow overflow, int maxTokens) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(overflow, "overflow");
        refuse(model, "precision", precision, precision != Precision.FP32 && precision != Precision.AUTO);
        refuse(model, "overflow", overflow, overflow != Overflow.TRUNCATE);
        refuse(model, "max tokens", maxTokens, maxTokens != 0);
        return open(model, prompt, dimensions);
    }

    private static void refuse(Model model, String setting, Object value, boolean refused) {
        if (refused) {
            throw new IllegalArgumentException(setting + ": expected none, which the static model " + model.name()
                    + " has no use for, got " + String.valueOf(value).toLowerCase(Locale.ROOT) + "; leave it out");
        }
    }

    /** Whether a model is of this kind. */
    public static boolean reads(Model model) {
        Objects.requireNonNull(model, "model");
        return StaticFolder.is(model.files());
    }

    static ModelInfo info(Model model) {
        try (Arena arena = Arena.ofConfined()) {
            return info(model, StaticFolder.read(model.files(), arena));
        }
    }

    private static ModelInfo info(Model model, StaticFolder folder) {
        return new ModelInfo(
                model.name(),
                model.files().onDisk() ? model.files().where() : null,
                ModelKind.STATIC,
                model.license(),
                "static",
                folder.dimension(),
                0,
                0,
                folder.maxTokens() == 0 ? Integer.MAX_VALUE : folder.maxTokens(),
                folder.head().pooling().label(),
                Map.copyOf(folder.prompts().byName()),
                folder.passedOver());
    }

    /** What the model is. */
    @Override
    public ModelInfo model() {
        return info;
    }

    /** What is put before every text; empty for nothing. */
    @Override
    public String prompt() {
        return prompt;
    }

    /** A text's vector. */
    @Override
    public TextEmbedding embed(String text) {
        return embed(prompt, text);
    }

    /**
     * A text's vector behind another prompt.
     *
     * @param before put before it; empty for nothing
     */
    public TextEmbedding embed(String before, String text) {
        return embed(before, text, true);
    }

    /** The same before it is brought to length 1, where the folder or a cut says that it is. */
    public TextEmbedding embedUnscaled(String before, String text) {
        return embed(before, text, false);
    }

    private TextEmbedding embed(String before, String text, boolean scaled) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(text, "text");
        int[] all = folder.ids().of(before + text);
        int[] ids = ids(before + text, all);
        int seen = seen(ids);
        int[] counted = Arrays.copyOf(ids, seen);
        float[] vector = scaled ? folder.vector(counted) : folder.unscaled(counted);
        if (dimensions > 0) {
            vector = Arrays.copyOf(vector, dimensions);
            if (scaled) {
                Vectors.normalize(vector);
            }
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new InvalidFileException("model " + info.name() + ": expected finite numbers, got " + number
                        + "; its vectors are damaged");
            }
        }
        int unknown = folder.ids().unknown();
        return new TextEmbedding(text, vector, seen, Math.max(seen, all.length), (int)
                Arrays.stream(counted).filter(id -> id == unknown).count());
    }

    /** The tokens of what the folder's limit of characters leaves of a text. */
    private int[] ids(String read, int[] all) {
        return folder.maxCharacters() == 0 || read.codePointCount(0, read.length()) <= folder.maxCharacters()
                ? all
                : folder.ids().of(read.substring(0, read.offsetByCodePoints(0, folder.maxCharacters())));
    }

    private int seen(int[] ids) {
        return folder.maxTokens() == 0 ? ids.length : Math.min(ids.length, folder.maxTokens());
    }

    @Override
    public int count(String before, String text) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(text, "text");
        return seen(ids(before + text, folder.ids().of(before + text)));
    }

    /** The vectors of several texts, in their order. */
    @Override
    public List<TextEmbedding> embed(List<String> texts) {
        return embed(prompt, texts);
    }

    @Override
    public List<TextEmbedding> embed(String before, List<String> texts) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(texts, "texts");
        List<TextEmbedding> vectors = new ArrayList<>(texts.size());
        texts.forEach(text -> vectors.add(embed(before, text)));
        return vectors;
    }

    /** Releases the model's file. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return "StaticEncoder[" + info.name() + ", " + info.dimension() + " numbers]";
    }
}
